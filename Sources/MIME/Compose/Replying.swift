extension OutgoingMail {
  /// How many of the newest ids a References field keeps beside the first.
  public static let referenceLimit = 20

  /// What a reply to `parent` refers to: the parent's References, else its only In-Reply-To, then its own id
  /// (RFC 5322, 3.6.4). Empty where the parent has no id. Of a long chain the first and the last 20 stay.
  ///
  /// - Parameter sent: the id of our newest mail in this conversation, without angle brackets. It is added where the
  ///   parent does not name it: some servers replace our ids on the way and some telephones drop the chain, and an
  ///   answer to this mail shall still be found to belong here.
  public static func references(answering parent: Message, after sent: String? = nil) -> [String] {
    guard let id = parent.messageID, MessageID.isWritable(id) else { return [] }
    var chain = parent.references
    let answered = parent.inReplyTo
    if chain.isEmpty, answered.count == 1 { chain = answered }
    chain = chain.filter { MessageID.isWritable($0) && $0 != id }
    // Where the cap would drop it, it counts as not named.
    let kept = Set(chain.suffix(referenceLimit - 1))
    if let sent, sent != id, MessageID.isWritable(sent), !kept.contains(sent), chain.first != sent {
      chain.removeAll { $0 == sent }
      chain.append(sent)
    }
    chain.append(id)
    guard chain.count > referenceLimit + 1 else { return chain }
    return Array(chain.prefix(1) + chain.suffix(referenceLimit))
  }

  /// `subject` with one `Re: ` before it, in place of those it already has.
  public static func replySubject(_ subject: String) -> String {
    let rest = SubjectMarks.stripped(subject, of: SubjectMarks.reply)
    return rest.isEmpty ? "Re:" : "Re: \(rest)"
  }
}
