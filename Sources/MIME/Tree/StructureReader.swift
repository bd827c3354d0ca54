/// Reads the structure of a message in one pass over its lines, without recursion (RFC 2046, 5.1).
///
/// The message comes in windows, of which each begins where the reader still needs bytes: a whole message is one
/// window, a stream is many, and both give the same structure.
struct StructureReader {
  /// Deepest nesting of multiparts; a deeper one is an attack and stays one leaf (Postfix, mime_nesting_limit 100).
  static let depthLimit = 100
  /// Most entities; what follows is not looked at (Go's limit of parts, CVE-2023-24536).
  static let entityLimit = 1_000
  /// Most header fields of a message with all its parts; a real one has some 100.
  static let fieldLimit = 10_000
  /// Most bytes of header fields, and of one line of them. Real ones have 2 to 20 KB; Exim's header_maxsize is 1 MB.
  static let headerLimit = 1 << 20
  /// Longest header block that is looked at, in bytes, with all that is passed over in it; what follows up to the blank
  /// line is not even held.
  static let blockLimit = 2 * headerLimit
  /// How far a field is looked for behind a line that is none, in bytes.
  static let fieldLookAhead = 16_384

  enum State {
    /// Before the first field.
    case leading
    case header
    /// Behind the longest header that is read, before its end.
    case restOfHeader
    case body
    /// Nothing that follows is looked at.
    case done
  }

  var state = State.leading
  var structure = Structure()
  /// The line that is read next, as a place in the message.
  var position = 0
  /// The bytes before it stand for nothing that is still to be decided: a header is read as a whole, and the line end
  /// before a line may belong to a delimiter.
  var neededFrom: Int { state == .header ? headerStart : max(0, position - 2) }
  let lineBreak: LineBreak

  // The header that is being read.
  var headerStart = 0
  var firstField = 0
  var headerBytes = 0
  /// Where the body starts if no field follows any more: a line that is no field.
  var possibleBody: Int?
  /// Bytes of the lines from there on that are no fields, without their line ends.
  var passedOver = 0
  /// Behind it, the first line that may be a field or somebody's words.
  var possibleField: Int?
  /// Up to here what looks like a field is one.
  var confirmedUntil = 0
  /// The names of its fields, by their bits.
  var seenFields: UInt32 = 0
  /// The first Content-Type among all fields.
  var typeField: Int?
  /// The multipart that it announces, as far as lines of this header were compared with its boundary.
  var ownParts: OpenMultiparts?
  var isSkippingField = false
  /// The header whose rest is passed over, and where that starts.
  var restOfHeader: EntityHeader?
  var restStart = 0
  /// ``position`` stands within a line.
  var isWithinLine = false

  // The tree.
  var containers = OpenMultiparts()
  var openLeaf: Int?

  init(_ lineBreak: LineBreak) {
    self.lineBreak = lineBreak
    structure.lineBreak = lineBreak
    structure.fields.reserveCapacity(40)
    structure.entities.reserveCapacity(4)
  }

  /// The structure of a whole message.
  static func read(_ bytes: Span<UInt8>) -> Structure {
    var reader = StructureReader(LineBreak(of: bytes))
    reader.read(bytes, at: 0, isLast: true)
    reader.structure.readEncodedMultiparts(of: bytes)
    return reader.structure
  }

  /// Reads on as far as can be decided.
  /// - Parameters:
  ///   - window: bytes of the message from `base` on; `base` is at most ``neededFrom``.
  ///   - isLast: nothing follows.
  mutating func read(_ window: Span<UInt8>, at base: Int, isLast: Bool) {
    let lines = Lines(lineBreak: lineBreak, base: base, isLast: isLast)
    while true {
      let hasMoved =
        switch state {
        case .leading: readLeadingLine(lines, window)
        case .header: readHeaderLine(lines, window)
        case .restOfHeader: passRestOfHeader(lines, window)
        case .body: readBodyLines(lines, window)
        case .done: false
        }
      guard hasMoved else { break }
    }
    if state == .done { position = base + window.count }
    if isLast {
      endRestOfHeader()
      finish(at: base + window.count)
    }
  }

  /// Passes over a byte order mark, blank lines and an mbox `From ` line before the first header.
  private mutating func readLeadingLine(_ lines: Lines, _ window: Span<UInt8>) -> Bool {
    let start = position - lines.base
    if position == 0, !lines.isLast, window.count < 3 { return false }
    if position == 0, window.holds([0xEF, 0xBB, 0xBF], at: 0) {
      structure.damage.append(Damage(.leadingLines, at: 0))
      position = 3
      return true
    }
    guard start < window.count else {
      if lines.isLast { startHeader() }
      return lines.isLast
    }
    guard let line = lines.line(at: start, in: window, limit: Delimiter.lineLimit) else { return false }
    var place = line.content.lowerBound
    while place < line.content.upperBound, window[place].isWSP { place += 1 }
    let isBlank = place == line.content.upperBound
    let isFromLine =
      window.holds(Self.fromLine, at: start) || window.holds(Self.quotedFromLine, at: start) && structure.fields.isEmpty
    guard isBlank || isFromLine, !line.isCut else {
      startHeader()
      return true
    }
    if structure.damage.last?.kind != .leadingLines { structure.damage.append(Damage(.leadingLines, at: position)) }
    position = lines.base + line.next
    return true
  }

  private static let fromLine = Array("From ".utf8)
  private static let quotedFromLine = Array(">From ".utf8)

  mutating func startHeader() {
    state = .header
    headerStart = position
    firstField = structure.fields.count
    possibleBody = nil
    possibleField = nil
    confirmedUntil = 0
    seenFields = 0
    typeField = nil
    ownParts = nil
    isSkippingField = false
  }

  private mutating func finish(at end: Int) {
    position = end
    if let leaf = openLeaf { closeLeaf(leaf, at: end) }
    while !containers.isEmpty { closeContainer(at: end, bodyEnd: end, isComplete: false) }
  }
}
