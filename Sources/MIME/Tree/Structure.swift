/// The entities of a message (RFC 2045, 2.4) and their header fields, as byte ranges: what is known of it before
/// anything is decoded.
struct Structure: Sendable {
  /// The fields of all entities, in the order of the bytes.
  var fields: [FieldRange] = []
  /// All entities, multiparts too, each behind the one that holds it; the first is the message itself.
  var entities: [Entity] = []
  /// The tree in document order.
  var outline: [Step] = []
  var damage: [Damage] = []
  /// What ends a line in the message.
  var lineBreak = LineBreak.lineFeed
  /// The bodies of multiparts that were encoded as a whole, decoded.
  var decoded: [[UInt8]] = []

  /// One step through the tree; the number is that of an entity.
  enum Step: Hashable, Sendable {
    case enter(Int)
    case leaf(Int)
    case leave
  }

  struct Entity: Sendable {
    var header: EntityHeader
    /// The entity that holds it; nil for the message itself.
    let parent: Int?
    /// Its place among its siblings, from 1.
    let number: Int
    /// In the message, or in ``Structure/decoded`` where `source` says so.
    var body: Range<Int>
    /// Nil for the bytes of the message, else an index in ``Structure/decoded``.
    var source: Int?
    /// What a multipart was called none of whose boundaries was found; it is read as `text/plain`.
    var calledType: MediaType?
  }

  /// The leaves in document order.
  var leaves: [Int] {
    outline.compactMap { step in
      if case .leaf(let index) = step { index } else { nil }
    }
  }

  /// The fields of the message itself.
  var ownFields: ArraySlice<FieldRange> { entities.first.map { fields[$0.header.fields] } ?? [] }

  /// Where in the tree entity `index` stands, as IMAP numbers it (RFC 9051, 6.4.5): the message that is no multipart
  /// is `1`, and the outermost multipart has no number of its own.
  func path(of index: Int) -> String {
    var numbers: [Int] = []
    var place = index
    while let parent = entities[place].parent {
      numbers.append(entities[place].number)
      place = parent
    }
    if numbers.isEmpty { return "1" }
    var path = ""
    for number in numbers.reversed() { path += path.isEmpty ? "\(number)" : ".\(number)" }
    return path
  }
}
