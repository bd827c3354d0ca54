/// What holds for every input whatever; a claim that fails ends the process, which libFuzzer reports with the input.
enum Claims {
  /// Most findings for each byte of a mail: above it, damage would be a bomb of its own.
  static let damagePerByte = 8

  static func hold(for message: Message) {
    let size = message.raw.count
    var end = 0
    for field in message.headers {
      precondition(end <= field.range.lowerBound && field.range.upperBound <= size, "fields overlap or leave the mail")
      end = field.range.upperBound
      precondition(isClean(field.value), "a control stands in a decoded field")
    }
    for list in [message.from, message.replyTo, message.to, message.cc] {
      for address in list {
        precondition(isClean(address.name) && isClean(address.address), "a control in an address")
        consume(address.displayDomain.utf8.count)
      }
    }
    precondition(isClean(message.subject), "a control stands in the subject")
    consume(message.sender?.address.utf8.count ?? 0)
    consume(Int(truncatingIfNeeded: message.date?.seconds ?? 0))
    for date in [message.date, message.receivedDate] {
      guard let date else { continue }
      precondition((-1_439...1_439).contains(date.offsetMinutes), "an offset of more than a day")
      consume(date.rfc3339.utf8.count + date.rfc5322.utf8.count)
    }
    consume(message.inReplyTo.count + message.references.count + (message.messageID?.utf8.count ?? 0))

    for part in message.parts {
      precondition(part.bodyRange.upperBound <= size, "a part leaves the mail")
      consume(message.content(of: part).count)
      if let name = part.filename { precondition(isClean(name) && !name.contains("/"), "a path in a file name") }
      if part.type.hasPrefix("text/") { consume(readText(of: part, in: message)) }
    }
    for damage in message.damage { precondition(0...size ~= damage.offset, "damage lies outside the mail") }
    precondition(message.damage.count <= 64 + damagePerByte * size, "more damage than mail")

    hold(for: message.segments, of: message.text)
    consume(message.ownWords.utf8.count + message.attachments.count)
    consume(message.classification(own: OwnAddresses(["us@heard.example"])).reason.utf8.count)
    consume(message.deliveryFailures.count + (message.returnedMessageID?.utf8.count ?? 0))
    consume(message.embeddedFiles.count + message.forwardedOriginals.count + message.inlineImages.count)
    consume(message.hiddenText.count + message.received.count + message.authenticationResults.count)
    consume(message.protection == .none ? 0 : 1)
    consume((message.calendar == nil ? 0 : 1) + (message.deliveryReport == nil ? 0 : 1))
    consume((message.dispositionNotification == nil ? 0 : 1) + (message.abuseReport == nil ? 0 : 1))
    consume((message.listFields == nil ? 0 : 1) + (message.autoSubmitted == nil ? 0 : 1))
    for part in message.parts {
      consume(message.headers(of: part).count + (message.message(in: part)?.parts.count ?? 0))
      consume((message.partialMessage(part) == nil ? 0 : 1) + (message.externalBody(part) == nil ? 0 : 1))
    }
    consume(OutgoingMail.references(answering: message).count)
    consume(OutgoingMail.replySubject(message.subject).utf8.count)
  }

  /// A mail with LF and the same with CRLF are one mail.
  static func holdForLineEnds(_ bytes: [UInt8]) {
    // Bare CRs are no line ends and may mean something else in each; they are left out.
    let lf = bytes.filter { $0 != 0x0D }
    guard lf.contains(0x0A) else { return }
    var crlf: [UInt8] = []
    for byte in lf {
      if byte == 0x0A { crlf.append(0x0D) }
      crlf.append(byte)
    }
    let one = Message(parsing: lf)
    let other = Message(parsing: crlf)
    precondition(one.parts.map(\.path) == other.parts.map(\.path), "LF and CRLF give other parts")
    precondition(one.parts.map(\.type) == other.parts.map(\.type), "LF and CRLF give other types")
    precondition(one.parts.map(\.filename) == other.parts.map(\.filename), "LF and CRLF give other file names")
    precondition(one.headers.map(\.value) == other.headers.map(\.value), "LF and CRLF give other headers")
    precondition(one.from == other.from && one.to == other.to && one.date == other.date, "LF and CRLF: other fields")
    if !one.parts.contains(where: { isWide($0, in: one) }) {
      precondition(one.text == other.text, "LF and CRLF give other texts")
    }
  }

