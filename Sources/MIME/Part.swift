/// One leaf of the MIME tree.
public struct Part: Hashable, Sendable {
  /// Where in the tree, as IMAP numbers it (RFC 9051, 6.4.5): `1`, `2.1`.
  public let path: String
  /// Lower-case media type, `text/plain` where none is given.
  public let type: String
  /// The charset parameter as written, lower-case; nil where none is given.
  public let charset: String?
  /// The name its sender gave it, path stripped and controls replaced. Never a path to write to.
  public let filename: String?
  /// `inline`, `attachment` or what was written, lower-case; nil where none is given.
  public let disposition: String?
  /// Content-ID without angle brackets.
  public let contentID: String?
  /// Content-Location, which HTML may name instead of an id (RFC 2557, 4.2).
  public let contentLocation: String?
  /// The transfer encoding that was applied, lower-case (RFC 2045, 6).
  public var encoding: String { transferEncoding.name }
  let transferEncoding: TransferEncoding
  /// The encoded body as byte offsets in the raw message; of a part in a multipart that was encoded as a whole, the
  /// body of that multipart.
  public let bodyRange: Range<Int>
  /// Its header as byte offsets in the raw message, through the line end of its last field; empty where it has none.
  public let headerRange: Range<Int>
  /// Its entity in the structure of its message.
  let entity: Int
  /// `format=flowed` and `delsp=yes` (RFC 3676).
  let isFlowed: Bool
  let deletesSpace: Bool
  /// What is wrong with its header.
  let damage: [Damage]

  var isText: Bool { type.utf8.starts(with: "text/".utf8) }

  /// - Parameters:
  ///   - fields: those of the whole message.
  ///   - body: in the raw message.
  ///   - bytes: in which its fields stand, at what `place` gives for their ranges.
  init(
    _ source: Structure.Entity, index: Int, path: String, fields: [FieldRange], body: Range<Int>, bytes: [UInt8],
    place: (Range<Int>) -> Range<Int>
  ) {
    let own = fields[source.header.fields]
    var damage: [Damage] = []
    func value(_ name: FieldName) -> ParameterizedValue? {
      own.first(name).map { field in
        let value = ParameterizedValue(bytes.span.extracting(place(field.value)))
        damage += value.damage.map { Damage($0, at: field.range.lowerBound) }
        return value
      }
    }
    func text(_ name: FieldName) -> String? {
      own.first(name).map { HeaderText.decoded(bytes.span.extracting(place($0.value)), fallback: .windows1252).text }
    }
    let typeField = value(.contentType)
    let dispositionField = value(.contentDisposition)
    self.path = path
    type = source.header.type.name
    charset = typeField?["charset"].map { $0.utf8.lowercasedASCIIString }
    isFlowed = typeField?["format"]?.utf8.equalsIgnoringCase("flowed") ?? false
    deletesSpace = typeField?["delsp"]?.utf8.equalsIgnoringCase("yes") ?? false
    disposition = dispositionField.flatMap { $0.value.isEmpty ? nil : HeaderText.withoutControls($0.value) }
    filename =
      dispositionField?["filename"].flatMap(FileName.cleaned) ?? typeField?["name"].flatMap(FileName.cleaned)
    contentID = own.first(.contentID).flatMap { field in
      MessageIDs.first(in: bytes.span.extracting(place(field.value))).map(HeaderText.withoutControls)
    }
    contentLocation = text(.contentLocation)
    transferEncoding = source.header.encoding
    bodyRange = body
    let none = body.lowerBound..<body.lowerBound
    headerRange = source.source == nil ? own.first.map { $0.range.joined(with: own.last?.range ?? $0.range) } ?? none : none
    entity = index
    self.damage = source.source == nil ? damage : damage.map { Damage($0.kind, at: body.lowerBound) }
  }
}
