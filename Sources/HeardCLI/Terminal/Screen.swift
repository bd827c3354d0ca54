import Foundation
import Synchronization

/// The one sink of everything `heard` prints: data on standard output, progress and warnings on standard error.
///
/// All text passes ``VisibleText``; only the styles below add escape sequences, and only on a terminal.
struct Screen: Sendable {
  enum Style: String {
    case bold = "1", dim = "2", red = "31", green = "32", yellow = "33", cyan = "36"
  }

  let isTerminal: Bool
  let width: Int

  /// - Parameter environment: `NO_COLOR` and `TERM=dumb` are respected.
  init(environment: [String: String]) {
    let terminal = isatty(STDOUT_FILENO) == 1
    isTerminal = terminal
    colours = terminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    var size = winsize()
    width = terminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 100
  }

  private let colours: Bool

  /// One line of our own words and of theirs.
  func line(_ text: String = "", _ style: Style? = nil) {
    write(styled(VisibleText.line(text), style) + "\n", to: STDOUT_FILENO)
  }

  /// A text of several lines, each behind an indent; blank lines at its end are left out. On a terminal, long lines
  /// are broken at words; piped text keeps its lines.
  func block(_ text: String, indent: String = "  ", _ style: Style? = nil) {
    var lines = VisibleText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let bare = String(indent.reversed().drop { $0 == " " }.reversed())
    let room = isTerminal ? width - TextWidth.of(indent) : .max
    for line in lines {
      guard !line.isEmpty else {
        write(bare + "\n", to: STDOUT_FILENO)
        continue
      }
      for piece in TextWrap.lines(String(line), width: room) {
        write(indent + styled(piece, style) + "\n", to: STDOUT_FILENO)
      }
    }
  }

  /// A question; the answer stands on the same line.
  func prompt(_ text: String) {
    write(VisibleText.line(text), to: STDOUT_FILENO)
  }

  /// Pieces of one line in styles of their own.
  func pieces(_ pieces: [(String, Style?)]) {
    write(pieces.map { styled(VisibleText.line($0.0), $0.1) }.joined() + "\n", to: STDOUT_FILENO)
  }

  /// One tab-separated record.
  func record(_ fields: [String]) {
    write(fields.map(VisibleText.line).joined(separator: "\t") + "\n", to: STDOUT_FILENO)
  }

  /// Text that scripts read, which must stay as it is; on a terminal it is made visible.
  func data(_ text: String) {
    write(isTerminal ? VisibleText.lines(text) : text, to: STDOUT_FILENO)
  }

  /// Progress or a warning.
  func note(_ text: String) {
    write(VisibleText.lines(text) + "\n", to: STDERR_FILENO)
  }

  /// An object or a value that scripts read; what ``VisibleText`` would change is escaped as JSON does.
  func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard VisibleText.needsCare(scalar) else {
        safe.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        safe.append(contentsOf: "\\u\(VisibleText.hex(UInt32(unit)))".unicodeScalars)
      }
    }
    write(String(safe) + "\n", to: STDOUT_FILENO)
  }

  private func styled(_ text: String, _ style: Style?) -> String {
    guard colours, let style, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  /// The system's error number of the first write to standard output that failed; 0 while all went well. Of the
  /// process, not of one screen, for standard output is.
  static var outputFailure: Int32 { failure.withLock { $0 } }
  private static let failure = Mutex<Int32>(0)

  private func write(_ text: String, to descriptor: Int32) {
    // What follows a gap would be taken for the whole.
    if descriptor == STDOUT_FILENO, Self.outputFailure != 0 { return }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        let reason = errno
        if reason == EINTR { continue }
        if descriptor == STDOUT_FILENO { Self.failure.withLock { $0 = reason } }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
