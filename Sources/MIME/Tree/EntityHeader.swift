/// What the header of one MIME entity says about its body (RFC 2045, RFC 2183).
struct EntityHeader {
  var type: String
  var charset: String?
  var filename: String?
  var disposition: String?
  var contentID: String?
  /// As applied: `7bit`, `8bit`, `binary`, `base64`, `quoted-printable` or `x-uuencode`.
  var encoding = "7bit"
  var boundary: [UInt8]?
  /// `format=flowed` and `delsp=yes` (RFC 3676).
  var isFlowed = false
  var deletesSpace = false
  /// `report-type` of multipart/report (RFC 6522).
  var reportType: String?

  var isMultipart: Bool { type.utf8.starts(with: "multipart/".utf8) }
  /// What follows `multipart/`.
  var subtype: String { String(type.utf8.drop { $0 != 0x2F }.dropFirst()) ?? "" }

  /// - Parameter defaultType: for an entity without a Content-Type (RFC 2045, 5.2; RFC 2046, 5.1.5).
  init(fields: [RawField], source: Source, defaultType: String, damage: inout [Damage]) {
    let bytes = source.bytes
    type = defaultType
    var name: String?
    if let field = fields.first("content-type", in: bytes) {
      let value = ParameterizedValue(source.unfolded(field.value))
      type = Self.mediaType(value.value, defaultType: defaultType)
      charset = value["charset"].map { $0.utf8.lowercasedASCIIString }
      name = value["name"]
      boundary = value["boundary"].map { Array($0.utf8) }
      while let last = boundary?.last, last.isWSP { boundary?.removeLast() }
      if boundary?.isEmpty == true { boundary = nil }
      isFlowed = value["format"]?.utf8.equalsIgnoringCase("flowed") ?? false
      deletesSpace = value["delsp"]?.utf8.equalsIgnoringCase("yes") ?? false
      reportType = value["report-type"]?.utf8.lowercasedASCIIString
    }
    if let field = fields.first("content-disposition", in: bytes) {
      let value = ParameterizedValue(source.unfolded(field.value))
      disposition = value.value.isEmpty ? nil : HeaderText.withoutControls(value.value)
      if let given = value["filename"] { name = given }
    }
    filename = name.flatMap(FileName.cleaned)
    if let field = fields.first("content-id", in: bytes) {
      contentID = MessageIDs.first(in: String(decoding: source.unfolded(field.value), as: UTF8.self))
        .map(HeaderText.withoutControls)
    }
    if let field = fields.first("content-transfer-encoding", in: bytes) {
      let written = Comments.removed(from: source.unfolded(field.value))
      let known = Self.encoding(written.filter { $0 != ASCII.quote && $0 != ASCII.semicolon && !$0.isWSP })
      if known == nil { damage.append(Damage(.unknownEncoding, at: field.range.lowerBound)) }
      encoding = known ?? "binary"
    }
  }

  private static func mediaType(_ written: String, defaultType: String) -> String {
    let bytes = Array(written.utf8)
    guard let slash = bytes.firstIndex(of: 0x2F) else {
      switch written {
      case "html": return "text/html"
      case "text", "plain": return "text/plain"
      default: return defaultType
      }
    }
    let head = bytes[..<slash]
    var tail = bytes[(slash + 1)...].prefix { !$0.isWSP && $0 != ASCII.comma }
    // `multipart/multipart/mixed` is seen in mail.
    if let second = tail.lastIndex(of: 0x2F) { tail = tail[(second + 1)...] }
    let isToken = !head.isEmpty && !tail.isEmpty && (head + tail).allSatisfy { $0 > ASCII.space && $0 < 0x7F }
    return isToken ? String(decoding: head + [0x2F] + tail, as: UTF8.self) : defaultType
  }

  private static func encoding(_ written: [UInt8]) -> String? {
    switch written.lowercasedASCIIString {
    case "", "7bit", "7-bit": "7bit"
    case "8bit", "8-bit", "8bits": "8bit"
    case "binary": "binary"
    case "base64", "base-64": "base64"
    case "quoted-printable", "quotedprintable", "quoted-printible": "quoted-printable"
    case "x-uuencode", "x-uue", "uuencode", "uue": "x-uuencode"
    default: nil
    }
  }
}
