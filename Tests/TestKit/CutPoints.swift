internal import Foundation

/// Where a line is cut, octet by octet.
public enum CutPoints {
  /// Between two cuts: with `HEARD_CRASH_CUTS=all` every octet; else every fifth, as the ordinary run has other tests too.
  public static let stride = ProcessInfo.processInfo.environment["HEARD_CRASH_CUTS"] == "all" ? 1 : 5

  /// Every ``stride``-th of `all`, and each that lies in `close`, ascending.
  public static func chosen(in all: some Sequence<Int>, close: some Sequence<Int>) -> [Int] {
    let near = Set(close)
    return all.enumerated().filter { $0.offset % stride == 0 || near.contains($0.element) }.map(\.element)
  }
}
