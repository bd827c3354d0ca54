extension Message {
  /// Reads a message out of `raw`. Every byte sequence is a message; what is wrong with it is in ``damage``.
  ///
  /// Takes time in proportion to the size of `raw`, and no stack that grows with it.
  public init(parsing raw: [UInt8]) {
    let source = Source(raw)
    let tree = TreeReader(source)
    var damage = tree.damage
    if raw.isEmpty || tree.fields.isEmpty && tree.leaves.allSatisfy(\.body.isEmpty) {
      damage.append(Damage(.emptyMessage, at: 0))
    }
    let fallback = Self.headerFallback(tree.rootHeader)
    let headers = tree.fields.map { HeaderField($0, source: source, fallback: fallback, damage: &damage) }
    let envelope = Envelope(headers: headers, damage: &damage)
    let body = BodyText(source: source, tree: tree)
    damage += body.damage
    damage.sort { $0.offset < $1.offset }

    self.raw = raw
    self.headers = headers
    self.envelope = envelope
    self.parts = tree.leaves.map(Part.init)
    self.text = body.text
    self.segments = Segment.all(in: body.text)
    self.damage = damage
    self.reportType = tree.rootHeader?.reportType
  }

  /// What eight-bit octets in headers are read as where they are not UTF-8 (RFC 7103, 7.7).
  private static func headerFallback(_ header: EntityHeader?) -> Charset {
    guard let label = header?.charset else { return .windows1252 }
    switch Charset(label: label) {
    case .iconv(let name): return .iconv(name)
    default: return .windows1252
    }
  }
}

extension HeaderField {
  init(_ field: RawField, source: Source, fallback: Charset, damage: inout [Damage]) {
    let bytes = source.bytes
    let unfolded = source.unfolded(field.value)
    let raw = HeaderText.raw(unfolded, fallback: fallback)
    let decoded = HeaderText.decoded(raw.text)
    let offset = field.range.lowerBound
    if raw.isDamaged { damage.append(Damage(.unencoded8Bit, at: offset)) }
    if decoded.isDamaged { damage.append(Damage(.invalidEncodedWord, at: offset)) }
    if unfolded.contains(0) { damage.append(Damage(.nulByte, at: offset)) }
    name = String(decoding: bytes[field.name], as: UTF8.self)
    value = decoded.text
    rawValue = raw.text
    range = field.range
  }
}

extension Part {
  init(_ leaf: TreeReader.Leaf) {
    path = leaf.path
    type = leaf.header.type
    charset = leaf.header.charset
    filename = leaf.header.filename
    disposition = leaf.header.disposition
    contentID = leaf.header.contentID
    encoding = leaf.header.encoding
    bodyRange = leaf.body
  }
}
