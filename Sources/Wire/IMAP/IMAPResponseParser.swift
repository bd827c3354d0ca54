/// Cuts a stream of bytes, in whatever pieces they come, into IMAP responses (RFC 9051, 9).
///
/// A literal is exactly its announced number of octets, so nothing inside a mail can end a response, begin one, or
/// announce another literal. Time is linear in the bytes.
struct IMAPResponseParser {
  /// Octets of one line. A SEARCH of a million UIDs is 8 MB in one line; servers' other lines are under 64 KB.
  static let maxLineLength = 16 * 1024 * 1024
  /// Octets of all literals of one response: over the 50 MB cap for one mail, under what memory bears.
  static let maxLiteralLength = 64 * 1024 * 1024
  /// Lines and literals in one response; we ask for one literal a message.
  static let maxPieces = 1024
  /// Reserved ahead for a literal, so that a mere announcement takes no memory.
  private static let maxReserve = 1024 * 1024

  /// A run of text between literals, or a literal.
  enum Piece: Hashable, Sendable {
    case text([UInt8])
    case literal([UInt8])
  }

  private enum State {
    case line
    case literal(missing: Int)
  }

  private var state = State.line
  private var pieces: [Piece] = []
  private var current: [UInt8] = []
  private var literalTotal = 0
  /// Whether the response under way is of a kind that has literals: human text may end in `{5}` as well.
  private var mayHoldLiterals = false

  /// Whether a response has begun and is not complete.
  var isInsideResponse: Bool { !pieces.isEmpty || !current.isEmpty }

  /// Takes the next bytes and gives the responses that are complete with them.
  mutating func parse(_ bytes: [UInt8]) throws(Violation) -> [IMAPResponse] {
    var responses: [IMAPResponse] = []
    try parse(bytes, into: &responses)
    return responses
  }

  /// Takes the next bytes and adds the responses that are complete with them, also those before a violation.
  mutating func parse(_ bytes: [UInt8], into responses: inout [IMAPResponse]) throws(Violation) {
    var rest = bytes[...]
    while true {
      switch state {
      case .literal(let missing):
        let taken = rest.prefix(missing)
        current.append(contentsOf: taken)
        rest = rest.dropFirst(taken.count)
        guard taken.count == missing else {
          state = .literal(missing: missing - taken.count)
          return
        }
        pieces.append(.literal(current))
        current = []
        state = .line
      case .line:
        let end = rest.firstIndex(of: 0x0A)
        let taken = rest[..<(end ?? rest.endIndex)]
        guard current.count + taken.count <= Self.maxLineLength else {
          throw .lineTooLong(limit: Self.maxLineLength)
        }
        current.append(contentsOf: taken)
        guard let end else { return }
        rest = rest[(end + 1)...]
        if current.last == 0x0D { current.removeLast() }
        if let response = try endLine() { responses.append(response) }
      }
    }
  }

  /// Ends a line: either a literal follows, or the response is complete.
  private mutating func endLine() throws(Violation) -> IMAPResponse? {
    if pieces.isEmpty { mayHoldLiterals = IMAPResponse.mayHoldLiterals(current) }
    if mayHoldLiterals, let (count, marker) = Self.literalAnnounced(at: current) {
      guard count <= Self.maxLiteralLength - literalTotal else {
        throw .literalTooLarge(limit: Self.maxLiteralLength)
      }
      guard pieces.count + 2 < Self.maxPieces else { throw .responseTooLarge(limit: Self.maxPieces) }
      literalTotal += count
      pieces.append(.text(Array(current[..<marker])))
      current = []
      current.reserveCapacity(min(count, Self.maxReserve))
      state = .literal(missing: count)
      return nil
    }
    pieces.append(.text(current))
    let complete = pieces
    (pieces, current, literalTotal) = ([], [], 0)
    return IMAPResponse(complete)
  }

  /// The `{n}` or `~{n}` at the end of a line, outside of quotes: how many octets follow, and where the mark begins.
  static func literalAnnounced(at line: [UInt8]) -> (count: Int, marker: Int)? {
    guard line.last == 0x7D, let open = line.lastIndex(of: 0x7B) else { return nil }
    var digits = line[(open + 1)..<(line.count - 1)]
    if digits.last == 0x2B { digits = digits.dropLast() }
    guard let count = decimal(digits, as: Int.self) else { return nil }
    var inQuotes = false
    var escaped = false
    for octet in line[..<open] {
      if escaped {
        escaped = false
      } else if inQuotes, octet == 0x5C {
        escaped = true
      } else if octet == 0x22 {
        inQuotes.toggle()
      }
    }
    if inQuotes { return nil }
    let marker = open > 0 && line[open - 1] == 0x7E ? open - 1 : open
    return (count, marker)
  }
}
