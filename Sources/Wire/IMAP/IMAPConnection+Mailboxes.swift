extension IMAPConnection {
  /// What servers without special uses call the mailbox of sent mail (A sample of: Dovecot, Outlook, iCloud, Gmail,
  /// Courier, and the German and French of some providers), most usual first.
  static let sentNames = [
    "Sent", "Sent Items", "Sent Messages", "[Gmail]/Sent Mail", "INBOX.Sent", "INBOX/Sent", "INBOX.Sent Messages",
    "INBOX.Sent Items", "Sent Mail", "Gesendet", "Gesendete Objekte", "Gesendete Elemente", "Envoyés",
    "Éléments envoyés",
  ]

  /// All mailboxes of the account, in the server's order. One whose name is neither proper UTF-8 nor
  /// proper modified UTF-7, whichever is agreed on, is left out.
  public func mailboxes() throws(WireError) -> [MailboxListing] {
    let conversation = try conversation(.list)
    var answer: IMAPConversation.Answer
    if conversation.capabilities.contains("SPECIAL-USE") {
      answer = try conversation.run(.list(specialUse: true), .list)
      // Proton's bridge advertises it and answers BAD.
      if answer.status.kind != .ok { answer = try conversation.run(.list(specialUse: false), .list) }
    } else {
      answer = try conversation.run(.list(specialUse: false), .list)
    }
    try conversation.check(answer.status, .list)
    var found: [MailboxListing] = []
    for case .list(let entry) in answer.responses {
      let name = conversation.usesUTF8 ? String(validating: entry.wireName, as: UTF8.self) : ModifiedUTF7.decode(entry.wireName)
      guard let name else { continue }
      found.append(MailboxListing(name: name, attributes: entry.attributes))
    }
    return found
  }

  /// Where sent mail is kept: by special use (RFC 6154), else by usual names; nil where neither tells.
  public func sentMailbox() throws(WireError) -> String? {
    let all = try mailboxes().filter { !$0.has("\\Noselect") && !$0.has("\\NonExistent") }
    if let marked = all.first(where: { $0.has("\\Sent") }) { return marked.name }
    for name in Self.sentNames {
      if let match = all.first(where: { $0.name.lowercased() == name.lowercased() }) { return match.name }
    }
    return nil
  }

  /// Puts a message into `mailbox`, making the mailbox once where the server asks for that (RFC 9051, 6.3.12).
  ///
  /// Takes place wholly or not at all. After a lost connection nobody knows which: search before trying again.
  public func append(_ bytes: [UInt8], to mailbox: String, flags: [String]) throws(WireError) -> AppendResult {
    let conversation = try conversation(.append)
    guard let command = IMAPCommand.append(bytes, to: mailbox, flags: flags) else {
      throw .unsayable(place: conversation.place, during: .append)
    }
    var answer = try conversation.run(command, .append)
    if answer.status.kind == .no, answer.status.code == "TRYCREATE" {
      try conversation.check(conversation.run(.create(mailbox), .create).status, .create)
      answer = try conversation.run(command, .append)
    }
    try conversation.check(answer.status, .append)
    guard answer.status.code == "APPENDUID" else { return AppendResult(uidValidity: nil, uid: nil) }
    let numbers = answer.status.argument.split(separator: " ").map { UInt32($0) }
    guard numbers.count == 2, let uidValidity = numbers[0], let uid = numbers[1] else {
      return AppendResult(uidValidity: nil, uid: nil)
    }
    return AppendResult(uidValidity: uidValidity, uid: uid)
  }
}
