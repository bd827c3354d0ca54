extension Message {
  /// Who wrote it (RFC 5322, 3.6.2). Empty where no address can be read.
  public var from: [Address] { envelope.from }
  /// Who sent it for them; nil where From says it all.
  public var sender: Address? { envelope.sender }
  /// Where answers are wanted; empty where From is meant.
  public var replyTo: [Address] { envelope.replyTo }
  public var to: [Address] { envelope.to }
  public var cc: [Address] { envelope.cc }
  /// Decoded, without controls; empty where there is none.
  public var subject: String { envelope.subject }
  /// The Date field; nil where it is missing or no date. ``receivedDate`` may then serve.
  public var date: MailDate? { envelope.date }
  /// Without angle brackets (RFC 5322, 3.6.4); nil where there is none.
  public var messageID: String? { envelope.messageID }
  /// Without angle brackets.
  public var inReplyTo: [String] { envelope.inReplyTo }
  /// Without angle brackets, oldest first.
  public var references: [String] { envelope.references }

  /// When the last server took it: the date of the topmost Received field (RFC 5321, 4.4); nil where none is there.
  public var receivedDate: MailDate? {
    guard let value = header("received")?.rawValue, let mark = value.utf8.lastIndex(of: ASCII.semicolon) else {
      return nil
    }
    return DateReader.read(String(value[value.utf8.index(after: mark)...]))?.date
  }

  /// The first field called `name`, in any case; the first counts where more are there (RFC 7103, 7.5).
  public func header(_ name: String) -> HeaderField? {
    headers.first { $0.isNamed(name) }
  }

  /// All fields called `name`, in any case, in order.
  public func headers(named name: String) -> [HeaderField] {
    headers.filter { $0.isNamed(name) }
  }

  /// The decoded body of a part of this message; what cannot be decoded is passed over.
  public func content(of part: Part) -> [UInt8] {
    let body = part.bodyRange
    guard body.lowerBound >= 0, body.upperBound <= raw.count else { return [] }
    return TransferDecoding.decode(raw[body], encoding: part.encoding, isText: part.type.hasPrefix("text/")).bytes
  }

  /// The parts that came along with the words: those with a file name, called attachment, or other than text.
  public var attachments: [Part] {
    parts.filter { $0.filename != nil || $0.disposition == "attachment" || !$0.type.hasPrefix("text/") }
  }

  /// What its sender wrote now: the own words and greeting of ``segments``, trimmed.
  ///
  /// Where nothing is left as own, the whole text is: nobody who wrote is treated as silent.
  public var ownWords: String {
    let utf8 = Array(text.utf8)
    var own: [UInt8] = []
    for segment in segments where segment.kind == .own || segment.kind == .greeting {
      guard segment.range.upperBound <= utf8.count else { continue }
      own += utf8[segment.range]
    }
    let words = Self.trimmed(own)
    return words.isEmpty ? Self.trimmed(utf8) : words
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    guard let first = bytes.firstIndex(where: { $0 > ASCII.space }),
      let last = bytes.lastIndex(where: { $0 > ASCII.space })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}

extension HeaderField {
  /// Whether the field is called `wanted`, in any case of ASCII letters (RFC 5322, 1.2.2).
  func isNamed(_ wanted: String) -> Bool {
    name.utf8.count == wanted.utf8.count
      && zip(name.utf8, wanted.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}
