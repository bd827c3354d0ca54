/// A mail of ours before it is bytes.
public struct OutgoingMail: Hashable, Sendable {
  public var from: Address
  /// Who sends it for ``from``; written only where it is another address (RFC 5322, 3.6.2).
  public var sender: Address?
  /// Where answers shall go; nil where ``from`` takes them.
  public var replyTo: Address?
  public var to: [Address]
  public var cc: [Address]
  public var subject: String
  public var date: MailDate
  /// Without angle brackets.
  public var messageID: String
  /// Without angle brackets; nil where it answers nothing.
  public var inReplyTo: String?
  /// Without angle brackets, oldest first.
  public var references: [String]
  /// Further header fields, in order.
  public var fields: [Field]
  /// Plain text with `\n` line ends.
  public var text: String
  /// What comes along with the text, in order.
  public var attachments: [Attachment]
  /// Who or what made it.
  public var origin: Origin

  /// One further header field.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    from: Address, sender: Address? = nil, replyTo: Address? = nil, to: [Address], cc: [Address] = [],
    subject: String, date: MailDate, messageID: String, inReplyTo: String? = nil, references: [String] = [],
    fields: [Field] = [], text: String, attachments: [Attachment] = [], origin: Origin = .person
  ) {
    self.from = from
    self.sender = sender
    self.replyTo = replyTo
    self.to = to
    self.cc = cc
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.fields = fields
    self.text = text
    self.attachments = attachments
    self.origin = origin
  }

  /// Longest display name that is written, in Unicode scalars; a longer one is cut between characters.
  public static let nameLimit = 64

  /// The addresses of ``to`` and ``cc`` as SMTP takes them, in order: domains in A-labels.
  public func recipients() throws(ComposeError) -> [String] {
    var result: [String] = []
    for address in to { result.append(try Self.sendable(address, field: "To")) }
    for address in cc { result.append(try Self.sendable(address, field: "Cc")) }
    return result
  }

  static func sendable(_ address: Address, field: String) throws(ComposeError) -> String {
    switch AddressGrammar.verdict(on: address.address) {
    case .sendable(let written), .needsSMTPUTF8(let written): return written
    case .invalid: throw ComposeError.invalidAddress(field: field)
    }
  }
}
