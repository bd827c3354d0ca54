/// Reads the MIME tree of a message in one pass over its lines, without recursion (RFC 2046, 5.1).
struct TreeReader {
  /// Deepest nesting of multiparts; deeper is an attack and stays one leaf (Postfix, mime_nesting_limit 100).
  static let depthLimit = 100
  /// Most leaves; more are not looked at (Go's limit, CVE-2023-24536).
  static let partLimit = 1_000
  /// Most header fields of a message with all its parts; a real one has some 100.
  static let fieldLimit = 10_000

  /// One leaf with what its header said.
  struct Leaf {
    let header: EntityHeader
    let path: String
    let body: Range<Int>
  }

  /// The tree in document order, for ``BodyChoice``.
  enum Step {
    case enter(subtype: String)
    case leaf(Int)
    case leave
  }

  let source: Source
  private(set) var fields: [RawField] = []
  private(set) var leaves: [Leaf] = []
  private(set) var outline: [Step] = []
  private(set) var damage: [Damage] = []
  private(set) var rootHeader: EntityHeader?

  private struct Container {
    let header: EntityHeader
    let path: String
    let start: Int
    var children = 0
  }

  private var position = 0
  private var fieldCount = 0
  private var containers: [Container] = []
  private var boundaries: [[UInt8]] = []
  private var open: (header: EntityHeader, path: String, start: Int)?

  init(_ source: Source) {
    self.source = source
    skipLeadingLines()
    fields = readFields()
    let header = EntityHeader(fields: fields, source: source, defaultType: "text/plain", damage: &damage)
    rootHeader = header
    enter(header, path: "", number: 1)
    readBodies()
  }

  private var bytes: [UInt8] { source.bytes }

  /// Passes over a byte order mark, blank lines and an mbox `From ` line before the first header.
  private mutating func skipLeadingLines() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      let line = source.line(at: position)
      let content = bytes[line.content]
      guard content.allSatisfy(\.isWSP) || content.starts(with: "From ".utf8) || content.starts(with: ">From ".utf8)
      else { return }
      position = line.next
    }
  }

  /// Reads one header block and stops at its body, or at a delimiter that cuts it short.
  private mutating func readFields() -> [RawField] {
    var result: [RawField] = []
    var isSkipping = false
    var headerLineAhead = 0
    while position < bytes.count {
      let line = source.line(at: position)
      guard let first = bytes[line.content].first else {
        position = line.next
        return result
      }
      if first == ASCII.hyphen, Delimiter(line.content, in: bytes, boundaries: boundaries) != nil { return result }
      if first.isWSP {
        if result.isEmpty, !isSkipping {
          damage.append(Damage(.firstHeaderIsContinuation, at: position))
          isSkipping = true
        }
        if !isSkipping { result[result.count - 1].extend(by: line) }
      } else if let field = RawField(line: line, in: bytes) {
        fieldCount += 1
        isSkipping = fieldCount > Self.fieldLimit
        if fieldCount == Self.fieldLimit + 1 { damage.append(Damage(.tooManyHeaders, at: position)) }
        if !isSkipping { result.append(field) }
      } else {
        // No field: the body without a blank line before it, unless a field still follows (RFC 7103, 7.2).
        if headerLineAhead <= position {
          guard let ahead = nextFieldLine(from: line.next) else {
            damage.append(Damage(.missingHeaderBodySeparator, at: position))
            return result
          }
          headerLineAhead = ahead
        }
        damage.append(Damage(.malformedHeader, at: position))
        isSkipping = true
      }
      position = line.next
    }
    return result
  }

  private func nextFieldLine(from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let line = source.line(at: place)
      guard let first = bytes[line.content].first else { return nil }
      if first == ASCII.hyphen, Delimiter(line.content, in: bytes, boundaries: boundaries) != nil { return nil }
      if !first.isWSP, RawField(line: line, in: bytes) != nil { return place }
      place = line.next
    }
    return nil
  }

  private mutating func enter(_ header: EntityHeader, path: String, number: Int) {
    let leafPath = path.isEmpty ? String(number) : "\(path).\(number)"
    guard header.isMultipart else {
      open = (header, leafPath, position)
      return
    }
    guard let boundary = header.boundary else {
      damage.append(Damage(.multipartWithoutBoundary, at: position))
      open = (asText(header), leafPath, position)
      return
    }
    guard containers.count < Self.depthLimit else {
      damage.append(Damage(.nestingTooDeep, at: position))
      open = (header, leafPath, position)
      return
    }
    // The root multipart has no number of its own (RFC 9051, 6.4.5).
    let containerPath = containers.isEmpty ? "" : leafPath
    containers.append(Container(header: header, path: containerPath, start: position))
    boundaries.append(boundary)
    outline.append(.enter(subtype: header.subtype))
  }

  private mutating func readBodies() {
    while position < bytes.count, !containers.isEmpty {
      let line = source.line(at: position)
      guard line.content.count > 2, bytes[line.content.lowerBound] == ASCII.hyphen,
        let delimiter = Delimiter(line.content, in: bytes, boundaries: boundaries)
      else {
        position = line.next
        continue
      }
      let end = position
      closeLeaf(endingBefore: end)
      while containers.count > delimiter.container + 1 { closeContainer(at: end, isComplete: false) }
      position = line.next
      if delimiter.isClose {
        closeContainer(at: end, isComplete: true)
        continue
      }
      guard leaves.count < Self.partLimit else {
        damage.append(Damage(.tooManyParts, at: position))
        while !containers.isEmpty { closeContainer(at: end, isComplete: true) }
        return
      }
      containers[delimiter.container].children += 1
      let container = containers[delimiter.container]
      let defaultType = container.header.type == "multipart/digest" ? "message/rfc822" : "text/plain"
      let fields = readFields()
      let header = EntityHeader(fields: fields, source: source, defaultType: defaultType, damage: &damage)
      enter(header, path: container.path, number: container.children)
    }
    if let leaf = open {
      open = nil
      addLeaf(leaf.header, path: leaf.path, body: min(leaf.start, bytes.count)..<bytes.count)
    }
    while !containers.isEmpty { closeContainer(at: bytes.count, isComplete: false) }
  }

  private mutating func closeLeaf(endingBefore lineStart: Int) {
    guard let leaf = open else { return }
    open = nil
    let start = min(leaf.start, lineStart)
    addLeaf(leaf.header, path: leaf.path, body: start..<source.endOfContent(before: lineStart, notBefore: start))
  }

  private mutating func closeContainer(at end: Int, isComplete: Bool) {
    guard let container = containers.popLast() else { return }
    boundaries.removeLast()
    if container.children == 0 {
      // Its boundary never came: what it holds is still somebody's words.
      damage.append(Damage(.missingBoundary, at: container.start))
      let path = container.path.isEmpty ? "1" : container.path
      let start = min(container.start, end)
      let body = end == bytes.count ? start..<end : start..<source.endOfContent(before: end, notBefore: start)
      addLeaf(asText(container.header), path: path, body: body)
    } else if !isComplete {
      damage.append(Damage(.truncatedMultipart, at: end))
    }
    outline.append(.leave)
  }

  private mutating func addLeaf(_ header: EntityHeader, path: String, body: Range<Int>) {
    outline.append(.leaf(leaves.count))
    leaves.append(Leaf(header: header, path: path, body: body))
  }

  private func asText(_ header: EntityHeader) -> EntityHeader {
    var header = header
    header.type = "text/plain"
    return header
  }
}
