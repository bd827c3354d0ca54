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

  /// Reads the first field of each name; a second one is damage, for readers that take different ones can be played
  /// off against each other (RFC 7103, 7.5).
  init(headers: [HeaderField], damage: inout [Damage]) {
    var seen: Set<String> = []
    for field in headers {
      guard (2...12).contains(field.name.utf8.count) else { continue }
      let name = field.name.utf8.lowercasedASCIIString
      guard Self.singular.contains(name) else { continue }
      guard seen.insert(name).inserted else {
        damage.append(Damage(.duplicateHeader, at: field.range.lowerBound))
        continue
      }
      read(field, name: name, damage: &damage)
    }
  }

  private static let singular: Set<String> = [
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references",
    "content-type",
  ]

  private mutating func read(_ field: HeaderField, name: String, damage: inout [Damage]) {
    switch name {
    case "from": from = Self.addresses(field, &damage)
    case "sender": sender = Self.addresses(field, &damage).first
    case "reply-to": replyTo = Self.addresses(field, &damage)
    case "to": to = Self.addresses(field, &damage)
    case "cc": cc = Self.addresses(field, &damage)
    case "subject": subject = field.value
    case "date":
      let read = DateReader.read(field.rawValue)
      date = read?.date
      if read?.isOdd != false { damage.append(Damage(.invalidDate, at: field.range.lowerBound)) }
    case "message-id": messageID = MessageIDs.first(in: field.rawValue)
    case "in-reply-to": inReplyTo = MessageIDs.all(in: field.rawValue)
    case "references": references = MessageIDs.all(in: field.rawValue)
    default: break
    }
  }

  private static func addresses(_ field: HeaderField, _ damage: inout [Damage]) -> [Address] {
    let list = AddressList(field.rawValue)
    if list.hasInvalid { damage.append(Damage(.invalidAddress, at: field.range.lowerBound)) }
    if list.isCut { damage.append(Damage(.tooManyAddresses, at: field.range.lowerBound)) }
    return list.addresses
  }
}
