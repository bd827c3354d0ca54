/// The readable text of a message, made out of its leaves.
struct MessageBody: Sendable {
  /// UTF-8, with `\n` line ends.
  private(set) var bytes: [UInt8] = []
  /// What the markup said of stretches of it.
  private(set) var marks: [ReadableText.Mark] = []
  /// Text that HTML hid from its reader.
  private(set) var hidden: [[UInt8]] = []
  /// Pictures that the HTML shows.
  private(set) var images: [ImageReference] = []
  /// Of PGP blocks between the words, and of what was signed with the words inside.
  private(set) var protection = Protection.none
  private(set) var damage: [Damage] = []

  /// Most bytes of readable text: the largest mail that providers take (150 MB) is some 100 MB of bytes, and no
  /// person reads a hundredth of that. What is behind stands in the part.
  static let sizeLimit = 16 << 20
  /// Messages within messages whose words are shown where a message has none of its own.
  static let depthLimit = 3

  init(_ message: Message, depth: Int = 0) {
    let parts = Dictionary(uniqueKeysWithValues: message.parts.map { ($0.entity, $0) })
    let choice = BodyChoice(message.structure, parts: parts)
    read(choice.plain.compactMap { parts[$0] }, of: message)
    if bytes.isBlank, choice.html != choice.plain { read(choice.html.compactMap { parts[$0] }, of: message) }
    readTNEF(of: message)
    if bytes.isBlank { readSigned(in: message, depth: depth) }
    if bytes.isBlank {
      let tried = Set(choice.plain + choice.html)
      let other = message.parts.first { !tried.contains($0.entity) && Self.isReadable($0) }
      if let other { read([other], of: message) }
    }
    if bytes.isBlank { readEnclosed(in: message, depth: depth) }
  }

  /// What is shown where nothing is meant to be: text of a rarer kind, or the only leaf although called an attachment.
  private static func isReadable(_ part: Part) -> Bool {
    switch part.type {
    case "text/plain", "text/html":
      part.disposition != "attachment" || part.path == "1" && part.bodyRange.count <= Keeping.attachedTextLimit
    case "text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/rtf": true
    // A kind of text that nobody knows is plain text (RFC 2046, 4.1.4).
    default: part.isText && part.disposition != "attachment" && part.filename == nil && !unspoken.contains(part.type)
    }
  }

  /// Text that is written by programs for programs.
  private static let unspoken: Set<String> = [
    "text/calendar", "text/x-vcalendar", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/javascript",
    "text/rfc822-headers", "text/rfc822", "text/delivery-status", "text/x-amp-html", "text/x-watch-html",
  ]

  /// Puts the text of `parts` in the place of what was read before, if it holds anything.
  private mutating func read(_ parts: [Part], of message: Message) {
    var read = MessageBody()
    for part in parts where part.isText { read.append(part, of: message) }
    read.damage = damage + read.damage
    if bytes.isEmpty || !read.bytes.isBlank { self = read } else { damage = read.damage }
  }

  private init() {}

  private mutating func append(_ part: Part, of message: Message) {
    let offset = part.bodyRange.lowerBound
    let content = message.decodedContent(of: part)
    switch part.type {
    case "text/html":
      let text = message.decodedText(of: part, content)
      damage += text.damage
      append(HTMLText.read(text.bytes), at: offset)
    case "text/enriched", "text/richtext":
      let text = message.decodedText(of: part, content)
      damage += text.damage
      append(EnrichedText.read(text.bytes, isRichText: part.type == "text/richtext"), at: offset)
    case "text/rtf":
      damage += content.damage
      append(RTFText.read(content.bytes).readable, at: offset)
    default:
      let text = message.decodedText(of: part, (EmbeddedText(content.bytes).text, content.damage))
      damage += text.damage
      append(plain(text.bytes, of: part), at: offset)
    }
  }

