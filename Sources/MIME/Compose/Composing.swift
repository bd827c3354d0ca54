extension OutgoingMail {
  /// The bytes to send: RFC 5322 with CRLF, text as flowed (RFC 3676); 7-bit clean, but for addresses that need
  /// SMTPUTF8.
  ///
  /// Read back, the text is the same but for white space at the ends of lines, and it ends with a line end.
  ///
  /// - Throws: ``ComposeError`` for anything that would not be exactly one such mail; nothing is put right silently.
  public func composed() throws(ComposeError) -> [UInt8] {
    let body = try BodyWriter(text)
    var parts: [WrittenPart] = []
    for attachment in attachments { parts.append(try attachment.written()) }
    var writer = HeaderWriter()
    try writeAddresses(to: &writer)
    try writer.writeText("Subject", subject)
    try writer.write("Date", pieces: [Array(date.rfc5322.utf8)])
    try writeIDs(to: &writer)
    try origin.write(to: &writer)
    for field in fields { try Self.write(field, to: &writer) }
    try writer.writeStructured("MIME-Version", "1.0")
    if parts.isEmpty {
      try Self.writeTextHeader(body, to: &writer)
      return writer.bytes + [ASCII.cr, ASCII.lf] + body.bytes
    }
    let boundary = Boundary.make(from: messageID, notIn: [body.bytes] + parts.map(\.body))
    try writer.writeStructured(
      "Content-Type", "multipart/mixed; boundary=\"\(String(decoding: boundary, as: UTF8.self))\"")
    var textHeader = HeaderWriter()
    try Self.writeTextHeader(body, to: &textHeader)
    parts.insert(WrittenPart(header: textHeader.bytes, body: body.bytes), at: 0)
    return writer.bytes + [ASCII.cr, ASCII.lf] + Boundary.joined(parts, by: boundary)
  }

  private func writeAddresses(to writer: inout HeaderWriter) throws(ComposeError) {
    guard !to.isEmpty else { throw ComposeError.noRecipient }
    if origin.isAutomatic, to.count + cc.count != 1 { throw ComposeError.severalRecipients }
    try Self.write([from], field: "From", to: &writer)
    if let sender, sender.address != from.address { try Self.write([sender], field: "Sender", to: &writer) }
    if let replyTo { try Self.write([replyTo], field: "Reply-To", to: &writer) }
    try Self.write(to, field: "To", to: &writer)
    if !cc.isEmpty { try Self.write(cc, field: "Cc", to: &writer) }
  }

  private func writeIDs(to writer: inout HeaderWriter) throws(ComposeError) {
    try writer.write("Message-ID", pieces: [try Self.bracketed(messageID, field: "Message-ID")])
    if let inReplyTo { try writer.write("In-Reply-To", pieces: [try Self.bracketed(inReplyTo, field: "In-Reply-To")]) }
    guard !references.isEmpty else { return }
    var ids: [[UInt8]] = []
    for id in references { ids.append(try Self.bracketed(id, field: "References")) }
    try writer.write("References", pieces: ids)
  }

  private static func writeTextHeader(_ body: BodyWriter, to writer: inout HeaderWriter) throws(ComposeError) {
    try writer.writeStructured("Content-Type", "text/plain; charset=utf-8; format=flowed; delsp=no")
    try writer.writeStructured("Content-Transfer-Encoding", body.encoding)
  }

  private static func write(
    _ addresses: [Address], field: String, to writer: inout HeaderWriter
  ) throws(ComposeError) {
    var pieces: [[UInt8]] = []
    for (index, address) in addresses.enumerated() {
      var mailbox = try mailbox(address, field: field)
      if index + 1 < addresses.count, let last = mailbox.indices.last { mailbox[last].append(ASCII.comma) }
      pieces += mailbox
    }
    try writer.write(field, pieces: pieces)
  }

  private static func mailbox(_ address: Address, field: String) throws(ComposeError) -> [[UInt8]] {
    let written = Array(try sendable(address, field: field).utf8)
    try HeaderWriter.check(address.name, field: field)
    let name = shortened(address.name.trimmingSpaces).trimmingSpaces
    if name.isEmpty { return [written] }
    return HeaderWords.phrase(name) + [[ASCII.less] + written + [ASCII.greater]]
  }

  /// The first ``nameLimit`` scalars of `name` that make whole characters; all of them where the first has more.
  private static func shortened(_ name: String) -> String {
    guard name.unicodeScalars.count > nameLimit else { return name }
    var result = ""
    var count = 0
    for character in name {
      count += character.unicodeScalars.count
      if count > nameLimit { break }
      result.append(character)
    }
    return result.isEmpty ? String(String.UnicodeScalarView(name.unicodeScalars.prefix(nameLimit))) : result
  }

  private static func bracketed(_ id: String, field: String) throws(ComposeError) -> [UInt8] {
    guard MessageID.isWritable(id) else { throw ComposeError.invalidMessageID(field: field) }
    return [ASCII.less] + id.utf8 + [ASCII.greater]
  }

  private static func write(_ field: Field, to writer: inout HeaderWriter) throws(ComposeError) {
    let name = Array(field.name.utf8)
    // 74: leaves room for the colon in a line of 76.
    guard !name.isEmpty, name.count <= 74, name.allSatisfy({ $0 > ASCII.space && $0 < 0x7F && $0 != ASCII.colon })
    else { throw ComposeError.invalidFieldName }
    let lower = name.lowercasedASCIIString
    guard !reserved.contains(lower), !lower.hasPrefix("content-"), !lower.hasPrefix("resent-") else {
      throw ComposeError.reservedField(field.name)
    }
    try writer.writeStructured(field.name, field.value)
  }

  /// What is written from the properties, what only servers write, and Bcc, which must not be seen.
  private static let reserved: Set<String> = [
    "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references",
    "mime-version", "auto-submitted", "list-id", "list-unsubscribe", "list-unsubscribe-post", "return-path", "received",
  ]
}
