/// One hop of a message's way, as the server that took it wrote it down (RFC 5321, 4.4; RFC 5322, 3.6.7).
///
/// The topmost one is by our own server; those below can be made up by anyone.
public struct ReceivedField: Hashable, Sendable {
  /// The host that handed the message over, as it called itself; nil where it is not said.
  public private(set) var from: String?
  /// What the server knew of that host, from the comment behind its name: `mail.example.org [192.0.2.1]`.
  public private(set) var fromComment: String?
  /// The server that took it.
  public private(set) var by: String?
  /// The protocol: `ESMTPS` and the like, in the server's words.
  public private(set) var with: String?
  /// The server's name for the message, without angle brackets.
  public private(set) var id: String?
  /// The address it was for, without angle brackets; the first where several stand.
  public private(set) var recipient: String?
  /// When it was taken; nil where no date can be read.
  public private(set) var date: MailDate?

  /// - Returns: nil for a value of nothing but white space.
  init?(_ value: Span<UInt8>) {
    guard !value.trimmingSpace(0..<value.count).isEmpty else { return nil }
    var end = value.count
    var place = value.count
    while place > 0 {
      place -= 1
      guard value[place] == ASCII.semicolon else { continue }
      date = DateReader.read(value.extracting((place + 1)..<value.count))?.date
      end = place
      break
    }
    readClauses(value.extracting(0..<end))
  }

  private enum Clause {
    case from, by, via, with, id, recipient
  }

  private static func clause(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Clause? {
    switch word.count {
    case 2: bytes.holds("by", in: word) ? .by : bytes.holds("id", in: word) ? .id : nil
    case 3: bytes.holds("for", in: word) ? .recipient : bytes.holds("via", in: word) ? .via : nil
    case 4: bytes.holds("from", in: word) ? .from : bytes.holds("with", in: word) ? .with : nil
    default: nil
    }
  }

  /// A clause lasts until the word that starts another; of two of one kind the first counts.
  private mutating func readClauses(_ bytes: Span<UInt8>) {
    var words = FieldWords()
    var current: Clause?
    var text: Range<Int>?
    while true {
      let word = words.word(bytes, endingAt: Self.ends)
      guard !word.isEmpty else {
        guard words.index < bytes.count else { break }
        _ = words.take(bytes[words.index], bytes)
        continue
      }
      // A keyword that follows another is its value: `from from by mx`.
      if let next = Self.clause(bytes, word), current == nil || text != nil {
        take(bytes, current, text, comment: words.comment)
        words.forgetComment()
        current = next
        text = nil
      } else {
        // Only the protocol has more words than one.
        text = current == .with ? (text ?? word).lowerBound..<word.upperBound : text ?? word
      }
    }
    take(bytes, current, text, comment: words.comment)
  }

  private static let ends = OctetSet(";,")

  private mutating func take(
    _ bytes: Span<UInt8>, _ clause: Clause?, _ text: Range<Int>?, comment: Range<Int>?
  ) {
    guard let clause, let text else { return }
    switch clause {
    case .from where from == nil:
      from = bytes.shown(text)
      fromComment = comment.map { bytes.shown($0) }
    case .by where by == nil: by = bytes.shown(text)
    case .with where with == nil: with = Self.withoutComments(bytes, text)
    case .id where id == nil: id = bytes.shown(Self.withoutAngles(bytes, text))
    case .recipient where recipient == nil: recipient = bytes.shown(Self.withoutAngles(bytes, text))
    default: break
    }
  }

  private static func withoutComments(_ bytes: Span<UInt8>, _ text: Range<Int>) -> String {
    guard bytes.first(ASCII.openParenthesis, in: text) != nil else { return bytes.shown(text) }
    let plain = Comments.removed(from: bytes.octets(text))
    return plain.span.shown(0..<plain.count)
  }

  private static func withoutAngles(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Range<Int> {
    guard text.count > 1, bytes[text.lowerBound] == ASCII.less else { return text }
    let end = bytes[text.upperBound - 1] == ASCII.greater ? text.upperBound - 1 : text.upperBound
    return (text.lowerBound + 1)..<end
  }
}
