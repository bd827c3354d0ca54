internal import Foundation

extension ScriptedIMAPServer {
  /// A command as the server understood it.
  public struct Command: Hashable, Sendable {
    /// The connection that it came over, from 0.
    public let connection: Int
    public let tag: String
    /// In capitals: `SELECT`, `UID FETCH`.
    public let name: String
    /// What follows the name, strings as they are meant.
    public let arguments: [Token]
    /// All of it as text; literals are shown as `{n}`, and a password not at all.
    public let text: String
    /// Octets of its longest line, the line end counted.
    public let longestLine: Int
    /// Whether names were in UTF-8 then (RFC 6855).
    public let isInUTF8: Bool

    /// The strings and words among the arguments.
    public var words: [String] {
      arguments.compactMap {
        switch $0 {
        case .word(let word): word
        case .string(let octets): String(decoding: octets, as: UTF8.self)
        case .open, .close: nil
        }
      }
    }

    /// The first argument as the name of a mailbox.
    public var mailbox: String? { words.first.map { ScriptedIMAPServer.mailboxName($0, isInUTF8: isInUTF8) } }
  }

  public enum Token: Hashable, Sendable {
    case word(String)
    /// A quoted string or a literal.
    case string([UInt8])
    case open, close
  }

  /// The name behind modified UTF-7 (RFC 3501, 5.1.3); the same where it is none.
  static func mailboxName(_ wire: String, isInUTF8: Bool) -> String {
    var name = ""
    var rest = wire[...]
    while !isInUTF8, let ampersand = rest.firstIndex(of: "&") {
      name += rest[..<ampersand]
      guard let end = rest[ampersand...].firstIndex(of: "-") else { return wire }
      let coded = String(rest[rest.index(after: ampersand)..<end]).replacing(",", with: "/")
      rest = rest[rest.index(after: end)...]
      if coded.isEmpty {
        name += "&"
        continue
      }
      let padded = coded + String(repeating: "=", count: (4 - coded.count % 4) % 4)
      guard let bytes = Data(base64Encoded: padded), let text = String(data: bytes, encoding: .utf16BigEndian) else {
        return wire
      }
      name += text
    }
    name += rest
    // INBOX is INBOX in any case (RFC 9051, 5.1).
    return name.uppercased() == "INBOX" ? "INBOX" : name
  }

  /// `name` in modified UTF-7.
  static func wireName(_ name: String) -> String {
    var wire = ""
    var shifted: [UInt16] = []
    func flush() {
      guard !shifted.isEmpty else { return }
      let bytes = Data(shifted.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
      wire += "&" + bytes.base64EncodedString().replacing("/", with: ",").replacing("=", with: "") + "-"
      shifted = []
    }
    for unit in name.utf16 {
      if (0x20...0x7E).contains(unit), let scalar = Unicode.Scalar(unit) {
        flush()
        wire += scalar == "&" ? "&-" : String(Character(scalar))
      } else {
        shifted.append(unit)
      }
    }
    flush()
    return wire
  }

  /// The numbers of a set (RFC 9051, 9, sequence-set); nil where it is none.
  static func numbers(_ set: String, last: UInt32) -> [ClosedRange<UInt32>]? {
    var ranges: [ClosedRange<UInt32>] = []
    for element in set.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = element.split(separator: ":", omittingEmptySubsequences: false).map { end in
        end == "*" ? last : UInt32(end).flatMap { $0 > 0 ? $0 : nil }
      }
      guard let first = ends[0], ends.count <= 2, let second = ends[ends.count - 1] else { return nil }
      ranges.append(min(first, second)...max(first, second))
    }
    return ranges
  }
}

/// Cuts a command, its literals apart, into tokens.
struct IMAPCommandReading {
  enum Piece {
    case text([UInt8])
    case literal([UInt8])
  }

  /// Nil where a quoted string does not end or holds what it may not.
  static func tokens(_ pieces: [Piece], isInUTF8: Bool) -> [ScriptedIMAPServer.Token]? {
    var tokens: [ScriptedIMAPServer.Token] = []
    for piece in pieces {
      switch piece {
      case .literal(let octets): tokens.append(.string(octets))
      case .text(let text): guard add(text, isInUTF8, to: &tokens) else { return nil }
      }
    }
    // `UTF8 (~{n}`, the message, `)`: the message (RFC 6855, 4).
    if isInUTF8, tokens.count > 4, case .string(let message) = tokens[tokens.count - 2], tokens.last == .close,
      tokens[tokens.count - 4] == .word("UTF8"), tokens[tokens.count - 3] == .open
    {
      tokens.removeLast(4)
      tokens.append(.string(message))
    }
    return tokens
  }

  private static func add(_ text: [UInt8], _ isInUTF8: Bool, to tokens: inout [ScriptedIMAPServer.Token]) -> Bool {
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: "("):
        tokens.append(.open)
        index += 1
      case UInt8(ascii: ")"):
        tokens.append(.close)
        index += 1
      case UInt8(ascii: "\""):
        var value: [UInt8] = []
        index += 1
        while index < text.count, text[index] != UInt8(ascii: "\"") {
          if text[index] == UInt8(ascii: "\\") { index += 1 }
          guard index < text.count, text[index] != 0, text[index] < 0x80 || isInUTF8 else { return false }
          value.append(text[index])
          index += 1
        }
        guard index < text.count else { return false }
        index += 1
        tokens.append(.string(value))
      default:
        let start = index
        var depth = 0
        while index < text.count, depth > 0 || !" ()".utf8.contains(text[index]) {
          if text[index] == UInt8(ascii: "[") { depth += 1 }
          if text[index] == UInt8(ascii: "]") { depth -= 1 }
          index += 1
        }
        tokens.append(.word(String(decoding: text[start..<index], as: UTF8.self)))
      }
    }
    return true
  }
}
