/// Multiparts that were encoded as a whole, which RFC 2045, 6.4, forbids and some gateways do.
extension Structure {
  /// How many of them may stand within each other (mail-parser's limit; each may grow the work once more).
  static let encodedDepthLimit = 3

  /// Decodes each multipart without parts whose header names an encoding, and reads the parts in it.
  ///
  /// Most mails with such a header are not encoded at all, so the bytes are looked at as they stand first.
  ///
  /// - Parameter place: where a range of the message stands in `bytes`; nil where it is not kept.
  mutating func readEncodedMultiparts(of bytes: Span<UInt8>, place: (Range<Int>) -> Range<Int>? = { $0 }) {
    var depths: [Int] = []
    var index = 0
    while index < entities.count, entities.count < StructureReader.entityLimit {
      defer { index += 1 }
      guard let type = entities[index].calledType else { continue }
      let encoding = entities[index].header.encoding
      guard encoding == .base64 || encoding == .quotedPrintable else { continue }
      let depth = entities[index].source.map { depths[$0] } ?? 0
      guard depth < Self.encodedDepthLimit else { continue }
      let body = entities[index].body
      let content: [UInt8]
      if let source = entities[index].source {
        let outer = decoded[source]
        content = TransferDecoding.decode(outer.span.extracting(body), encoding, isText: false).bytes
      } else if let body = place(body) {
        content = TransferDecoding.decode(bytes.extracting(body), encoding, isText: false).bytes
      } else {
        continue
      }
      var header = entities[index].header
      header.type = type
      guard let parts = StructureReader.parts(of: content, header: header) else { continue }
      decoded.append(content)
      depths.append(depth + 1)
      take(parts, as: index, source: decoded.count - 1)
    }
  }

  /// Puts the entities of `inner`, whose first is the multipart `index` itself, into this structure.
  private mutating func take(_ inner: Structure, as index: Int, source: Int) {
    let place = rawPlace(of: index)
    damage.append(Damage(.encodedMultipart, at: place))
    damage += inner.damage.map { Damage($0.kind, at: place) }
    entities[index].header.type = inner.entities[0].header.type
    entities[index].calledType = nil
    let firstEntity = entities.count - 1
    let firstField = fields.count
    fields += inner.fields
    for var entity in inner.entities.dropFirst() {
      entity.header.fields = entity.header.fields.moved(by: firstField)
      entity.source = source
      let parent = entity.parent ?? 0
      entities.append(entity.held(by: parent == 0 ? index : parent + firstEntity))
    }
    let steps = inner.outline.map { step in
      switch step {
      case .enter(let number): Step.enter(number == 0 ? index : number + firstEntity)
      case .leaf(let number): Step.leaf(number + firstEntity)
      case .leave: Step.leave
      }
    }
    guard let mark = outline.firstIndex(of: .leaf(index)) else { return }
    outline.replaceSubrange(mark...mark, with: steps)
  }

  /// Where in the message the bytes stand that entity `index` was read from.
  func rawPlace(of index: Int) -> Int { rawBody(of: index).lowerBound }

  /// The body of entity `index` in the message, or of the encoded multipart that it stands in.
  func rawBody(of index: Int) -> Range<Int> {
    var place = index
    while entities[place].source != nil, let parent = entities[place].parent { place = parent }
    return entities[place].body
  }
}

extension Structure.Entity {
  fileprivate func held(by parent: Int) -> Structure.Entity {
    Structure.Entity(
      header: header, parent: parent, number: number, body: body, source: source, calledType: calledType)
  }
}

extension StructureReader {
  /// The parts in the body of a multipart; nil where its boundary does not come.
  fileprivate static func parts(of body: [UInt8], header: EntityHeader) -> Structure? {
    var reader = StructureReader(LineBreak(of: body.span))
    reader.state = .body
    reader.structure.entities = [Structure.Entity(header: header, parent: nil, number: 1, body: 0..<body.count)]
    reader.structure.outline = [.enter(0)]
    reader.containers = OpenMultiparts([Container(header: header, entity: 0, start: 0)])
    reader.read(body.span, at: 0, isLast: true)
    return reader.structure.entities.count > 1 ? reader.structure : nil
  }
}
