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
    guard let field = structure.ownFields.first(.received) else { return nil }
    let value = raw[place(field.value, source: nil)]
    guard let mark = value.lastIndex(of: ASCII.semicolon) else { return nil }
    let date = value[(mark + 1)...]
    return DateReader.read(date.span)?.date
  }

  /// The first field called `name`, in any case; the first counts where more are there (RFC 7103, 7.5).
  public func header(_ name: String) -> HeaderField? {
    headers.first { $0.isNamed(name) }
  }

  /// The values of all fields called `name`, in any case, as they stand in the message: folded, not decoded.
  func rawValues(named name: String) -> [[UInt8]] {
    headers.filter { $0.isNamed(name) }.map { Array($0.bytes[$0.valueRange]) }
  }

  /// `report-type` of a multipart/report, lower-case (RFC 6522).
  var reportType: String? {
    guard let field = structure.ownFields.first(.contentType) else { return nil }
    let value = ParameterizedValue(raw.span.extracting(place(field.value, source: nil)))
    return value["report-type"].map { $0.utf8.lowercasedASCIIString }
  }

  /// All fields called `name`, in any case, in order.
  public func headers(named name: String) -> [HeaderField] {
    headers.filter { $0.isNamed(name) }
  }

  /// The parts that came along with the words: those with a file name, called attachment, or other than text. A
  /// signature on the rest is none.
  public var attachments: [Part] {
    parts.filter { ($0.filename != nil || $0.disposition == "attachment" || !$0.isText) && !$0.isSignature }
  }

  /// The pictures that the HTML shows, in the order in which it does; none that it fetches from elsewhere (RFC 2392,
  /// RFC 2557).
  public var inlineImages: [Part] {
    let all = parts
    return body.images.compactMap { image in
      if let id = image.contentID { return all.first { $0.contentID.map { Array($0.utf8) == id } ?? false } }
      return all.first { $0.contentLocation.map { Array($0.utf8) == image.source } ?? false }
    }
  }

  /// The files that stand inside of parts: in Outlook's winmail.dat, and uuencoded or yEnc-encoded between the words.
  public var embeddedFiles: [EmbeddedFile] {
    parts.flatMap { part -> [EmbeddedFile] in
      if part.isTNEF { return TNEF(content(of: part)).attachments }
      return part.isText ? EmbeddedText(decodedContent(of: part).bytes).files : []
    }
  }

  /// The messages that this one hands on in its text, the outermost first: their authors, dates, subjects and words.
  public var forwardedOriginals: [ForwardedOriginal] {
    ForwardedMessage.find(in: body.bytes, segments: segments, isForward: isForward)
  }

  private var isForward: Bool {
    ["fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "doorst:", "vs:", "vb:", "i:", "pd:"].contains { mark in
      subject.utf8.prefix(mark.utf8.count).map(\.lowercasedASCII).elementsEqual(mark.utf8)
    }
  }

  /// What its sender wrote now: the own words and greeting of ``segments``, trimmed.
  ///
  /// Where nothing is left as own, the whole text is: nobody who wrote is treated as silent.
  public var ownWords: String {
    let utf8 = body.bytes
    var own: [UInt8] = []
    for segment in segments where segment.isOwnWords {
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
