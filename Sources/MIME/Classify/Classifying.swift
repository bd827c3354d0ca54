extension Message {
  /// What kind of sender the message has, and the sign that says so (RFC 3834, 2).
  ///
  /// Signs are taken in this order: ours, a bounce, an automatic reply, a list, bulk; what shows none is human.
  ///
  /// - Parameters:
  ///   - own: our addresses.
  ///   - envelopeSender: the address of MAIL FROM where it is known, empty for the null sender; nil reads Return-Path.
  public func classification(own: OwnAddresses, envelopeSender: String? = nil) -> Classification {
    let signs = SenderSigns(message: self, own: own, envelopeSender: envelopeSender)
    return signs.own ?? signs.bounce ?? signs.autoReply ?? signs.list ?? signs.bulk
      ?? Classification(mailClass: .human, reason: "no sign of a machine")
  }
}

/// Looks for the signs of one class at a time.
private struct SenderSigns {
  let message: Message
  let ownAddresses: OwnAddresses
  let hasNullSender: Bool
  /// Local parts of the From addresses, lower-case.
  let localParts: [String]
  private let fields: [String: String]

  init(message: Message, own: OwnAddresses, envelopeSender: String?) {
    self.message = message
    ownAddresses = own
    var fields: [String: String] = [:]
    for field in message.headers {
      let name = field.name.utf8.lowercasedASCIIString
      if Self.wanted.contains(name) || name.hasPrefix("list-"), fields[name] == nil { fields[name] = field.rawValue }
    }
    self.fields = fields
    let sender = envelopeSender ?? fields["return-path"]
    hasNullSender =
      sender.map { value in
        value.utf8.allSatisfy { $0.isWSP || $0 == ASCII.less || $0 == ASCII.greater }
      } ?? false
    localParts = message.from.map { $0.address.utf8.prefix { $0 != ASCII.at }.map(\.lowercasedASCII).text }
  }

  private static let wanted: Set<String> = [
    "return-path", "auto-submitted", "precedence", "x-auto-response-suppress", "x-autoreply", "x-autorespond",
    "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-heard-id", "x-failed-recipients", "x-loop",
    "x-autoreply-from",
    "mailing-list",
  ]

  /// The first word of a field, without comments and parameters, lower-case.
  private func word(_ name: String) -> String? {
    fields[name].map { value in
      let bytes = Comments.removed(from: Array(value.utf8))
      return bytes.drop { $0.isWSP }.prefix { !$0.isWSP && $0 != ASCII.semicolon }.map(\.lowercasedASCII).text
    }
  }

  var own: Classification? {
    guard message.from.contains(where: { ownAddresses.contains($0.address) }) else { return nil }
    let reason =
      fields["x-heard-id"] == nil ? "From: one of our addresses" : "X-Heard-Id: ours, From: one of our addresses"
    return Classification(mailClass: .own, reason: reason)
  }

  var bounce: Classification? {
    if message.reportType == "delivery-status"
      || message.parts.contains(where: { $0.type == "message/delivery-status" })
    {
      return Classification(mailClass: .bounce, reason: "Content-Type: multipart/report; report-type=delivery-status")
    }
    if fields["x-failed-recipients"] != nil { return Classification(mailClass: .bounce, reason: "X-Failed-Recipients") }
    if let name = localParts.first(where: { $0 == "mailer-daemon" || $0 == "mail-daemon" || $0 == "maildaemon" }) {
      return Classification(mailClass: .bounce, reason: "From: \(name)")
    }
    if let from = message.header("from")?.rawValue, from.lowercased().opens(with: "mailer-daemon") {
      return Classification(mailClass: .bounce, reason: "From: mailer-daemon")
    }
    if hasNullSender, autoReply == nil { return Classification(mailClass: .bounce, reason: "Return-Path: <>") }
    if localParts.contains("postmaster") { return Classification(mailClass: .bounce, reason: "From: postmaster") }
    return nil
  }

  var autoReply: Classification? {
    if let word = word("auto-submitted"), word != "no", !word.isEmpty {
      return Classification(mailClass: .autoReply, reason: "Auto-Submitted: \(word.shown)")
    }
    if let type = message.reportType {
      return Classification(mailClass: .autoReply, reason: "Content-Type: multipart/report; report-type=\(type.shown)")
    }
    for name in [
      "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from",
    ] {
      guard fields[name] != nil, word(name) != "no" else { continue }
      return Classification(mailClass: .autoReply, reason: name)
    }
    if let word = word("precedence"), word == "auto_reply" || word == "auto-reply" {
      return Classification(mailClass: .autoReply, reason: "Precedence: \(word)")
    }
    if let word = word("x-auto-response-suppress"), word != "none", word != "none," {
      return Classification(mailClass: .autoReply, reason: "X-Auto-Response-Suppress: \(word.shown)")
    }
    let subject = message.subject.lowercased()
    if let phrase = Self.absencePhrases.first(where: { subject.hasPrefix($0) }) {
      return Classification(mailClass: .autoReply, reason: "Subject: \(phrase)")
    }
    return nil
  }

  /// What Exchange and its like put before the subject they answer.
  private static let absencePhrases = [
    "automatic reply:", "auto reply:", "autoreply:", "auto-reply:", "out of office:", "out of office autoreply:",
    "out of office reply:", "automatische antwort:", "abwesenheitsnotiz:", "réponse automatique",
    "respuesta automática:",
    "risposta automatica:", "resposta automática:", "automatisch antwoord:", "autosvar:", "automatiskt svar:",
    "automatisk svar:", "odpowiedź automatyczna:",
  ]

  var list: Classification? {
    for name in ["list-id", "list-post", "mailing-list"] where fields[name] != nil {
      return Classification(mailClass: .list, reason: name)
    }
    if word("precedence") == "list" { return Classification(mailClass: .list, reason: "Precedence: list") }
    if let name = localParts.first(where: {
      $0.hasPrefix("owner-") || $0.hasSuffix("-request") || $0.hasSuffix("-owner")
    }) {
      return Classification(mailClass: .list, reason: "From: \(name.shown)")
    }
    // Mailings carry List-Unsubscribe alone (RFC 8058).
    let others = fields.keys.filter { $0.hasPrefix("list-") && !$0.hasPrefix("list-unsubscribe") }.sorted()
    return others.first.map { Classification(mailClass: .list, reason: $0.shown) }
  }

  var bulk: Classification? {
    if let word = word("precedence"), word == "bulk" || word == "junk" {
      return Classification(mailClass: .bulk, reason: "Precedence: \(word)")
    }
    if fields.keys.contains(where: { $0.hasPrefix("list-unsubscribe") }) {
      return Classification(mailClass: .bulk, reason: "list-unsubscribe")
    }
    if let name = localParts.first(where: { Self.noReply.contains($0.filter { $0 != "-" && $0 != "_" && $0 != "." }) })
    {
      return Classification(mailClass: .bulk, reason: "From: \(name.shown)")
    }
    return nil
  }

  private static let noReply: Set<String> = ["noreply", "donotreply", "nepasrepondre", "keineantwort", "noresponder"]
}

extension Array where Element == UInt8 {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

extension String {
  /// At most 80 characters and without controls, for a reason that people and logs read.
  fileprivate var shown: String { HeaderText.withoutControls(String(prefix(80))) }
}
