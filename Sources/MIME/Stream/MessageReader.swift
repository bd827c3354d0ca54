/// Reads a message that comes in pieces, and keeps of it what a person reads: headers and text. The bodies of
/// attachments go by: their place, decoded size and hash are noted, and ``PartDecoder`` decodes them in pieces later.
///
/// The pieces may be cut anywhere: the message is the same as if it had been parsed whole. Memory is bounded by the
/// headers (2 MB at most) and the texts.
public struct MessageReader: Sendable {
  /// How many bytes are gathered before they are read. Small pieces cost no more than large ones.
  static let gatheringSize = 16_384

  private var gathered: [UInt8] = []
  /// Place of the first gathered byte in the message.
  private var base = 0
  private var unread = 0
  private var reader: StructureReader?
  private var keeping = Keeping()

  public init() {}

  /// Takes the next bytes of the message.
  public mutating func append(_ chunk: Span<UInt8>) {
    chunk.withUnsafeBufferPointer { gathered += $0 }
    unread += chunk.count
    if unread >= Self.gatheringSize { read(isLast: false) }
  }

  /// Takes the next bytes of the message.
  public mutating func append(_ chunk: [UInt8]) { append(chunk.span) }

  /// The message, when all of it has been appended.
  public consuming func finish() -> Message {
    read(isLast: true)
    var structure = reader?.structure ?? Structure()
    let elisions = keeping.elisions
    structure.readEncodedMultiparts(of: keeping.bytes.span) { elisions.holds($0) ? nil : elisions.place($0) }
    return Message(
      raw: keeping.bytes, structure: structure, elisions: elisions, digests: keeping.digests)
  }

  private mutating func read(isLast: Bool) {
    unread = 0
    if reader == nil {
      let isDecided = isLast || gathered.count >= LineBreak.lookAhead || gathered.contains(ASCII.lf)
      guard isDecided else { return }
      reader = StructureReader(LineBreak(of: gathered.span))
    }
    guard var reading = reader else { return }
    // Not two owners of what it has read so far: it would be copied at each turn.
    reader = nil
    let window = gathered
    reading.read(window.span, at: base, isLast: isLast)
    keeping.take(window.span, at: base, readBy: reading, isLast: isLast)
    let needed = max(base, min(reading.neededFrom, keeping.place))
    reader = reading
    gathered = Array(window[(needed - base)...])
    base = needed
  }
}
