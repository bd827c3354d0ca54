/// A boundary delimiter line (RFC 2046, 5.1.1).
struct Delimiter {
  /// Index of the container it belongs to.
  let container: Int
  /// `--boundary--`.
  let isClose: Bool

  /// Longest line that can be a delimiter, in bytes: the longest boundary, its dashes, and as much white space behind
  /// it as anybody's mail server adds.
  static let lineLimit = 2_048

  /// The delimiter that the line `content` is, looked for from the innermost container outwards: a line that ends an
  /// outer multipart ends the inner ones too.
  init?(_ content: Range<Int>, in bytes: Span<UInt8>, containers: OpenMultiparts) {
    guard content.count > 2, content.count <= Self.lineLimit, bytes[content.lowerBound] == ASCII.hyphen,
      bytes[content.lowerBound + 1] == ASCII.hyphen
    else { return nil }
    var end = content.upperBound
    while end > content.lowerBound, bytes[end - 1].isWSP { end -= 1 }
    let start = content.lowerBound + 2
    let length = end - start
    guard length > 0 else { return nil }
    let openKey = BoundaryKey(bytes, start..<end)
    let endsInHyphens = length > 2 && bytes[end - 1] == ASCII.hyphen && bytes[end - 2] == ASCII.hyphen
    let closeKey = endsInHyphens ? BoundaryKey(bytes, start..<(end - 2)) : openKey
    var below = containers.count
    while let index = containers.last(below: below, openKey, closeKey) {
      below = index
      guard let key = containers[index].key(openKey, closeKey, in: bytes, at: start) else { continue }
      container = index
      isClose = key != openKey
      return
    }
    return nil
  }
}

/// A boundary by its length and a hash: a mail with lines that are nearly delimiters, in multiparts a hundred deep,
/// would cost a comparison of octets for each boundary and line. Two boundaries of one key are still told apart.
struct BoundaryKey: Equatable {
  private let hash: UInt64

  /// FNV-1a over words of eight octets; who makes two boundaries collide wins nothing but their comparison.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(range.count)
    bytes.extracting(range).withUnsafeBytes { octets in
      var index = 0
      while index + 8 <= octets.count {
        hash = (hash ^ octets.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x100_0000_01B3
        hash ^= hash >> 32
        index += 8
      }
      while index < octets.count {
        hash = (hash ^ UInt64(octets[index])) &* 0x100_0000_01B3
        index += 1
      }
    }
    self.hash = hash
  }
}

/// A multipart that is open while its parts are read.
struct Container {
  let header: EntityHeader
  /// Its index among the entities.
  let entity: Int
  /// Where its body starts.
  let start: Int
  var children = 0
  let key: BoundaryKey
  /// Of a boundary in single quotation marks, the boundary without them: RFC 2045 takes them for its own, some
  /// senders do not.
  private let unquoted: [UInt8]?
  let unquotedKey: BoundaryKey?

  init(header: EntityHeader, entity: Int, start: Int) {
    self.header = header
    self.entity = entity
    self.start = start
    let boundary = header.boundary
    key = BoundaryKey(boundary.span, 0..<boundary.count)
    let isQuoted = boundary.count > 2 && boundary.first == 0x27 && boundary.last == 0x27
    unquoted = isQuoted ? Array(boundary[1..<(boundary.count - 1)]) : nil
    unquotedKey = unquoted.map { BoundaryKey($0.span, 0..<$0.count) }
  }

  /// The one of two keys that a boundary of this multipart has which stands at `start`; nil where none does.
  func key(_ one: BoundaryKey, _ other: BoundaryKey, in bytes: Span<UInt8>, at start: Int) -> BoundaryKey? {
    if key == one || key == other, bytes.holds(header.boundary, at: start) { return key }
    guard let unquotedKey, let unquoted, unquotedKey == one || unquotedKey == other else { return nil }
    return bytes.holds(unquoted, at: start) ? unquotedKey : nil
  }
}

/// The multiparts that are open, the innermost last, and the keys of their boundaries side by side: to pass over a
/// hundred keys for each line that starts with dashes costs next to nothing, to visit the multiparts would not.
struct OpenMultiparts {
  private var containers: [Container] = []
  /// Of a boundary that can be read in one way only, twice the same key.
  private var keys: [BoundaryKey] = []
  private var unquotedKeys: [BoundaryKey] = []

  init(_ containers: [Container] = []) {
    for container in containers { append(container) }
  }

  var count: Int { containers.count }
  var isEmpty: Bool { containers.isEmpty }
  var last: Container? { containers.last }

  subscript(index: Int) -> Container { containers[index] }

  mutating func append(_ container: Container) {
    containers.append(container)
    keys.append(container.key)
    unquotedKeys.append(container.unquotedKey ?? container.key)
  }

  mutating func popLast() -> Container? {
    _ = keys.popLast()
    _ = unquotedKeys.popLast()
    return containers.popLast()
  }

  /// Counts one more part of the multipart at `index`.
  mutating func addChild(at index: Int) { containers[index].children += 1 }

  /// The innermost multipart before the place `end` one of whose keys is one of the two; nil where there is none.
  func last(below end: Int, _ one: BoundaryKey, _ other: BoundaryKey) -> Int? {
    let keys = keys.span
    let unquotedKeys = unquotedKeys.span
    var index = end
    while index > 0 {
      index -= 1
      let (key, unquoted) = (keys[index], unquotedKeys[index])
      if key == one || key == other || unquoted == one || unquoted == other { return index }
    }
    return nil
  }
}
