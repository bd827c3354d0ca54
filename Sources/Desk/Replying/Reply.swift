import Drafting
public import Gate
public import MIME

/// Puts a cleared draft into the bytes that leave: the last pure step before approval freezes them.
public enum Reply {
  /// The mail to compose.
  /// - Parameters:
  ///   - cleared: what the gate let through.
  ///   - original: the customer's message it answers.
  ///   - agent: who approves it; their first name stands in From and under the text.
  ///   - messageID: fresh, without angle brackets; the same for every attempt to send.
  ///   - date: when the agent approved (RFC 5322, 3.6.1).
  public static func mail(
    _ cleared: ClearedDraft, answering original: Message, to target: Address, from mailbox: SupportMailbox,
    by agent: Agent, messageID: String, date: MailDate
  ) -> OutgoingMail {
    OutgoingMail(
      from: Address(name: senderName(agent, mailbox), address: mailbox.address),
      to: [target],
      subject: OutgoingMail.replySubject(original.subject),
      date: date,
      messageID: messageID,
      inReplyTo: original.messageID,
      references: OutgoingMail.references(answering: original),
      fields: [OutgoingMail.Field(name: "X-Heard-Id", value: messageID)],
      text: Signature.signed(cleared.draft.text, firstName: agent.firstName, mailbox: mailbox.name))
  }

  static func senderName(_ agent: Agent, _ mailbox: SupportMailbox) -> String {
    mailbox.name.isEmpty ? agent.firstName : "\(agent.firstName) (\(mailbox.name))"
  }
}
