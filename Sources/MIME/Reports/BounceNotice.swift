/// What a mail server wrote for people when it could not deliver, without the fields of RFC 3464.
///
/// No rule is for one server only: they rest on what all of them do, which is to put the address first in a line or
/// behind RCPT TO, the other server's answer after it, and the returned message below.
struct BounceNotice {
  /// Bytes of the text that are looked at for recipients: servers say what happened in the first screen.
  static let sizeLimit = 32_768

  private let bytes: [UInt8]
  /// The lines of the notice itself, without what was returned with it.
  private let lines: [Range<Int>]

  init(_ text: [UInt8]) {
    bytes = Array(text.prefix(Self.sizeLimit))
    var all: [Range<Int>] = []
    var reader = ReportLines(bytes)
    while let line = reader.next() { all.append(line) }
    lines = Array(all[..<(ReturnedHeader.start(of: all, in: bytes) ?? all.count)])
  }

  /// Whether `text` holds the fields of a delivery report, each at the start of a line.
  static func holdsFields(_ text: [UInt8]) -> Bool {
    var lines = ReportLines(text)
    while let line = lines.next() {
      let kept = text[text.trimmingWSP(line)]
      if let first = kept.first, first | 0x20 == 0x66, kept.startsIgnoringCase("final-recipient") { return true }
    }
    return false
  }

  /// - Parameters:
  ///   - named: what the fields X-Failed-Recipients hold (Exim, Gmail).
  ///   - subject: of the bounce.
  ///   - returned: the header of the returned message, for notices that name nobody.
  func failures(named: [String], subject: String, returned: FieldGroups.Group) -> [DeliveryFailure] {
    let notice = lines.first.flatMap { first in lines.last.map { first.lowerBound..<$0.upperBound } } ?? 0..<0
    let words = bytes[notice].lowercasedASCIIString
    let action = Self.isDelay(words) || subject.lowercased().holds("(delay)") ? "delayed" : "failed"
    let whole = StatusCode.said(in: bytes[notice], lowercased: words)
    let found = recipients(named: named, returned: returned)
    return found.enumerated().map { index, entry in
      var region = notice
      if let line = entry.line {
        // The list holds lines in order, or none at all.
        let next = index + 1 < found.count ? found[index + 1].line : nil
        let end = next.map { lines[$0].lowerBound } ?? notice.upperBound
        region = lines[line].lowerBound..<max(lines[line].upperBound, end)
      }
      let own =
        region == notice
        ? whole : StatusCode.said(in: bytes[region], lowercased: bytes[region].lowercasedASCIIString)
      return DeliveryFailure(
        recipient: entry.address, action: action, status: own ?? whole ?? "", diagnostic: diagnostic(in: region))
    }
  }

  /// Longest answer kept, in bytes: RFC 5321 (4.5.3.1.5) allows 512 a line.
  private static let diagnosticLimit = 512

  private func diagnostic(in region: Range<Int>) -> String {
    let kept = bytes[region].prefix(Self.diagnosticLimit)
    let words = kept.split { $0 <= ASCII.space }.joined(separator: [ASCII.space])
    return HeaderText.withoutControls(String(decoding: Array(words), as: UTF8.self))
  }

  private static func isDelay(_ words: String) -> Bool {
    delayPhrases.contains { words.holds($0) }
  }

  private static let delayPhrases = [
    "has been delayed", "warning message only", "you do not need to resend", "will keep trying", "will be retried",
    "continue to try to deliver", "still undelivered after",
  ]

  private struct Recipient {
    let address: String
    /// The line that names it; nil where it was named outside of the notice.
    let line: Int?
  }

  /// By the first sign that finds any: the field, the head of a line, an SMTP answer, RCPT TO, a line on failing, the
  /// returned message.
  private func recipients(named: [String], returned: FieldGroups.Group) -> [Recipient] {
    let inLines = addressesInLines()
    let lineOf = Dictionary(inLines.map { ($0.key, $0.line) }, uniquingKeysWith: { first, _ in first })
    var byField: [Recipient] = []
    for value in named where byField.count < AddressScanner.addressLimit {
      let field = Array(value.utf8)
      for range in AddressScanner.all(in: field, 0..<field.count) {
        let address = String(decoding: field[range], as: UTF8.self)
        byField.append(Recipient(address: address, line: lineOf[address.utf8.lowercasedASCIIString]))
      }
    }
    if !byField.isEmpty { return Self.unique(byField) }
    for rank in Rank.allCases {
      let found = inLines.filter { $0.rank == rank }
      if !found.isEmpty { return Self.unique(found.map { Recipient(address: $0.address, line: $0.line) }) }
    }
    guard let to = returned.first("to")?.value else { return [] }
    let ranges = AddressScanner.all(in: to, 0..<to.count)
    // With several, nobody says which one it was.
    guard ranges.count == 1, let only = ranges.first else { return [] }
    return [Recipient(address: String(decoding: to[only], as: UTF8.self), line: nil)]
  }

  private static func unique(_ found: [Recipient]) -> [Recipient] {
    var seen: Set<String> = []
    var kept = found.filter { seen.insert($0.address.utf8.lowercasedASCIIString).inserted }
    // The lines of the notice must stand in order for the text between two of them to belong to the first.
    if kept.contains(where: { $0.line == nil }), kept.count > 1 {
      kept = kept.map { Recipient(address: $0.address, line: nil) }
    }
    return kept.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  private enum Rank: CaseIterable {
    case headOfLine, answer, command, sentence
  }

  private struct Found {
    let address: String
    let key: String
    let line: Int
    let rank: Rank
  }

  private func addressesInLines() -> [Found] {
    var result: [Found] = []
    for (number, line) in lines.enumerated() where result.count < AddressScanner.addressLimit {
      let kept = bytes.trimmingWSP(line)
      guard bytes[kept].contains(ASCII.at) else { continue }
      let ranges = AddressScanner.all(in: bytes, kept)
      guard let first = ranges.first, let rank = rank(of: first, in: kept) else { continue }
      let address = String(decoding: bytes[first], as: UTF8.self)
      result.append(Found(address: address, key: address.utf8.lowercasedASCIIString, line: number, rank: rank))
    }
    return result
  }

  /// Nil for an address that may be anybody's.
  private func rank(of address: Range<Int>, in line: Range<Int>) -> Rank? {
    let before = bytes[line.lowerBound..<address.lowerBound]
    if before.allSatisfy({ Self.openers.contains($0) || $0.isWSP }) { return .headOfLine }
    if before.first.map({ $0 == 0x34 || $0 == 0x35 }) == true, StatusCode.reply(in: before.prefix(4)) != nil {
      return .answer
    }
    let words = before.lowercasedASCIIString
    if words.holds("rcpt to") || words.holds("recipient:") { return .command }
    // `From:` and `Sender:` name us, `contact` and `help` somebody who can explain.
    if Self.strangers.contains(where: { words.holds($0) }) { return nil }
    return Self.failing.contains { words.holds($0) } ? .sentence : nil
  }

  /// What stands before an address that heads a line: brackets, quotes, and the marks of a list.
  private static let openers: [UInt8] = [ASCII.less, ASCII.quote, 0x2A, ASCII.hyphen, 0x27, ASCII.openParenthesis]

  private static let strangers = ["from:", "from ", "sender", "mail from", "contact", "help", "subject:", "http"]

  private static let failing = [
    "deliver", "did not reach", "could not be reached", "returned permanent errors", "failed", "failure", "address",
    "userid", "not listed", "unknown", "rejected", "user ", "error",
  ]
}
