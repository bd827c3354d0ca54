/// A mail of ours before it is bytes.
public struct OutgoingMail: Hashable, Sendable {
  public var from: Address
  public var to: [Address]
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
    from: Address, to: [Address], subject: String, date: MailDate, messageID: String, inReplyTo: String? = nil,
    references: [String] = [], fields: [Field] = [], text: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.fields = fields
    self.text = text
  }

  /// The bytes to send: RFC 5322 with CRLF, 7-bit clean, text as flowed (RFC 3676).
  ///
  /// Read back, the text is the same but for white space at the ends of lines, and it ends with a line end.
  ///
  /// - Throws: ``ComposeError`` for anything that would not be exactly one such mail; nothing is put right silently.
  public func composed() throws(ComposeError) -> [UInt8] {
    var writer = HeaderWriter()
    try writer.write("From", pieces: try Self.mailbox(from, field: "From"))
    guard !to.isEmpty else { throw ComposeError.noRecipient }
    var recipients: [[UInt8]] = []
    for (index, address) in to.enumerated() {
      var pieces = try Self.mailbox(address, field: "To")
      if index + 1 < to.count, let last = pieces.indices.last { pieces[last].append(ASCII.comma) }
      recipients += pieces
    }
    try writer.write("To", pieces: recipients)
    try writer.writeText("Subject", subject)
    try writer.write("Date", pieces: [Array(date.rfc5322.utf8)])
    try writer.write("Message-ID", pieces: [try Self.bracketed(messageID, field: "Message-ID")])
    if let inReplyTo { try writer.write("In-Reply-To", pieces: [try Self.bracketed(inReplyTo, field: "In-Reply-To")]) }
    if !references.isEmpty {
      var ids: [[UInt8]] = []
      for id in references { ids.append(try Self.bracketed(id, field: "References")) }
      try writer.write("References", pieces: ids)
    }
    for field in fields { try Self.write(field, to: &writer) }
    try writer.writeStructured("MIME-Version", "1.0")
    let body = try BodyWriter(text)
    try writer.writeStructured("Content-Type", "text/plain; charset=utf-8; format=flowed; delsp=no")
    try writer.writeStructured("Content-Transfer-Encoding", body.encoding)
    return writer.bytes + [ASCII.cr, ASCII.lf] + body.bytes
  }

  /// Longest display name that is written, in characters; a longer one is cut.
  public static let nameLimit = 64

  private static func mailbox(_ address: Address, field: String) throws(ComposeError) -> [[UInt8]] {
    guard AddressGrammar.allows(address.address) else { throw ComposeError.invalidAddress(field: field) }
    try HeaderWriter.check(address.name, field: field)
    let name = String(address.name.trimmingSpaces.unicodeScalars.prefix(nameLimit)).trimmingSpaces
    if name.isEmpty { return [Array(address.address.utf8)] }
    return HeaderWriter.phrase(name) + [[ASCII.less] + address.address.utf8 + [ASCII.greater]]
  }

  private static func bracketed(_ id: String, field: String) throws(ComposeError) -> [UInt8] {
    guard MessageID.isWritable(id) else { throw ComposeError.invalidMessageID(field: field) }
    return [ASCII.less] + id.utf8 + [ASCII.greater]
  }

  private static func write(_ field: Field, to writer: inout HeaderWriter) throws(ComposeError) {
    let name = Array(field.name.utf8)
    // 76: leaves room for the colon and a space in one line.
    guard !name.isEmpty, name.count <= 76, name.allSatisfy({ $0 > ASCII.space && $0 < 0x7F && $0 != ASCII.colon })
    else { throw ComposeError.invalidFieldName }
    let lower = name.lowercasedASCIIString
    guard !reserved.contains(lower), !lower.hasPrefix("content-"), !lower.hasPrefix("resent-") else {
      throw ComposeError.reservedField(field.name)
    }
    try writer.writeStructured(field.name, field.value)
  }

  /// What is written from the properties, what only servers write, and Bcc, which must not be seen.
  private static let reserved: Set<String> = [
    "from", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version",
    "return-path", "received",
  ]
}
