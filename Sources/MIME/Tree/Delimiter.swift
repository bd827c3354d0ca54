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
  init?(_ content: Range<Int>, in bytes: Span<UInt8>, containers: [Container]) {
    guard content.count > 2, content.count <= Self.lineLimit, bytes[content.lowerBound] == ASCII.hyphen,
      bytes[content.lowerBound + 1] == ASCII.hyphen
    else { return nil }
    var end = content.upperBound
    while end > content.lowerBound, bytes[end - 1].isWSP { end -= 1 }
    let start = content.lowerBound + 2
    let length = end - start
    guard length > 0 else { return nil }
    for index in containers.indices.reversed() {
      let count = containers[index].header.boundary.count
      guard count == length || count + 2 == length else { continue }
      guard bytes.holds(containers[index].header.boundary, at: start) else { continue }
      if count == length {
        container = index
        isClose = false
        return
      }
      if bytes[end - 1] == ASCII.hyphen, bytes[end - 2] == ASCII.hyphen {
        container = index
        isClose = true
        return
      }
    }
    return nil
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
}
