// What libFuzzer calls, compiled together with the sources of MIME into one module by scripts/fuzz, so that what is
// internal is in reach. No part of the package's own build.

/// The pieces of MIME that are fuzzed.
enum Entry: String, CaseIterable {
  /// The reader, and everything a message can be asked for.
  case reader
  /// The same mail with CRLF, with LF: one tree, one text.
  case lines
  /// The same mail in pieces: one message.
  case stream
  /// The readers of winmail.dat, RTF, invitations, signed objects and files between words, fed as they are.
  case types
  /// The own-words labeller.
  case segments
  /// The HTML converter.
  case html

  /// As `--entry=NAME` says; libFuzzer passes over arguments that start with two dashes.
  static let chosen: Entry = {
    let mark = "--entry="
    let name = CommandLine.arguments.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
    return name.flatMap(Entry.init(rawValue:)) ?? .reader
  }()

  func feed(_ bytes: [UInt8]) {
    switch self {
    case .reader: Claims.hold(for: Message(parsing: bytes))
    case .lines: Claims.holdForLineEnds(bytes)
    case .stream: Claims.holdForPieces(bytes)
    case .types: Claims.hold(forType: bytes)
    case .segments: Claims.hold(forText: String(decoding: bytes, as: UTF8.self))
    case .html: Claims.hold(forPage: String(decoding: bytes, as: UTF8.self))
    }
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Entry.chosen.feed([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}
