/// What a bounce says of one recipient (RFC 3464, 2.3).
public struct DeliveryFailure: Hashable, Sendable {
  /// The address that was not reached, from Final-Recipient or Original-Recipient.
  public let recipient: String
  /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`, lower-case; empty where it is not said.
  public let action: String
  /// `5.1.1` and the like (RFC 3463); empty where it is not said.
  public let status: String
  /// What the other server answered, without controls; empty where it is not said.
  public let diagnostic: String

  public init(recipient: String, action: String, status: String, diagnostic: String = "") {
    self.recipient = recipient
    self.action = action
    self.status = status
    self.diagnostic = diagnostic
  }
}

extension Message {
  /// Most groups read of one report; a mail of ours has one recipient.
  private static let groupLimit = 1_000

  /// Of each recipient what the delivery-status part says; empty for what is no bounce with such a part.
  public var deliveryFailures: [DeliveryFailure] {
    var result: [DeliveryFailure] = []
    for part in parts where part.type == "message/delivery-status" || part.type == "message/global-delivery-status" {
      let source = Source(content(of: part))
      var fields: [RawField] = []
      var position = 0
      while position < source.bytes.count, result.count < Self.groupLimit {
        let line = source.line(at: position)
        position = line.next
        if let first = source.bytes[line.content].first, first.isWSP, !fields.isEmpty {
          fields[fields.count - 1].extend(by: line)
        } else if let field = RawField(line: line, in: source.bytes) {
          // Some servers forget the empty line between two recipients.
          if source.bytes[field.name].equalsIgnoringCase("final-recipient"),
            fields.first("final-recipient", in: source.bytes) != nil
          {
            if let failure = DeliveryFailure(fields, in: source) { result.append(failure) }
            fields = []
          }
          if fields.count < 100 { fields.append(field) }
        } else if line.content.isEmpty, fields.first("final-recipient", in: source.bytes) != nil {
          if let failure = DeliveryFailure(fields, in: source) { result.append(failure) }
          fields = []
        }
      }
      if let failure = DeliveryFailure(fields, in: source) { result.append(failure) }
    }
    return result
  }

  /// The Message-ID, without angle brackets, of the message that a bounce returns; nil where it returns none.
  ///
  /// Servers that return it without MIME are read too: the last `Message-ID:` line of their text counts.
  public var returnedMessageID: String? {
    let returned: Set<String> = [
      "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers",
    ]
    for part in parts.reversed() where returned.contains(part.type) {
      let tree = TreeReader(Source(content(of: part)))
      if let field = tree.fields.first("message-id", in: tree.source.bytes) {
        return MessageIDs.first(in: String(decoding: tree.source.unfolded(field.value), as: UTF8.self))
      }
    }
    guard let part = parts.last(where: { $0.type == "text/plain" }) else { return nil }
    let source = Source(content(of: part))
    var found: String?
    var position = 0
    while position < source.bytes.count {
      let line = source.line(at: position)
      position = line.next
      let content = source.bytes[source.bytes.trimmingWSP(line.content)]
      guard content.startsIgnoringCase("message-id:") else { continue }
      found = MessageIDs.all(in: String(decoding: content.dropFirst(11), as: UTF8.self)).first ?? found
    }
    return found
  }
}

extension DeliveryFailure {
  init?(_ fields: [RawField], in source: Source) {
    func value(_ name: StaticString) -> String? {
      fields.first(name, in: source.bytes).map {
        HeaderText.withoutControls(String(decoding: source.unfolded($0.value), as: UTF8.self))
      }
    }
    guard let written = value("final-recipient") ?? value("original-recipient") else { return nil }
    // `rfc822; ann@example.org`
    let address = written.split(separator: ";", maxSplits: 1).last.map(String.init) ?? written
    let cleaned = AddressList(address).addresses.first?.address ?? address.trimmingSpaces
    guard !cleaned.isEmpty else { return nil }
    recipient = cleaned
    action = value("action")?.utf8.lowercasedASCIIString.trimmingSpaces ?? ""
    status = value("status").map { String($0.split(separator: " ").first ?? "") } ?? ""
    diagnostic = value("diagnostic-code") ?? ""
  }
}
