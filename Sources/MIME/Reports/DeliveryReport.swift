/// What a bounce says of one recipient (RFC 3464, 2.3).
public struct DeliveryFailure: Hashable, Sendable {
  /// The address that was not reached: Final-Recipient, or Original-Recipient where that is all there is.
  public let recipient: String
  /// The address that the mail was sent to, before servers rewrote it (Original-Recipient); nil where it is not said.
  public let originalRecipient: String?
  /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`, lower-case; empty where it is not said.
  public let action: String
  /// `5.1.1` and the like (RFC 3463). Where no such code stands there, what the answer means; empty where that is
  /// not clear either.
  public let status: String
  /// What the other server answered, without controls; empty where it is not said.
  public let diagnostic: String
  /// The server that refused, as `mx.example.org` or an address; nil where it is not said.
  public let remoteMTA: String?
  /// When it was last tried.
  public let lastAttempt: MailDate?
  /// Until when it will be tried again, of a delayed one.
  public let willRetryUntil: MailDate?

  public init(
    recipient: String, action: String, status: String, diagnostic: String = "", originalRecipient: String? = nil,
    remoteMTA: String? = nil, lastAttempt: MailDate? = nil, willRetryUntil: MailDate? = nil
  ) {
    self.recipient = recipient
    self.originalRecipient = originalRecipient
    self.action = action
    self.status = status
    self.diagnostic = diagnostic
    self.remoteMTA = remoteMTA
    self.lastAttempt = lastAttempt
    self.willRetryUntil = willRetryUntil
  }

  /// Whether the server gave up for good: a status of class 5, or `failed` without a status (RFC 3463, 3.1).
  public var isPermanent: Bool { status.isEmpty ? action == "failed" : status.utf8.first == 0x35 }
}

/// What a bounce says (RFC 3464).
public struct DeliveryReport: Hashable, Sendable {
  /// Where the report was read.
  public enum Source: String, Hashable, Sendable {
    /// In a message/delivery-status part, or in lines written like one.
    case fields
    /// In the words of a notice that a server wrote for people (qmail, Exim, Notes and many others).
    case words
  }
  public let source: Source
  /// The server that reports.
  public let reportingMTA: String?
  /// The server from which that one took the mail.
  public let receivedFromMTA: String?
  /// When that one took the mail.
  public let arrivalDate: MailDate?
  /// The ENVID that was given at sending (RFC 3461, 4.4).
  public let originalEnvelopeID: String?
  /// One for each recipient, in order; of mails of ours nearly always one.
  public let failures: [DeliveryFailure]

  public init(
    source: Source, failures: [DeliveryFailure], reportingMTA: String? = nil, receivedFromMTA: String? = nil,
    arrivalDate: MailDate? = nil, originalEnvelopeID: String? = nil
  ) {
    self.source = source
    self.failures = failures
    self.reportingMTA = reportingMTA
    self.receivedFromMTA = receivedFromMTA
    self.arrivalDate = arrivalDate
    self.originalEnvelopeID = originalEnvelopeID
  }
}

extension Message {
  /// What a bounce says of its recipients; nil for what is no bounce.
  ///
  /// Anybody can write a bounce: believe one only where ``returnedMessageID`` is an id of ours (RFC 3464, 4.1).
  public var deliveryReport: DeliveryReport? {
    for part in parts where Self.isDeliveryStatus(part.type) {
      let content = content(of: part)
      if let report = DeliveryReport(fields: content) ?? DeliveryReport(fields: Base64.decode(content[...]).bytes) {
        return report
      }
    }
    guard MachineSigns(self).bounce != nil else { return nil }
    // Servers that have the fields but not the MIME around them: a bad boundary, or a notice sent as one text.
    let words = Array(text.utf8)
    if BounceNotice.holdsFields(words), let report = DeliveryReport(fields: words) { return report }
    let failures = BounceNotice(words).failures(
      named: headers(named: "x-failed-recipients").map(\.rawValue), subject: subject, returned: returnedHeader)
    return DeliveryReport(source: .words, failures: failures)
  }

  /// Of each recipient what a bounce says; empty for what is no bounce.
  public var deliveryFailures: [DeliveryFailure] { deliveryReport?.failures ?? [] }

  static func isDeliveryStatus(_ type: String) -> Bool {
    type == "message/delivery-status" || type == "message/global-delivery-status" || type == "text/delivery-status"
  }
}

extension DeliveryReport {
  /// Reads the groups of a message/delivery-status part; nil where they name no recipient.
  init?(fields content: [UInt8]) {
    let groups = FieldGroups(content).groups
    var recipients: [FieldGroups.Group] = []
    var ofMessage: FieldGroups.Group = []
    for group in groups {
      if group.has("final-recipient") || group.has("original-recipient") {
        recipients.append(group)
      } else if recipients.isEmpty {
        if ofMessage.count < FieldGroups.fieldLimit { ofMessage += group }
      } else if let last = recipients.last, last.count < FieldGroups.fieldLimit,
        !last.has("action") || !last.has("status")
      {
        // An empty line too many inside of one recipient's fields.
        recipients[recipients.count - 1] += group
      }
    }
    let failures = recipients.compactMap(DeliveryFailure.init)
    guard let first = recipients.first, !failures.isEmpty else { return nil }
    let common = ofMessage + first
    self.init(
      source: .fields, failures: failures, reportingMTA: common.host("reporting-mta"),
      receivedFromMTA: common.host("received-from-mta"), arrivalDate: common.date("arrival-date"),
      originalEnvelopeID: common.text("original-envelope-id"))
  }
}

extension DeliveryFailure {
  fileprivate init?(_ fields: FieldGroups.Group) {
    let original = fields.first("original-recipient").flatMap { RecipientAddress.read($0.value) }
    guard let recipient = fields.first("final-recipient").flatMap({ RecipientAddress.read($0.value) }) ?? original
    else { return nil }
    let diagnostic = fields.text("diagnostic-code") ?? ""
    // `Failed (bad mailbox)` and `5.0.0 (permanent failure)`: comments are allowed (RFC 3464, 2.1.1).
    let action = fields.first("action").map { Comments.removed(from: $0.value).trimmedWSP.lowercasedASCIIString }
    let written = fields.first("status").flatMap { StatusCode.enhanced(in: $0.value[...]) }
    let answer = Array(diagnostic.utf8)
    self.init(
      recipient: recipient, action: action.map(HeaderText.withoutControls) ?? "",
      status: written ?? StatusCode.said(in: answer[...], lowercased: answer.lowercasedASCIIString) ?? "",
      diagnostic: diagnostic,
      originalRecipient: original, remoteMTA: fields.host("remote-mta"), lastAttempt: fields.date("last-attempt-date"),
      willRetryUntil: fields.date("will-retry-until"))
  }
}
