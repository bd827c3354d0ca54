/// Reaching the bytes of fields and parts, and decoding them.
extension Message {
  /// The bytes that an entity's fields and body stand in.
  func bytes(of source: Int?) -> [UInt8] { source.map { structure.decoded[$0] } ?? raw }

  /// Where a range of the message stands in the bytes that were kept of it.
  func place(_ range: Range<Int>, source: Int?) -> Range<Int> {
    source == nil ? elisions.place(range) : range
  }

  func field(_ field: FieldRange, source: Int?) -> HeaderField {
    HeaderField(
      bytes: bytes(of: source), nameRange: place(field.name, source: source),
      valueRange: place(field.value, source: source), range: field.range, fallback: fallback)
  }

  /// What eight-bit octets in headers are read as where they are not UTF-8: the charset of the body (RFC 7103, 7.7).
  var fallback: Charset {
    reading.fallback.known {
      guard let typeField = structure.ownFields.first(.contentType) else { return .windows1252 }
      let range = place(structure.ownFields.reduce(typeField.range) { $0.joined(with: $1.range) }, source: nil)
      guard !raw.span.isASCII(in: range) else { return .windows1252 }
      let value = ParameterizedValue(raw.span.extracting(place(typeField.value, source: nil)))
      guard let label = value["charset"] else { return .windows1252 }
      let charset = Charset(label: label)
      return charset.isASCIICompatible && ![.utf8, .ascii, .unknown].contains(charset) ? charset : .windows1252
    }
  }

  func part(_ index: Int) -> Part {
    let entity = structure.entities[index]
    return Part(
      entity, index: index, path: structure.path(of: index), fields: structure.fields,
      body: structure.rawBody(of: index), bytes: bytes(of: entity.source)
    ) { place($0, source: entity.source) }
  }

  /// The decoded body of a part of this message; what cannot be decoded is passed over. Empty where the body of a
  /// streamed message was not kept.
  public func content(of part: Part) -> [UInt8] { decodedContent(of: part).bytes }

  func decodedContent(of part: Part) -> (bytes: [UInt8], damage: [Damage]) {
    guard structure.entities.indices.contains(part.entity) else { return ([], []) }
    let entity = structure.entities[part.entity]
    guard entity.source != nil || !elisions.holds(entity.body) else { return ([], []) }
    let body = place(entity.body, source: entity.source)
    let decoded = TransferDecoding.decode(
      bytes(of: entity.source).span.extracting(body), entity.header.encoding, isText: part.isText)
    let start = part.bodyRange.lowerBound
    // Places within a multipart that was encoded as a whole are none in the message.
    return (decoded.bytes, decoded.damage.map { Damage($0.kind, at: entity.source == nil ? start + $0.offset : start) })
  }

  /// The decoded body of a text part as UTF-8, its line ends as they came; empty for what is no text.
  public func textContent(of part: Part) -> [UInt8] {
    part.isText ? decodedText(of: part).bytes : []
  }

  /// The message in a part of type message/rfc822 or message/global; nil for any other part.
  public func message(in part: Part) -> Message? {
    switch part.type {
    case "message/rfc822", "message/global", "message/news": Message(parsing: content(of: part))
    default: nil
    }
  }

  /// The text of a part and what was wrong with it.
  func decodedText(of part: Part) -> (bytes: [UInt8], damage: [Damage]) {
    decodedText(of: part, decodedContent(of: part))
  }

  /// - Parameter content: of the part, or what is left of it without the files in it.
  func decodedText(of part: Part, _ content: (bytes: [UInt8], damage: [Damage])) -> (bytes: [UInt8], damage: [Damage]) {
    let start = part.bodyRange.lowerBound
    let isHTML = part.type == "text/html"
    let label = part.charset ?? (isHTML ? HTMLText.declaredCharset(content.bytes) : nil)
    var kinds: [Damage.Kind] = []
    if part.transferEncoding == .sevenBit, label == nil || label == "us-ascii",
      !content.bytes.span.isASCII(in: 0..<content.bytes.count)
    {
      kinds.append(.unencoded8Bit)
    }
    var text = (label.map { Charset(label: $0) } ?? .ascii).decode(content.bytes)
    // What no label says is not said wrongly.
    if label == nil { text.damage.removeAll { $0 == .mislabelledCharset } }
    if text.bytes.span.firstIndex(of: 0, from: 0, to: text.bytes.count) != nil {
      kinds.append(.nulByte)
      text.bytes.removeAll { $0 == 0 }
    }
    return (text.bytes, content.damage + (kinds + text.damage).map { Damage($0, at: start) })
  }
}

extension Range where Bound == Int {
  /// The least range that holds both.
  func joined(with other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
