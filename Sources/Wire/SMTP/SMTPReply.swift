/// A mail server's answer to one command (RFC 5321, 4.2).
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
  /// 200 ... 599.
  public let code: Int
  /// The lines without code, each made safe to print; at least one, which may be empty.
  public let lines: [ServerText]

  public init(code: Int, lines: [ServerText]) {
    self.code = code
    self.lines = lines
  }

  /// By the code's first digit, which is all that counts for codes that nobody knows (RFC 5321, 4.2.1).
  public var verdict: WireError.Verdict {
    switch code {
    case 200..<400: .accepted
    case 400..<500: .later
    default: .never
    }
  }

  /// The enhanced status code, `5.1.1` (RFC 3463); nil where there is none.
  public var enhancedCode: String? {
    guard let word = lines.first?.description.prefix(while: { $0 != " " }) else { return nil }
    let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers[0] == "\(code / 100)", numbers.allSatisfy({ (1...3).contains($0.count) }),
      numbers.allSatisfy({ $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    return String(word)
  }

  /// The lines' text in one, at most ``ServerText/maxLength`` characters.
  public var text: ServerText { ServerText(octets(lines.map(\.description).joined(separator: " "))) }

  /// Code and text, for the record: `250 2.0.0 Ok: queued as 4F2A1`.
  public var description: String { text.description.isEmpty ? "\(code)" : "\(code) \(text)" }
}

/// Cuts a stream of bytes, in whatever pieces they come, into replies.
struct SMTPReplyParser {
  /// RFC 5321, 4.5.3.1.5 allows 512 octets; some servers write more.
  static let maxLineLength = 4096
  /// EHLO's answer is the longest, with some 20 lines.
  static let maxLines = 256

  private var line: [UInt8] = []
  private var code: Int?
  private var lines: [ServerText] = []

  /// Whether a reply has begun and is not complete.
  var isInsideReply: Bool { !line.isEmpty || code != nil }

  /// Takes the next bytes and gives the replies that are complete with them.
  mutating func parse(_ bytes: [UInt8]) throws(Violation) -> [SMTPReply] {
    var replies: [SMTPReply] = []
    for octet in bytes {
      guard octet == 0x0A else {
        guard line.count < Self.maxLineLength else { throw .lineTooLong(limit: Self.maxLineLength) }
        line.append(octet)
        continue
      }
      if line.last == 0x0D { line.removeLast() }
      if let reply = try endLine() { replies.append(reply) }
    }
    return replies
  }

  private mutating func endLine() throws(Violation) -> SMTPReply? {
    defer { line.removeAll(keepingCapacity: true) }
    guard line.count >= 3, let code: Int = decimal(line[..<3]), (200..<600).contains(code) else {
      throw .malformedReply
    }
    let mark = line.count > 3 ? line[3] : 0x20
    guard mark == 0x20 || mark == 0x2D, self.code == nil || self.code == code else { throw .malformedReply }
    guard lines.count < Self.maxLines else { throw .replyTooLong(limit: Self.maxLines) }
    lines.append(ServerText(line.dropFirst(4)))
    guard mark == 0x20 else {
      self.code = code
      return nil
    }
    let reply = SMTPReply(code: code, lines: lines)
    (self.code, lines) = (nil, [])
    return reply
  }
}
