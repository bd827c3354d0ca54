/// Reads one TNEF stream: attributes with a level, an id, a length, data and a checksum each ([MS-OXTNEF] 2.1).
struct TNEFStream {
  enum Attachment {
    case file(EmbeddedFile)
    /// A mail inside of the mail: another stream.
    case message(bytes: [UInt8], name: String?)
  }

  private(set) var body: TNEF.Body?
  private(set) var subject: String?
  private(set) var messageClass: String?
  private(set) var attachments: [Attachment] = []
  private(set) var isDamaged = false

  private static let signature: UInt32 = 0x223E_9F78

  /// Attribute ids, without the type in their upper half ([MS-OXTNEF] 2.1.3.3).
  private enum Attribute {
    static let subject: UInt16 = 0x8004
    static let messageClass: UInt16 = 0x8008
    static let body: UInt16 = 0x800C
    static let attachData: UInt16 = 0x800F
    static let attachTitle: UInt16 = 0x8010
    static let attachRendData: UInt16 = 0x9002
    static let messageProperties: UInt16 = 0x9003
    static let attachment: UInt16 = 0x9005
    static let codePage: UInt16 = 0x9007
  }

  private let bytes: [UInt8]
  private var codePage: UInt32?
  private var internetCodePage: UInt32?
  private var plainBody: [UInt8]?
  private var htmlBody: [UInt8]?
  private var rtfBody: [UInt8]?
  private var open: OpenAttachment?

  /// One attachment while its attributes are read.
  private struct OpenAttachment {
    var title: String?
    var longName: String?
    var type: String?
    var contentID: String?
    var data: Range<Int>?
    var embedded: Range<Int>?
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard !bytes.isEmpty else { return }
    var reader = LittleEndianReader(bytes)
    guard reader.u32() == Self.signature, reader.u16() != nil else {
      isDamaged = true
      return
    }
    while reader.left > 0 {
      // 1 is of the message, 2 of an attachment; anything else is no stream any more.
      guard let level = reader.u8(), level == 1 || level == 2, let id = reader.u32(), let length = reader.u32() else {
        isDamaged = true
        break
      }
      let data: Range<Int>
      if let whole = reader.take(length) {
        data = whole
        if reader.u16() != checksum(data) { isDamaged = true }
      } else {
        // Cut: half a file is more than none.
        isDamaged = true
        data = reader.takeRest()
      }
      take(UInt16(truncatingIfNeeded: id), data)
    }
    close()
    chooseBody()
  }

  private func checksum(_ range: Range<Int>) -> UInt16 {
    var sum: UInt16 = 0
    for octet in bytes[range] { sum &+= UInt16(octet) }
    return sum
  }

  private mutating func take(_ id: UInt16, _ data: Range<Int>) {
    switch id {
    case Attribute.codePage:
      var reader = LittleEndianReader(bytes, in: data)
      codePage = reader.u32()
    case Attribute.subject: subject = subject ?? name(CodePage.utf8(bytes[data], codePage: codePage))
    case Attribute.messageClass: messageClass = messageClass ?? name(CodePage.utf8(bytes[data], codePage: codePage))
    case Attribute.body: plainBody = plainBody ?? CodePage.utf8(bytes[data], codePage: codePage)
    case Attribute.messageProperties: takeMessageProperties(data)
    case Attribute.attachRendData:
      close()
      open = OpenAttachment()
    case Attribute.attachTitle:
      if open == nil { open = OpenAttachment() }
      let title = name(CodePage.utf8(bytes[data], codePage: codePage))
      open?.title = title
    case Attribute.attachData:
      if open == nil { open = OpenAttachment() }
      open?.data = data
    case Attribute.attachment:
      if open == nil { open = OpenAttachment() }
      takeAttachmentProperties(data)
    default: break
    }
  }

