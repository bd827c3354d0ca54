/// A boundary delimiter line (RFC 2046, 5.1.1).
struct Delimiter {
  /// Index of the container it belongs to.
  let container: Int
  /// `--boundary--`.
  let isClose: Bool

  /// The delimiter that the line `content` is, looked for from the innermost container outwards.
  init?(_ content: Range<Int>, in bytes: [UInt8], boundaries: [[UInt8]]) {
    guard content.count > 2, bytes[content.lowerBound] == ASCII.hyphen, bytes[content.lowerBound + 1] == ASCII.hyphen
    else { return nil }
    var end = content.upperBound
    while end > content.lowerBound, bytes[end - 1].isWSP { end -= 1 }
    let text = bytes[(content.lowerBound + 2)..<max(end, content.lowerBound + 2)]
    for index in boundaries.indices.reversed() {
      let boundary = boundaries[index]
      if text.count == boundary.count, text.elementsEqual(boundary) {
        container = index
        isClose = false
        return
      }
      if text.count == boundary.count + 2, text.starts(with: boundary), text.suffix(2).elementsEqual("--".utf8) {
        container = index
        isClose = true
        return
      }
    }
    return nil
  }
}
