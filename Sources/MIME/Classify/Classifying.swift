extension Message {
  /// What kind of sender the message has, and the sign that says so (OBLIGATIONS A-45; RFC 3834, 2).
  ///
  /// Signs are taken in this order: ours, a bounce, an automatic reply, a list, bulk; what shows none is human.
  ///
  /// - Parameters:
  ///   - own: our addresses.
  ///   - envelopeSender: the address of MAIL FROM where it is known, empty for the null sender; nil reads Return-Path.
  public func classification(own: OwnAddresses, envelopeSender: String? = nil) -> Classification {
    let signs = MachineSigns(self, envelopeSender: envelopeSender)
    return signs.own(own) ?? signs.bounce ?? signs.autoReply ?? signs.loop ?? signs.list(own) ?? signs.bulk
      ?? Classification(mailClass: .human, reason: "no sign of a machine")
  }

  /// Most Received fields of a mail that is on its way: RFC 5321 (6.3) takes 100 and more for a loop.
  static let hopLimit = 100
}

extension MachineSigns {
  /// From is an address of ours. X-Heard-Id alone is no sign: anybody can write it.
  func own(_ addresses: OwnAddresses) -> Classification? {
    guard message.from.contains(where: { addresses.contains($0.address) }) else { return nil }
    // Google Groups writes the group into From for senders whose domain forbids passing on: they are not us.
    if isOwnList(addresses), let author = self[.originalFrom] {
      let bytes = Array(author.utf8)
      let authors = AddressScanner.all(in: bytes, 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) }
      if !authors.isEmpty, !authors.contains(where: { addresses.contains($0) }) { return nil }
    }
    let reason = self[.heardID] == nil ? "From: one of our addresses" : "X-Heard-Id: ours, From: one of our addresses"
    return Classification(mailClass: .own, reason: reason)
  }

  var bounce: Classification? {
    if message.reportType == "delivery-status" || message.parts.contains(where: { Message.isDeliveryStatus($0.type) }) {
      return Classification(mailClass: .bounce, reason: "Content-Type: multipart/report; report-type=delivery-status")
    }
    // Another report says itself what it is: a complaint or a receipt comes from postmaster and the null sender too.
    if message.reportType != nil { return nil }
    if self[.failedRecipients] != nil { return Classification(mailClass: .bounce, reason: "X-Failed-Recipients") }
    if let name = localParts.first(where: { Self.daemons.contains($0.withoutMarks) }) {
      return Classification(mailClass: .bounce, reason: "From: \(name.shown)")
    }
    if let from = message.header("from")?.rawValue, from.utf8.startsIgnoringCase("mailer-daemon") {
      return Classification(mailClass: .bounce, reason: "From: mailer-daemon")
    }
    if let name = senderLocalPart, Self.daemons.contains(name.withoutMarks) {
      return Classification(mailClass: .bounce, reason: "Return-Path: \(name.shown)")
    }
    if hasNullSender, autoReply == nil { return Classification(mailClass: .bounce, reason: "Return-Path: <>") }
    if localParts.contains(where: { $0.withoutMarks == "postmaster" }) {
      return Classification(mailClass: .bounce, reason: "From: postmaster")
    }
    return refusalOfNobody
  }

  private static let daemons: Set<String> = [
    "mailerdaemon", "maildaemon", "maildeliverysystem", "maildeliverysubsystem",
  ]

  /// A mail from a no-reply address that says something was not delivered and holds what it was: some providers bounce
  /// so. From people the same words are what they came to complain about.
  private var refusalOfNobody: Classification? {
    guard bulkName != nil, message.parts.contains(where: { Message.isReturned($0.type) }) else { return nil }
    let words = message.text.prefix(4_096).lowercased()
    let phrase = ["could not be delivered", "was not delivered", "delivery failed", "undeliverable"].first(
      where: { words.holds($0) })
    return phrase.map { Classification(mailClass: .bounce, reason: "From: no-reply, \"\($0)\"") }
  }

  var autoReply: Classification? {
    if let word = word(.autoSubmitted), word != "no", !word.isEmpty {
      return Classification(mailClass: .autoReply, reason: "Auto-Submitted: \(word.shown)")
    }
    if let type = message.reportType {
      return Classification(mailClass: .autoReply, reason: "Content-Type: multipart/report; report-type=\(type.shown)")
    }
    for field in [.autoReply, .autoRespond, .autoResponder, .autoHyphenReply, .mailAutoReply, .autoReplyFrom] as [Field]
    where self[field] != nil && word(field) != "no" {
      return Classification(mailClass: .autoReply, reason: field.name)
    }
    if let word = word(.precedence), word == "auto_reply" || word == "auto-reply" {
      return Classification(mailClass: .autoReply, reason: "Precedence: \(word)")
    }
    if let word = word(.suppress), word != "none", !word.isEmpty {
      return Classification(mailClass: .autoReply, reason: "X-Auto-Response-Suppress: \(word.shown)")
    }
    if message.subject.utf8.startsIgnoringCase("complaint about message from"), message.abuseReport != nil {
      return Classification(mailClass: .autoReply, reason: "a complaint in Hotmail's form")
    }
    let subject = message.subject.prefix(80).lowercased()
    if let phrase = Self.absencePhrases.first(where: { subject.opens(with: $0) }) {
      return Classification(mailClass: .autoReply, reason: "Subject: \(phrase)")
    }
    return nil
  }

  /// What Exchange and its like put before the subject they answer.
  private static let absencePhrases = [
    "automatic reply:", "auto reply:", "autoreply:", "auto-reply:", "out of office:", "out of office autoreply:",
    "out of office reply:", "automatische antwort:", "abwesenheitsnotiz:", "réponse automatique",
    "respuesta automática:", "risposta automatica:", "resposta automática:", "automatisch antwoord:", "autosvar:",
    "automatiskt svar:", "automatisk svar:", "odpowiedź automatyczna:", "automaattinen vastaus:",
    "automatická odpověď:", "automatikus válasz:", "автоответ:", "自动回复:", "自动答复:", "自動応答:", "자동 회신:",
  ]

  /// A mail that goes round: nobody wrote it now (RFC 5321, 6.3).
  var loop: Classification? {
    guard receivedCount > Message.hopLimit else { return nil }
    return Classification(mailClass: .autoReply, reason: "Received: \(receivedCount) times, a loop")
  }

  func list(_ own: OwnAddresses) -> Classification? {
    // Our own mailbox may be a list (Google Groups): then its fields stand in every customer's mail and say nothing.
    let isOwn = isOwnList(own)
    for field in [.listID, .listPost, .mailingList] as [Field] where !isOwn && self[field] != nil {
      return Classification(mailClass: .list, reason: field.name)
    }
    if !isOwn, word(.precedence) == "list" { return Classification(mailClass: .list, reason: "Precedence: list") }
    if let name = localParts.first(where: {
      $0.hasPrefix("owner-") || $0.hasSuffix("-request") || $0.hasSuffix("-owner")
    }) {
      return Classification(mailClass: .list, reason: "From: \(name.shown)")
    }
    return isOwn ? nil : otherListName.map { Classification(mailClass: .list, reason: $0.shown) }
  }

  /// Whether the list that passed the mail on has an address of ours: List-Post names it (RFC 2369, 3.4), or List-Id
  /// with a dot for the `@` (RFC 2919, 2).
  func isOwnList(_ own: OwnAddresses) -> Bool {
    guard !own.isEmpty else { return false }
    if let post = self[.listPost] {
      let bytes = Array(post.utf8)
      for range in AddressScanner.all(in: bytes, 0..<bytes.count) {
        let written = String(decoding: bytes[range], as: UTF8.self)
        if own.contains(written) { return true }
      }
    }
    guard let id = self[.listID] else { return false }
    var bytes = Array(id.utf8)
    if let open = bytes.lastIndex(of: ASCII.less) { bytes = Array(bytes[(open + 1)...]) }
    if let close = bytes.firstIndex(of: ASCII.greater) { bytes = Array(bytes[..<close]) }
    return own.contains(listID: bytes.lowercasedASCIIString.trimmingSpaces)
  }

  var bulk: Classification? {
    if let word = word(.precedence), word == "bulk" || word == "junk" {
      return Classification(mailClass: .bulk, reason: "Precedence: \(word)")
    }
    if self[.listUnsubscribe] != nil, otherListName == nil, self[.listID] == nil, self[.listPost] == nil {
      return Classification(mailClass: .bulk, reason: "list-unsubscribe")
    }
    return bulkName.map { Classification(mailClass: .bulk, reason: "From: \($0.shown)") }
  }

  /// A local part that takes no answers.
  private var bulkName: String? {
    localParts.first { Self.noReply.contains($0.withoutMarks) }
  }

  private static let noReply: Set<String> = [
    "noreply", "donotreply", "nepasrepondre", "keineantwort", "noresponder", "noresponda", "nonrispondere",
    "naoresponder", "nietantwoorden",
  ]
}