  private mutating func takeMessageProperties(_ data: Range<Int>) {
    let list = MAPIProperties(bytes, in: data)
    if list.isDamaged { isDamaged = true }
    if let property = list[MAPIProperties.Tag.internetCodePage], property.kind == .int32 {
      var reader = LittleEndianReader(bytes, in: property.value)
      internetCodePage = reader.u32()
    }
    // In the properties the text is Unicode more often than in the attributes.
    if let text = text(list[MAPIProperties.Tag.subject]) { subject = name(text) }
    if let text = text(list[MAPIProperties.Tag.messageClass]) { messageClass = name(text) }
    if let text = text(list[MAPIProperties.Tag.body]) { plainBody = text }
    if let property = list[MAPIProperties.Tag.html] {
      // As octets it has the code page of the internet, else the one of the mail.
      htmlBody =
        property.kind == .binary
        ? CodePage.utf8(bytes[property.value], codePage: internetCodePage ?? codePage) : text(property)
    }
    if let property = list[MAPIProperties.Tag.rtfCompressed], property.kind == .binary {
      if let decoded = CompressedRTF.decode(bytes[property.value]) {
        rtfBody = decoded.rtf
        if decoded.isDamaged { isDamaged = true }
      } else {
        isDamaged = true
      }
    }
  }

  private mutating func takeAttachmentProperties(_ data: Range<Int>) {
    let list = MAPIProperties(bytes, in: data)
    if list.isDamaged { isDamaged = true }
    let names = [
      MAPIProperties.Tag.attachLongFilename, MAPIProperties.Tag.attachFilename, MAPIProperties.Tag.displayName,
    ]
    let longName = names.compactMap { tag in text(list[tag]).flatMap(name) }.first
    let type = text(list[MAPIProperties.Tag.attachMIMETag]).flatMap(name)?.utf8.lowercasedASCIIString
    let contentID = text(list[MAPIProperties.Tag.attachContentID]).flatMap(name)
    open?.longName = longName
    open?.type = type
    open?.contentID = contentID.map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) }
    guard let property = list[MAPIProperties.Tag.attachData] else { return }
    if property.kind == .object {
      // The id of an interface comes first; that of a mail says that a stream follows.
      guard property.value.count >= 16 else { return }
      let content = (property.value.lowerBound + 16)..<property.value.upperBound
      if bytes[property.value].starts(with: Self.messageInterface) {
        open?.embedded = content
      } else {
        open?.data = content
      }
    } else if property.kind == .binary, !property.value.isEmpty {
      open?.data = property.value
    }
  }

  /// IID_IMessage, 00020307-0000-0000-C000-000000000046.
  private static let messageInterface: [UInt8] = [
    0x07, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46,
  ]

  private mutating func close() {
    guard let done = open else { return }
    open = nil
    guard attachments.count < TNEF.attachmentLimit else {
      isDamaged = true
      return
    }
    let written = done.longName ?? done.title
    if let embedded = done.embedded {
      attachments.append(.message(bytes: Array(bytes[embedded]), name: written))
      return
    }
    let data = done.data.map { Array(bytes[$0]) } ?? []
    guard written != nil || !data.isEmpty else { return }
    attachments.append(
      .file(
        EmbeddedFile(
          name: written.flatMap(FileName.cleaned), type: done.type ?? "application/octet-stream",
          contentID: done.contentID, bytes: data)))
  }

  /// Plain text first, as of any mail (RFC 8621, 4.1.4); RTF last, for it is made of one of the others.
  private mutating func chooseBody() {
    if let plainBody, plainBody.contains(where: { $0 > ASCII.space }) {
      body = .text(plainBody)
    } else if let htmlBody, htmlBody.contains(where: { $0 > ASCII.space }) {
      body = .html(htmlBody)
    } else if let rtfBody, !rtfBody.isEmpty {
      body = .rtf(rtfBody)
    }
  }

  /// The value of a property that is text, as UTF-8; nil where it is none.
  private func text(_ property: MAPIProperties.Property?) -> [UInt8]? {
    guard let property else { return nil }
    return switch property.kind {
    case .unicode: CodePage.utf8(utf16: bytes[property.value])
    case .string8: CodePage.utf8(bytes[property.value], codePage: codePage)
    default: nil
    }
  }

  /// As text that may be shown; nil where nothing is left.
  private func name(_ utf8: [UInt8]) -> String? {
    let text = HeaderText.withoutControls(String(decoding: utf8, as: UTF8.self)).trimmingSpaces
    return text.isEmpty ? nil : text
  }
}