  /// In two bytes a letter a CR is half a letter.
  private static func isWide(_ part: Part, in message: Message) -> Bool {
    let charset = part.charset ?? ""
    let content = message.content(of: part)
    return charset.contains("16") || charset.contains("32") || content.starts(with: [0xFF, 0xFE])
      || content.starts(with: [0xFE, 0xFF])
  }

  /// A mail that comes in pieces is the same mail; the first two bytes say how long the pieces are.
  static func holdForPieces(_ bytes: [UInt8]) {
    guard bytes.count > 2 else { return }
    let size = 1 + (Int(bytes[0]) << 4 ^ Int(bytes[1]))
    let mail = Array(bytes[2...])
    var reader = MessageReader()
    for start in stride(from: 0, to: mail.count, by: size) { reader.append(Array(mail[start..<min(start + size, mail.count)])) }
    let one = reader.finish()
    let other = Message(parsing: mail)
    precondition(one.parts == other.parts, "pieces give other parts")
    precondition(one.headers.map(\.value) == other.headers.map(\.value), "pieces give other headers")
    precondition(one.headers.map(\.range) == other.headers.map(\.range), "pieces give other places")
    precondition(one.text == other.text && one.segments == other.segments, "pieces give another text")
    for (here, there) in zip(one.parts, other.parts) {
      precondition(one.digest(of: here) == other.digest(of: there), "pieces give another content")
    }
  }

  static func hold(forType bytes: [UInt8]) {
    let stream = TNEF(bytes)
    consume(stream.attachments.count + (stream.subject?.utf8.count ?? 0))
    if case .rtf(let rtf) = stream.body { consume(RTFText.read(rtf).readable.bytes.count) }
    let text = RTFText.read(bytes).readable.bytes
    precondition(String(validating: text, as: UTF8.self) != nil, "RTF gives no UTF-8")
    consume(EmbeddedText(bytes).files.count + (CMS.signedContent(of: bytes)?.count ?? 0))
    consume(Message(parsing: Array("Content-Type: text/calendar\n\n".utf8) + bytes).calendar == nil ? 0 : 1)
  }

  static func hold(forText text: String) {
    hold(for: Segment.all(in: text), of: text)
    // The same with half of it known as ours, and a signature known.
    let half = String(decoding: Array(text.utf8.prefix(text.utf8.count / 2)), as: UTF8.self)
    hold(for: Segment.all(in: text, sent: [half], knownSignature: half), of: text)
    let bytes = Array(text.utf8)
    consume(ForwardedMessage.find(in: bytes, segments: Segment.all(in: text), isForward: true).count)
  }

  static func hold(forPage page: String) {
    var fields = Array("Content-Type: text/html; charset=utf-8\n\n".utf8)
    fields += Array(page.utf8)
    let message = Message(parsing: fields)
    hold(for: message.segments, of: message.text)
    // Links and list marks add to a page; a page of nothing else grows so much, and no more.
    precondition(message.text.utf8.count <= 4_096 + 64 * page.utf8.count, "a page grew out of bounds")
  }

  /// Segments cover the text without a gap, in order, on the borders of letters.
  private static func hold(for segments: [Segment], of text: String) {
    var end = 0
    let utf8 = text.utf8
    let bytes = Array(utf8)
    for segment in segments {
      precondition(segment.range.lowerBound == end && !segment.range.isEmpty, "a gap between segments")
      end = segment.range.upperBound
      precondition(end <= bytes.count && (end == bytes.count || bytes[end] & 0xC0 != 0x80), "a letter is cut")
      precondition(segment.depth >= 0 && 0...1 ~= segment.confidence, "depth or confidence")
      if let answers = segment.answers { precondition(answers.upperBound <= segment.range.lowerBound, "answers ahead") }
    }
    precondition(end == bytes.count, "the end of the text has no label")
  }

  /// No control that could end a line of a header or a log.
  private static func isClean(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  private static func readText(of part: Part, in message: Message) -> Int {
    let text = message.textContent(of: part)
    precondition(String(validating: text, as: UTF8.self) != nil, "a text leaf is no UTF-8")
    return text.count
  }

  /// Keeps the compiler from leaving out what nobody looks at. libFuzzer calls from one thread.
  nonisolated(unsafe) private static var consumed = 0
  private static func consume(_ number: Int) { consumed &+= number }
}
