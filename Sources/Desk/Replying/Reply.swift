import Drafting
public import Gate
public import MIME

/// A mail exactly as it will leave. Only ``Reply`` makes one, out of a cleared draft, so that no other bytes can be
/// approved than those of a text which the gate let through.
public struct FrozenMail: Hashable, Sendable {
  public let cleared: ClearedDraft
  /// Without angle brackets; the same for every attempt to send.
  public let messageID: String
  public let envelopeFrom: String
  /// To whom it goes, each once, in the order of To and Cc; at least one.
  public let recipients: [String]
  public let bytes: [UInt8]
  /// Who approves it, and signs.
  public let agent: Agent

  /// Whom it answers.
  public var envelopeTo: String { recipients[0] }
}

/// Puts a cleared draft into the bytes that leave: the last pure step before approval freezes them.
public enum Reply {
  /// Composes the mail.
  /// - Parameters:
  ///   - cleared: what the gate let through.
  ///   - original: the customer's message it answers.
  ///   - target: whom it answers.
  ///   - copies: who else gets it, seen by all (Cc).
  ///   - agent: who approves it; their first name stands in From and under the text.
  ///   - messageID: fresh, without angle brackets.
  ///   - date: when the agent approved (RFC 5322, 3.6.1).
  public static func freeze(
    _ cleared: ClearedDraft, answering original: Message, to target: Address, copiesTo copies: [Address] = [],
    from mailbox: SupportMailbox, by agent: Agent, messageID: String, date: MailDate
  ) throws(ComposeError) -> FrozenMail {
    let mail = OutgoingMail(
      from: Address(name: senderName(agent, mailbox), address: mailbox.address),
      to: [target],
      cc: copies,
      subject: OutgoingMail.replySubject(original.subject),
      date: date,
      messageID: messageID,
      // An id that cannot be written cites nothing; the answer goes out all the same.
      inReplyTo: original.messageID.flatMap { MessageID.isWritable($0) ? $0 : nil },
      references: OutgoingMail.references(answering: original),
      fields: [OutgoingMail.Field(name: "X-Heard-Id", value: messageID)],
      text: Signature.signed(cleared.draft.text, firstName: agent.firstName, mailbox: mailbox.name))
    // As they stand in To and Cc: a domain outside ASCII in the form that servers know.
    var recipients: [String] = []
    for address in try mail.recipients() where !recipients.contains(address) { recipients.append(address) }
    if recipients.isEmpty { recipients = [target.address] }
    return FrozenMail(
      cleared: cleared, messageID: messageID, envelopeFrom: mailbox.address, recipients: recipients,
      bytes: try mail.composed(), agent: agent)
  }

  static func senderName(_ agent: Agent, _ mailbox: SupportMailbox) -> String {
    mailbox.name.isEmpty ? agent.firstName : "\(agent.firstName) (\(mailbox.name))"
  }
}
