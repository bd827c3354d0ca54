/// The header fields that tell machines from people, taken in one pass over the header.
struct MachineSigns {
  /// The fields that are looked at, by name. Of each the first counts (RFC 7103, 7.5).
  enum Field: Int, CaseIterable {
    case returnPath, autoSubmitted, precedence, suppress, autoReply, autoRespond, autoResponder, autoHyphenReply
    case mailAutoReply, autoReplyFrom, heardID, failedRecipients, mailingList, listID, listPost, listUnsubscribe
    case otherList, originalFrom

    var name: String { Self.names[rawValue] }

    private static let names = [
      "return-path", "auto-submitted", "precedence", "x-auto-response-suppress", "x-autoreply", "x-autorespond",
      "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from", "x-heard-id", "x-failed-recipients",
      "mailing-list", "list-id", "list-post", "list-unsubscribe", "list-", "x-original-from",
    ]

    /// Length to the fields of that length, so that most names cost one look.
    fileprivate static let byLength: [[Field]] = {
      var table = [[Field]](repeating: [], count: 32)
      for field in allCases where field != .otherList { table[field.name.utf8.count].append(field) }
      return table
    }()
  }

  let message: Message
  private var values = [String?](repeating: nil, count: Field.allCases.count)
  /// The name of the first List- field that is none of those above, lower-case.
  private(set) var otherListName: String?
  /// How many servers took the mail.
  private(set) var receivedCount = 0

  /// Whether MAIL FROM was empty: machines write so, that nobody answers (RFC 5321, 4.5.5).
  let hasNullSender: Bool
  /// The local part of MAIL FROM, lower-case; nil where the sender is not known.
  let senderLocalPart: String?
  /// Local parts of the From addresses, lower-case.
  let localParts: [String]

  init(_ message: Message, envelopeSender: String? = nil) {
    self.message = message
    for header in message.headers {
      let length = header.name.utf8.count
      guard length < Field.byLength.count else { continue }
      if length == 8, header.name.utf8.equalsIgnoringCase("received") {
        receivedCount += 1
        continue
      }
      if let field = Field.byLength[length].first(where: { header.isNamed($0.name) }) {
        if values[field.rawValue] == nil { values[field.rawValue] = header.rawValue }
      } else if otherListName == nil, header.name.utf8.startsIgnoringCase("list-") {
        // Mailings carry List-Unsubscribe and List-Unsubscribe-Post alone (RFC 8058).
        guard !header.name.utf8.startsIgnoringCase("list-unsubscribe") else { continue }
        otherListName = header.name.utf8.lowercasedASCIIString
        values[Field.otherList.rawValue] = header.rawValue
      }
    }
    let sender = envelopeSender ?? values[Field.returnPath.rawValue]
    let kept = sender.map { Array($0.utf8).filter { !$0.isWSP && $0 != ASCII.less && $0 != ASCII.greater } }
    hasNullSender = kept?.isEmpty ?? false
    senderLocalPart = kept.map { Self.localPart($0) }
    localParts = message.from.map { Self.localPart(Array($0.address.utf8)) }
  }

  private static func localPart(_ address: [UInt8]) -> String {
    address.prefix { $0 != ASCII.at }.lowercasedASCIIString
  }

  /// Not decoded; nil where the field is missing.
  subscript(field: Field) -> String? { values[field.rawValue] }

  /// The first word of a field without comments and parameters, lower-case; nil where the field is missing.
  func word(_ field: Field) -> String? {
    self[field].map { value in
      let bytes = Comments.removed(from: Array(value.utf8))
      return bytes.drop { $0.isWSP }.prefix { !$0.isWSP && $0 != ASCII.semicolon && $0 != ASCII.comma }
        .lowercasedASCIIString
    }
  }
}

extension String {
  /// At most 80 characters and without controls, for a reason that people and logs read.
  var shown: String { HeaderText.withoutControls(String(prefix(80))) }

  /// Without `-`, `_` and `.`: `no-reply`, `noreply` and `no_reply` are one word.
  var withoutMarks: String {
    String(decoding: utf8.filter { $0 != ASCII.hyphen && $0 != ASCII.underscore && $0 != ASCII.dot }, as: UTF8.self)
  }
}
