/// The structured fields of a message, read once (RFC 5322, 3.6).
struct Envelope: Sendable {
  var from: [Address] = []
  var sender: Address?
  var replyTo: [Address] = []
  var to: [Address] = []
  var cc: [Address] = []
  var subject = ""
  var date: MailDate?
  var messageID: String?
  var inReplyTo: [String] = []
  var references: [String] = []
  private(set) var damage: [Damage] = []

  /// Reads the first field of each name; a second one is damage, for readers that take different ones can be played
  /// off against each other (RFC 7103, 7.5).
  init(_ message: Message) {
    var seen: UInt32 = 0
    let fallback = message.fallback
    for field in message.structure.ownFields where field.known.isSingular {
      let bit = field.known.bit
      guard seen & bit == 0 else {
        damage.append(Damage(.duplicateHeader, at: field.range.lowerBound))
        continue
      }
      seen |= bit
      read(field, message.raw.span.extracting(message.place(field.value, source: nil)), fallback)
    }
    if let date, let received = message.receivedDate, date.isAfterArrival(received),
      let field = message.structure.ownFields.first(.date)
    {
      damage.append(Damage(.implausibleDate, at: field.range.lowerBound))
    }
    if from.count > 1, sender == nil, let field = message.structure.ownFields.first(.from) {
      damage.append(Damage(.severalAuthors, at: field.range.lowerBound))
    }
  }

  private mutating func read(_ field: FieldRange, _ value: Span<UInt8>, _ fallback: Charset) {
    let offset = field.range.lowerBound
    switch field.known {
    case .from: from = addresses(value, fallback, offset)
    case .sender: sender = addresses(value, fallback, offset).first
    case .replyTo: replyTo = addresses(value, fallback, offset)
    case .to: to = addresses(value, fallback, offset)
    case .cc: cc = addresses(value, fallback, offset)
    case .subject: subject = HeaderText.decoded(value, fallback: fallback).text
    case .date:
      let read = DateReader.read(value)
      date = read?.date
      damage += (read?.damage ?? [.invalidDate]).map { Damage($0, at: offset) }
    case .messageID:
      messageID = MessageIDs.first(in: value)
      if messageID == nil { damage.append(Damage(.invalidMessageID, at: offset)) }
    case .inReplyTo: inReplyTo = MessageIDs.all(in: value)
    case .references: references = MessageIDs.all(in: value)
    default: break
    }
  }

  private mutating func addresses(_ value: Span<UInt8>, _ fallback: Charset, _ offset: Int) -> [Address] {
    let list = AddressList(value, fallback: fallback)
    damage += list.damage.map { Damage($0, at: offset) }
    return list.addresses
  }
}
