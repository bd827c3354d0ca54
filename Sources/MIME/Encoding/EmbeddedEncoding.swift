/// Files that were put into the text of a message, as was done before MIME: uuencode and yEnc (case 83).
enum EmbeddedEncoding {
  enum Kind: Hashable { case uuencode, yEnc }

  /// One file in a text.
  struct Block: Equatable {
    let kind: Kind
    /// From the first octet of the line that opens it up to behind the line that ends it.
    let range: Range<Int>
    /// The file name as written.
    let name: [UInt8]
    /// The content of the file.
    let bytes: [UInt8]
    /// The line that ends it is there, and for yEnc the size is what was said.
    let isComplete: Bool
  }

  /// Most blocks of one text, for no message of a person has more; what follows stays text.
  static let blockLimit = 100

  /// The files in `text`, in order; `text` is the body as it was sent, before its charset is read.
  ///
  /// Where the end is missing, a block reaches as far as its lines have exactly the form of data.
  static func find(in text: Span<UInt8>) -> [Block] {
    text.withUnsafeBufferPointer { text in
      var blocks: [Block] = []
      var index = 0
      while index < text.count, blocks.count < blockLimit {
        let line = Line(text, at: index)
        let found =
          text[index] == 0x62
          ? uuencoded(text, opening: line)
          : text[index] == ASCII.equals
            ? yEncoded(text, opening: line) : nil
        if let found {
          blocks.append(found)
          index = found.range.upperBound
        } else {
          index = line.next
        }
      }
      return blocks
    }
  }

  private struct Line {
    let start: Int
    let content: UnsafeBufferPointer<UInt8>
    let next: Int

    init(_ text: UnsafeBufferPointer<UInt8>, at start: Int) {
      self.start = start
      var end = start
      while end < text.count, text[end] != ASCII.lf { end += 1 }
      next = min(end + 1, text.count)
      if end > start, text[end - 1] == ASCII.cr { end -= 1 }
      content = UnsafeBufferPointer(rebasing: text[start..<end])
    }
  }

  /// The name of `begin 644 name`: the mode is three or four octal digits.
  private static func nameOfBegin(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard line.starts(with: "begin ".utf8) else { return nil }
    let rest = line.dropFirst(6)
    let mode = rest.prefix { $0 >= 0x30 && $0 < 0x38 }
    guard mode.count == 3 || mode.count == 4 else { return nil }
    let behind = rest.dropFirst(mode.count)
    guard behind.first == ASCII.space else { return nil }
    let name = Array(behind).trimmedWSP
    return name.isEmpty ? nil : name
  }

  private static func uuencoded(_ text: UnsafeBufferPointer<UInt8>, opening: Line) -> Block? {
    guard let name = nameOfBegin(opening.content) else { return nil }
    var bytes: [UInt8] = []
    var index = opening.next
    // Where the lines stop that have exactly the form of data, and how much they held.
    var exact = (end: index, count: 0, isOpen: true)
    while index < text.count {
      let line = Line(text, at: index)
      if UULine.isEnd(line.content) {
        return Block(
          kind: .uuencode, range: opening.start..<line.next, name: name, bytes: bytes, isComplete: true)
      }
      let form = line.content.isEmpty ? .short : UULine.form(line.content)
      guard form != .none else { break }
      if form == .short { exact.isOpen = false }
      if !line.content.isEmpty { _ = UULine.decode(line.content, into: &bytes) }
      if exact.isOpen { exact = (line.next, bytes.count, true) }
      index = line.next
    }
    guard exact.count > 0 else { return nil }
    return Block(
      kind: .uuencode, range: opening.start..<exact.end, name: name, bytes: Array(bytes.prefix(exact.count)),
      isComplete: false)
  }

  /// The number of `key=` in a line of yEnc.
  private static func number(_ key: StaticString, in line: UnsafeBufferPointer<UInt8>) -> Int? {
    for word in line.split(separator: ASCII.space) where word.startsIgnoringCase(key) {
      let digits = word.dropFirst(key.utf8CodeUnitCount)
      // 15 digits fit any file and no overflow.
      guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy(\.isDigit) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    return nil
  }

  private static func yEncoded(_ text: UnsafeBufferPointer<UInt8>, opening: Line) -> Block? {
    let head = opening.content
    guard head.starts(with: "=ybegin ".utf8), let width = number("line=", in: head), width > 0,
      let size = number("size=", in: head), let name = nameOfYBegin(head)
    else { return nil }
    var start = opening.next
    var wanted = size
    if start < text.count {
      let line = Line(text, at: start)
      if line.content.starts(with: "=ypart ".utf8) {
        start = line.next
        if let first = number("begin=", in: line.content), let last = number("end=", in: line.content), last >= first {
          wanted = last - first + 1
        }
      }
    }
    var index = start
    // Where lines of full width stop; an escape may make one longer by one.
    var full = start
    var isFull = true
    while index < text.count {
      let line = Line(text, at: index)
      if line.content.starts(with: "=yend".utf8) {
        let bytes = YEnc.decode(UnsafeBufferPointer(rebasing: text[start..<index]).span)
        return Block(
          kind: .yEnc, range: opening.start..<line.next, name: name, bytes: bytes, isComplete: bytes.count == wanted)
      }
      // The next file: this one has no end.
      if line.content.starts(with: "=ybegin ".utf8) { break }
      if isFull, line.content.count == width || line.content.count == width + 1 {
        full = line.next
      } else {
        isFull = false
      }
      index = line.next
    }
    guard full > start else { return nil }
    let bytes = YEnc.decode(UnsafeBufferPointer(rebasing: text[start..<full]).span)
    return Block(kind: .yEnc, range: opening.start..<full, name: name, bytes: bytes, isComplete: false)
  }

  /// The name is the last value of the line and may hold spaces.
  private static func nameOfYBegin(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let mark = Array(" name=".utf8)
    guard line.count > mark.count else { return nil }
    for start in 0..<(line.count - mark.count) where line[start] == ASCII.space {
      if line[start..<(start + mark.count)].elementsEqual(mark) {
        let name = Array(line[(start + mark.count)...]).trimmedWSP
        return name.isEmpty ? nil : name
      }
    }
    return nil
  }
}
