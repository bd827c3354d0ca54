/// Finding out of a server's answer why it refused (RFC 3463, RFC 5321, 4.2).
enum StatusCode {
  /// The status that a server's answer gives: its code, else what its words mean, else the class of its reply.
  ///
  /// - Parameter lowercased: `text` in lower case.
  static func said(in text: ArraySlice<UInt8>, lowercased: String) -> String? {
    enhanced(in: text) ?? meant(by: lowercased) ?? reply(in: text)
  }

  /// The first enhanced status code, `5.1.1`, that stands in `text`; nil where none does.
  ///
  /// Numbers with a fourth part are addresses of hosts, and what follows a letter or dot belongs to a name.
  static func enhanced(in text: ArraySlice<UInt8>) -> String? {
    var index = text.startIndex
    while let dot = text[index...].firstIndex(of: ASCII.dot) {
      index = dot + 1
      guard dot > text.startIndex, [0x32, 0x34, 0x35].contains(text[dot - 1]) else { continue }
      let start = dot - 1
      if start > text.startIndex {
        let before = text[start - 1]
        if before.isDigit || before.isLetter || before == ASCII.dot || before == ASCII.hyphen { continue }
      }
      let subject = digits(text, from: dot + 1)
      guard (1...3).contains(subject - dot - 1), subject < text.endIndex, text[subject] == ASCII.dot else { continue }
      let detail = digits(text, from: subject + 1)
      guard (1...3).contains(detail - subject - 1) else { continue }
      if detail < text.endIndex {
        if text[detail].isLetter || text[detail] == ASCII.hyphen { continue }
        if text[detail] == ASCII.dot, detail + 1 < text.endIndex, text[detail + 1].isDigit { continue }
      }
      return String(decoding: text[start..<detail], as: UTF8.self)
    }
    return nil
  }

  /// Up to the first octet that is no digit; looks at four at most, for three are the longest number there is.
  private static func digits(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.endIndex, end < start + 4, text[end].isDigit { end += 1 }
    return end
  }

  /// The class of the first SMTP reply code, `550 `, as a status: `5.0.0` says that and nothing else (RFC 3463, 3.1).
  static func reply(in text: ArraySlice<UInt8>) -> String? {
    var index = text.startIndex
    while index + 2 < text.endIndex {
      let isCode =
        (text[index] == 0x34 || text[index] == 0x35) && text[index + 1] >= 0x30 && text[index + 1] <= 0x35
        && text[index + 2].isDigit && (index == text.startIndex || !isInWord(text[index - 1]))
        && (index + 3 == text.endIndex || !isInWord(text[index + 3]))
      if isCode { return text[index] == 0x34 ? "4.0.0" : "5.0.0" }
      index += 1
    }
    return nil
  }

  private static func isInWord(_ octet: UInt8) -> Bool {
    octet.isLetter || octet.isDigit || octet == ASCII.dot || octet == 0x2F || octet == ASCII.at || octet >= 0x80
  }

  /// What a notice without a code means, by the phrases that servers use; nil where it holds none of them.
  ///
  /// - Parameter text: in lower case, white space as it was.
  static func meant(by text: String) -> String? {
    phrases.first { text.holds($0.phrase) }?.status
  }

  /// In order of how much they say: a full mailbox is often called "user unknown" further down.
  private static let phrases: [(phrase: String, status: String)] = [
    ("mailbox is full", "5.2.2"), ("mailbox full", "5.2.2"), ("over quota", "5.2.2"), ("quota exceeded", "5.2.2"),
    ("exceeded storage", "5.2.2"), ("message size exceeds", "5.2.3"), ("message too large", "5.2.3"),
    ("user unknown", "5.1.1"), ("unknown user", "5.1.1"), ("no such user", "5.1.1"), ("no mailbox here", "5.1.1"),
    ("unknown recipient", "5.1.1"), ("recipient not found", "5.1.1"), ("not listed in", "5.1.1"),
    ("invalid recipient", "5.1.1"), ("invalid address", "5.1.1"), ("invalid user", "5.1.1"),
    ("recipient name is not recognized", "5.1.1"), ("final delivery userid", "5.1.1"), ("unknown alias", "5.1.1"),
    ("does not exist at", "5.1.1"), ("doesn't have a", "5.1.1"), ("group you tried to contact", "5.1.1"),
    ("host unknown", "5.1.2"), ("domain does not exist", "5.1.2"), ("host not found", "5.1.2"),
    ("dns lookup failure", "5.1.2"), ("unrouteable address", "5.1.2"), ("unrouteable domain", "5.1.2"),
    ("too many hops", "5.4.6"), ("mail loop", "5.4.6"), ("hop count exceeded", "5.4.6"),
    ("connection timed out", "4.4.1"), ("operation timed out", "4.4.1"), ("connection refused", "4.4.1"),
    ("unable to connect", "4.4.1"), ("socket error", "4.4.1"), ("host name lookup failure", "4.4.3"),
    ("retry timeout exceeded", "4.4.7"), ("in the queue too long", "4.4.7"),
  ]
}
