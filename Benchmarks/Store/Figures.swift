import Foundation

/// Times of many like things.
struct Latencies {
  private(set) var seconds: [Double] = []

  mutating func time<T>(_ body: () throws -> T) rethrows -> T {
    let start = ContinuousClock.now
    defer { seconds.append((ContinuousClock.now - start) / .seconds(1)) }
    return try body()
  }

  mutating func add(_ other: Latencies) { seconds += other.seconds }

  var total: Double { seconds.reduce(0, +) }

  /// The time that `share` of them do not pass, in milliseconds.
  func milliseconds(_ share: Double) -> Double {
    let sorted = seconds.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
  }
}

/// The middle one, which no single disturbance of the machine moves.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func show(_ cells: [String], widths: [Int]) {
  print(
    zip(cells, widths).map { cell, width in
      let pad = String(repeating: " ", count: max(0, abs(width) - cell.count))
      return width < 0 ? cell + pad : pad + cell
    }.joined(separator: "  "))
}

func text(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }

/// A folder that is removed with this value.
final class Scratch {
  let path: String

  init(in folder: String) throws {
    path = folder + "/heard-store-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// An empty folder's file.
  func place(_ name: String) throws -> String {
    let folder = path + "/" + name
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/heard.db"
  }
}
