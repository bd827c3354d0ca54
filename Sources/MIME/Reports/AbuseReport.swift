/// A reader's complaint about a mail of ours, passed on by his provider (ARF, RFC 5965).
public struct AbuseReport: Hashable, Sendable {
  /// `abuse`, `fraud`, `virus`, `not-spam`, `opt-out`, `auth-failure` and the like, lower-case (RFC 5965, 7.3).
  public let feedbackType: String
  /// The program that wrote the report.
  public let userAgent: String?
  /// MAIL FROM of the mail; nil where it is not said, or was empty.
  public let originalMailFrom: String?
  /// RCPT TO of the mail: whom to write no more. Providers often blank it out.
  public let originalRecipients: [String]
  /// When the provider took the mail.
  public let arrivalDate: MailDate?
  /// The host that handed the mail in.
  public let sourceIP: String?
  /// The domains that the complaint is about.
  public let reportedDomains: [String]
  public let reportedURIs: [String]
  /// How many complaints it stands for, 1 or more.
  public let incidents: Int
  /// Message-ID of the mail, without angle brackets.
  public let originalMessageID: String?
  /// ENVID of the mail.
  public let originalEnvelopeID: String?

  /// Whether the reader wants no more of it. Reports of a failed authentication (RFC 6591) and of mail that is no spam
  /// after all come in the same form.
  public var isComplaint: Bool { feedbackType != "auth-failure" && feedbackType != "not-spam" }
}

extension Message {
  /// What a complaint says; nil for what is none (RFC 5965). The form that Hotmail sends without one is read as well.
  ///
  /// Anybody can write one: believe it only where ``AbuseReport/originalMessageID`` is an id of ours.
  public var abuseReport: AbuseReport? {
    for part in parts where part.type == "message/feedback-report" {
      let fields = FieldGroups(content(of: part)).groups.prefix(FieldGroups.fieldLimit).flatMap { $0 }
      if let report = AbuseReport(fields, messageID: returnedMessageID) { return report }
    }
    return hotmailComplaint
  }

  /// Hotmail's Junk Mail Reporting: the mail as an attachment, its reader in a field of its own.
  private var hotmailComplaint: AbuseReport? {
    guard subject.lowercased().opens(with: "complaint about message from"),
      parts.contains(where: { $0.type == "message/rfc822" }),
      let reader = returnedHeader.first("x-hmxmroriginalrecipient")
    else { return nil }
    let ip = subject.split(separator: " ").last.map(String.init)
    return AbuseReport(
      feedbackType: "abuse", userAgent: nil, originalMailFrom: nil,
      originalRecipients: [RecipientAddress.read(reader.value)].compactMap { $0 }, arrivalDate: nil, sourceIP: ip,
      reportedDomains: [], reportedURIs: [], incidents: 1, originalMessageID: returnedMessageID,
      originalEnvelopeID: nil)
  }
}

extension AbuseReport {
  fileprivate init?(_ fields: FieldGroups.Group, messageID: String?) {
    guard let type = fields.text("feedback-type") else { return nil }
    feedbackType = HeaderText.withoutControls(Comments.removed(from: Array(type.utf8)).trimmedWSP.lowercasedASCIIString)
    userAgent = fields.text("user-agent")
    originalMailFrom = fields.first("original-mail-from").flatMap { RecipientAddress.read($0.value) }
    originalRecipients = fields.filter { $0.name == "original-rcpt-to" }.compactMap { RecipientAddress.read($0.value) }
    // Received-Date is the name of drafts, still written.
    arrivalDate = fields.date("arrival-date") ?? fields.date("received-date")
    sourceIP = fields.text("source-ip")
    reportedDomains = fields.texts("reported-domain")
    reportedURIs = fields.texts("reported-uri")
    // Nine digits at most, so that it fits.
    let count = fields.text("incidents").flatMap { $0.utf8.count <= 9 ? Int($0) : nil } ?? 1
    incidents = max(1, count)
    originalMessageID = messageID
    originalEnvelopeID = fields.text("original-envelope-id")
  }
}
