/// What the header of one MIME entity says about its body (RFC 2045, RFC 2183): what the tree needs at once. The rest
/// is read out of the fields when somebody asks.
struct EntityHeader: Sendable {
  var type: MediaType
  var encoding = TransferEncoding.sevenBit
  /// Of a multipart alone.
  var boundary: [UInt8] = []
  /// Its fields, as indices into those of the whole message.
  var fields: Range<Int>
  /// Where its header starts.
  let start: Int

  /// Longest boundary that is looked for: RFC 2046, 5.1.1, allows 70 octets; what is longer than a line may be
  /// (RFC 5322, 2.1.1) can stand in none.
  static let boundaryLimit = 998

  /// One that names a boundary and nothing else.
  init(boundary: [UInt8]) {
    type = .plain
    self.boundary = boundary
    fields = 0..<0
    start = 0
  }

  /// - Parameters:
  ///   - defaultType: for an entity without a Content-Type (RFC 2045, 5.2; RFC 2046, 5.1.5).
  ///   - base: what to take off places in the message to have those in `bytes`.
  init(
    fields all: [FieldRange], indices: Range<Int>, start: Int, defaultType: MediaType, in bytes: Span<UInt8>, base: Int,
    damage: inout [Damage]
  ) {
    fields = indices
    self.start = start
    type = defaultType
    var typeField: FieldRange?
    var encodingField: FieldRange?
    var dispositionField: FieldRange?
    for index in indices {
      let field = all[index]
      switch field.known {
      case .contentType:
        if let typeField { Self.compare(typeField, field, bytes, base, &damage) } else { typeField = field }
      case .contentTransferEncoding:
        if let encodingField { Self.compare(encodingField, field, bytes, base, &damage) } else { encodingField = field }
      case .contentDisposition:
        if let dispositionField {
          Self.compare(dispositionField, field, bytes, base, &damage)
        } else {
          dispositionField = field
        }
      default: break
      }
    }
    if let typeField { readType(bytes.extracting(typeField.value.moved(by: -base)), typeField, &damage) }
    if let encodingField {
      encoding = TransferEncoding(written: bytes.extracting(encodingField.value.moved(by: -base)))
      if encoding == .unknown { damage.append(Damage(.unknownEncoding, at: encodingField.range.lowerBound)) }
    }
  }

  private mutating func readType(_ value: Span<UInt8>, _ field: FieldRange, _ damage: inout [Damage]) {
    guard let read = MediaType(value) else {
      damage.append(Damage(.invalidContentType, at: field.range.lowerBound))
      return
    }
    type = read
    guard read.isMultipart else { return }
    let parameters = ParameterizedValue(value)
    // A second boundary shows another reader other parts. Parts without parts tell of their parameters themselves.
    damage += parameters.damage.map { Damage($0, at: field.range.lowerBound) }
    boundary = Self.boundary(parameters)
  }

  /// The boundary as it stands in delimiter lines; empty where there is none that can.
  private static func boundary(_ parameters: ParameterizedValue) -> [UInt8] {
    guard var boundary = parameters.boundary else { return [] }
    while let last = boundary.last, last.isWSP { boundary.removeLast() }
    return boundary.count > boundaryLimit ? [] : boundary
  }

  /// The boundary that a Content-Type of this value names; empty for other types than multiparts.
  static func boundary(ofType value: Span<UInt8>) -> [UInt8] {
    MediaType(value)?.isMultipart ?? false ? boundary(ParameterizedValue(value)) : []
  }

  /// A second field that says something else is how one reader is shown another mail than the next ("Inbox Invasion",
  /// CCS 2024): the first counts, and the damage says so.
  private static func compare(
    _ first: FieldRange, _ second: FieldRange, _ bytes: Span<UInt8>, _ base: Int, _ damage: inout [Damage]
  ) {
    let one = bytes.bytes(in: bytes.trimmingWSP(first.value.moved(by: -base)))
    let other = bytes.bytes(in: bytes.trimmingWSP(second.value.moved(by: -base)))
    guard one != other else { return }
    damage.append(Damage(.conflictingHeader, at: second.range.lowerBound))
  }
}

extension Range where Bound == Int {
  /// Both ends further by `distance`.
  func moved(by distance: Int) -> Range<Int> { (lowerBound + distance)..<(upperBound + distance) }
}