  private mutating func plain(_ utf8: [UInt8], of part: Part) -> ReadableText {
    var bytes = utf8
    LineEnds.normalise(&bytes)
    if let armor = InlinePGP.strip(bytes) {
      bytes = armor.bytes
      protection = armor.protection
    }
    if part.isFlowed { bytes = FlowedText.unwrapped(bytes, deletesSpace: part.deletesSpace) }
    return ReadableText(bytes: bytes)
  }

  private mutating func append(_ piece: ReadableText, at offset: Int) {
    if !piece.hidden.isEmpty { damage.append(Damage(.hiddenText, at: offset)) }
    if piece.deceivingLinks > 0 { damage.append(Damage(.misleadingLink, at: offset)) }
    hidden += piece.hidden
    images += piece.images
    guard !piece.bytes.isBlank else { return }
    if let last = bytes.last, last != ASCII.lf { bytes.append(ASCII.lf) }
    marks += piece.marks.map { ReadableText.Mark(kind: $0.kind, range: $0.range.moved(by: bytes.count)) }
    bytes += piece.bytes
    if bytes.count > Self.sizeLimit { cut(at: offset) }
  }

  private mutating func cut(at offset: Int) {
    var end = Self.sizeLimit
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    bytes.removeSubrange(end...)
    marks.removeAll { $0.range.upperBound > end }
    if damage.last?.kind != .textTooLarge { damage.append(Damage(.textTooLarge, at: offset)) }
  }
}

/// Words that are not in a text part.
extension MessageBody {
  /// Outlook's winmail.dat, where nothing else holds words.
  private mutating func readTNEF(of message: Message) {
    for part in message.parts where part.isTNEF && message.holdsContent(of: part) {
      let stream = TNEF(message.content(of: part))
      let offset = part.bodyRange.lowerBound
      if stream.isDamaged { damage.append(Damage(.invalidTNEF, at: offset)) }
      guard bytes.isBlank else { continue }
      switch stream.body {
      case .text(var text):
        LineEnds.normalise(&text)
        append(ReadableText(bytes: text), at: offset)
      case .html(let html): append(HTMLText.read(html), at: offset)
      case .rtf(let rtf): append(RTFText.read(rtf).readable, at: offset)
      case nil: break
      }
    }
  }

  /// What was signed with the words inside (RFC 8551, 3.5.2).
  private mutating func readSigned(in message: Message, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for part in message.parts where part.isSMIME {
      guard let content = message.signedContent(of: part) else { continue }
      take(MessageBody(Message(parsing: content), depth: depth + 1), at: part.bodyRange.lowerBound)
      return
    }
  }

  /// Messages that were handed on as parts, by a message that says nothing itself: each with the fields that say whose
  /// it was, as a program writes them that forwards in the text.
  private mutating func readEnclosed(in message: Message, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for part in message.parts where bytes.count < Self.sizeLimit {
      guard let enclosed = message.message(in: part) else { continue }
      let offset = part.bodyRange.lowerBound
      let start = bytes.count
      append(ReadableText(bytes: Self.head(of: enclosed)), at: offset)
      take(MessageBody(enclosed, depth: depth + 1), at: offset)
      guard bytes.count > start else { continue }
      marks = marks.filter { $0.range.lowerBound < start }
      marks.append(ReadableText.Mark(kind: .forwarded, range: start..<bytes.count))
    }
  }

  private static func head(of message: Message) -> [UInt8] {
    var lines = "---------- Forwarded message ----------\n"
    for name in ["From", "Date", "Subject", "To"] {
      if let field = message.header(name) { lines += "\(name): \(field.value)\n" }
    }
    return Array((lines + "\n").utf8)
  }

  /// Puts the words of an enclosed message behind those that are there.
  private mutating func take(_ inner: MessageBody, at offset: Int) {
    if inner.protection != .none { protection = inner.protection }
    append(ReadableText(bytes: inner.bytes, marks: inner.marks, hidden: inner.hidden, images: inner.images), at: offset)
    damage += inner.damage.map { Damage($0.kind, at: offset) }
  }
}
