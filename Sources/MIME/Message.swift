/// One email as received or sent: its bytes untouched, and what can be read out of them.
///
/// Reading never fails: any byte sequence gives a `Message`, and what was wrong with it is listed in ``damage``. At
/// first only the structure is read; what a property gives is decoded when it is asked for, once.
public struct Message: Sendable {
  /// The bytes exactly as they came. Of a message that was read from a stream: what was kept of it
  /// (``MessageReader``).
  public let raw: [UInt8]
  let structure: Structure
  /// Which bytes of the message are not in ``raw``.
  let elisions: Elisions
  /// Of the parts that are not, by their entity.
  let digests: [Int: ContentDigest]
  /// Texts that we sent in this conversation before, by which quotes of them are known.
  let sent: [[UInt8]]
  let reading: MessageReading

  init(
    raw: [UInt8], structure: Structure, elisions: Elisions = Elisions(), digests: [Int: ContentDigest] = [:],
    sent: [[UInt8]] = []
  ) {
    self.raw = raw
    self.structure = structure
    self.elisions = elisions
    self.digests = digests
    self.sent = sent
    reading = MessageReading()
  }

  /// Reads a message out of `raw`. Every byte sequence is a message; what is wrong with it is in ``damage``.
  ///
  /// Takes time in proportion to the size of `raw`, and no stack that grows with it.
  public init(parsing raw: [UInt8]) {
    self.init(raw: raw, structure: StructureReader.read(raw.span))
  }

  /// The same message, in which ``segments`` knows what we wrote before: of all signs of a quote the surest.
  ///
  /// - Parameter sent: the plain texts of the messages that we sent in this conversation.
  public func knowing(sent: [String]) -> Message {
    Message(
      raw: raw, structure: structure, elisions: elisions, digests: digests, sent: sent.map { Array($0.utf8) })
  }

  /// All header fields of the message itself, in order (RFC 5322, 2.2).
  public var headers: [HeaderField] {
    reading.headers.known { structure.ownFields.map { field($0, source: nil) } }
  }

  /// The header fields of a part of this message, in order.
  public func headers(of part: Part) -> [HeaderField] {
    guard structure.entities.indices.contains(part.entity) else { return [] }
    let entity = structure.entities[part.entity]
    return structure.fields[entity.header.fields].map { field($0, source: entity.source) }
  }

  /// The leaves of the MIME tree, in order (RFC 2046).
  public var parts: [Part] {
    reading.parts.known { structure.leaves.map(part) }
  }

  /// The readable text: the body a person would read, as UTF-8 with `\n` line ends (RFC 8621, 4.1.4 picks the part).
  public var text: String {
    reading.text.known { String(decoding: body.bytes, as: UTF8.self) }
  }

  /// What was to be hidden from the reader of HTML (`display:none` and the like), in order; not part of ``text``.
  public var hiddenText: [String] { body.hidden.map { String(decoding: $0, as: UTF8.self) } }

  /// ``text`` cut into labelled pieces without gaps; nothing is thrown away.
  public var segments: [Segment] {
    reading.segments.known { Segment.all(in: body.bytes, marks: body.marks, sent: sent) }
  }

  /// What was found broken, in order of place.
  public var damage: [Damage] {
    reading.damage.known {
      var damage = structure.damage
      if structure.fields.isEmpty && structure.entities.allSatisfy(\.body.isEmpty) {
        damage.append(Damage(.emptyMessage, at: 0))
      }
      if structure.lineBreak == .carriageReturn { damage.append(Damage(.bareCRLineEnds, at: 0)) }
      for field in headers { damage += field.damage }
      damage += envelope.damage
      damage += parts.flatMap(\.damage)
      damage += body.damage
      return damage.sorted { $0.offset < $1.offset }
    }
  }

  /// The structured header fields.
  var envelope: Envelope {
    reading.envelope.known { Envelope(self) }
  }

  var body: MessageBody {
    reading.body.known { MessageBody(self) }
  }
}
