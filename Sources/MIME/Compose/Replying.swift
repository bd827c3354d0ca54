extension OutgoingMail {
  /// How many of the newest ids a References field keeps beside the first.
  public static let referenceLimit = 20

  /// What a reply to `parent` refers to: the parent's References, else its only In-Reply-To, then its own id
  /// (RFC 5322, 3.6.4). Empty where the parent has no id. Of a long chain the first and the last 20 stay.
  public static func references(answering parent: Message) -> [String] {
    guard let id = parent.messageID, MessageID.isWritable(id) else { return [] }
    var chain = parent.references
    if chain.isEmpty, parent.inReplyTo.count == 1 { chain = parent.inReplyTo }
    chain = chain.filter { MessageID.isWritable($0) && $0 != id } + [id]
    guard chain.count > referenceLimit + 1 else { return chain }
    return Array(chain.prefix(1) + chain.suffix(referenceLimit))
  }

  /// `subject` with one `Re: ` before it, in place of those it already has.
  public static func replySubject(_ subject: String) -> String {
    var rest = Substring(HeaderText.withoutControls(subject)).drop { $0 == " " }
    while let mark = replyMark(of: rest) { rest = rest.dropFirst(mark).drop { $0 == " " } }
    return rest.isEmpty ? "Re:" : "Re: \(rest)"
  }

  /// How many characters the reply mark at the head of `subject` takes: `Re:`, and what it is called elsewhere.
  private static func replyMark(of subject: Substring) -> Int? {
    // 4: the longest of them with a space before its colon.
    guard let colon = subject.prefix(4).firstIndex(of: ":") else { return nil }
    let word = subject[..<colon].lowercased().filter { $0 != " " }
    guard ["re", "aw", "sv", "vs", "odp"].contains(word) else { return nil }
    return subject.distance(from: subject.startIndex, to: colon) + 1
  }
}
