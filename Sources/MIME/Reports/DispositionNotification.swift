/// What became of a mail at its reader, as the reader's program tells (MDN, RFC 8098): a read receipt.
public struct DispositionNotification: Hashable, Sendable {
  /// Who let it be sent (RFC 8098, 3.2.6.1).
  public enum Mode: String, Hashable, Sendable { case manual, automatic, unknown }
  /// `displayed`, `deleted`, `dispatched` or `processed`, lower-case; empty where it is not said.
  public let disposition: String
  /// Whether a person did what ``disposition`` says.
  public let action: Mode
  /// Whether a person let the notification go.
  public let sending: Mode
  /// `error` and the like, lower-case (RFC 8098, 3.2.6.3).
  public let modifiers: [String]
  /// Of our mail, without angle brackets.
  public let originalMessageID: String?
  /// The reader's address.
  public let finalRecipient: String?
  /// The address that the mail was sent to.
  public let originalRecipient: String?
  /// The reader's program, as it calls itself: `mail.example; Outlook`.
  public let reportingUA: String?
  /// What the program says went wrong: its Failure, Error and Warning fields.
  public let remarks: [String]
}

extension Message {
  /// What a read receipt says; nil for what is none (RFC 8098).
  ///
  /// Anybody can write one: believe it only where ``DispositionNotification/originalMessageID`` is an id of ours.
  public var dispositionNotification: DispositionNotification? {
    for part in parts
    where part.type == "message/disposition-notification" || part.type == "message/global-disposition-notification" {
      let fields = FieldGroups(content(of: part)).groups.prefix(FieldGroups.fieldLimit).flatMap { $0 }
      if let notification = DispositionNotification(fields) { return notification }
    }
    return nil
  }
}

extension DispositionNotification {
  /// - Parameter fields: of all groups; the standard has one, some programs put empty lines into it.
  fileprivate init?(_ fields: FieldGroups.Group) {
    guard fields.has("disposition") || fields.has("final-recipient") || fields.has("original-message-id") else {
      return nil
    }
    // `manual-action/MDN-sent-manually; displayed/error,warning`
    let written = fields.first("disposition").map { Comments.removed(from: $0.value) } ?? []
    let halves = written.split(separator: ASCII.semicolon, maxSplits: 1, omittingEmptySubsequences: false)
    let modes = halves.first?.lowercasedASCIIString ?? ""
    let types = (halves.count > 1 ? halves[1] : []).split(separator: 0x2F, maxSplits: 1)
    disposition = Self.word(types.first ?? [])
    modifiers = (types.count > 1 ? types[1] : []).split(separator: ASCII.comma).map(Self.word).filter { !$0.isEmpty }
    action = modes.holds("manual-action") ? .manual : modes.holds("automatic-action") ? .automatic : .unknown
    sending = modes.holds("sent-manually") ? .manual : modes.holds("sent-automatically") ? .automatic : .unknown
    originalMessageID = fields.first("original-message-id").flatMap { field in
      MessageIDs.first(in: Array(HeaderText.decoded(field.value.span, fallback: .windows1252).text.utf8).span)
    }
    finalRecipient = fields.first("final-recipient").flatMap { RecipientAddress.read($0.value) }
    originalRecipient = fields.first("original-recipient").flatMap { RecipientAddress.read($0.value) }
    reportingUA = fields.text("reporting-ua")
    remarks = ["failure", "error", "warning"].flatMap(fields.texts)
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> String {
    HeaderText.withoutControls(Array(bytes).trimmedWSP.lowercasedASCIIString)
  }
}
