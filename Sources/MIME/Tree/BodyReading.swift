extension StructureReader {
  /// Takes in an entity whose header has been read: a leaf, or a multipart whose parts follow.
  mutating func enter(_ header: EntityHeader) {
    let index = structure.entities.count
    let parent = containers.last
    structure.entities.append(
      Structure.Entity(header: header, parent: parent?.entity, number: parent?.children ?? 1, body: position..<position))
    guard header.type.isMultipart else {
      openLeaf = index
      return
    }
    guard !header.boundary.isEmpty else {
      structure.damage.append(Damage(.multipartWithoutBoundary, at: position))
      structure.entities[index].header.type = .plain
      openLeaf = index
      return
    }
    guard containers.count < Self.depthLimit else {
      structure.damage.append(Damage(.nestingTooDeep, at: position))
      openLeaf = index
      return
    }
    containers.append(Container(header: header, entity: index, start: position))
    structure.outline.append(.enter(index))
  }

  /// Reads lines of a body up to a delimiter, or as far as the window goes. False where nothing could be read.
  mutating func readBodyLines(_ lines: Lines, _ window: Span<UInt8>) -> Bool {
    let count = window.count
    var place = position - lines.base
    defer { position = lines.base + place }
    guard place < count else { return false }
    guard !containers.isEmpty else {
      // Behind the last delimiter, or in the body of a message that has no parts: no line matters any more.
      place = count
      return false
    }
    while place < count {
      if !isWithinLine, window[place] == ASCII.hyphen {
        guard let line = lines.line(at: place, in: window, limit: Delimiter.lineLimit) else { return false }
        if let delimiter = Delimiter(line.content, in: window, containers: containers), !line.isCut {
          let end = lines.base + place
          place = line.next
          position = lines.base + place
          take(delimiter, at: end, lines, window)
          return true
        }
      }
      guard let next = lines.nextLine(from: place, in: window) else {
        isWithinLine = true
        place = count
        return false
      }
      isWithinLine = false
      place = next
    }
    return false
  }

  private mutating func take(_ delimiter: Delimiter, at lineStart: Int, _ lines: Lines, _ window: Span<UInt8>) {
    let lower = openLeaf.map { structure.entities[$0].body.lowerBound } ?? containers.last?.start ?? 0
    let end =
      lower >= lineStart
      ? lineStart
      : lines.base + lineBreak.endOfContent(
        before: lineStart - lines.base, notBefore: max(0, lower - lines.base), in: window)
    if let leaf = openLeaf { closeLeaf(leaf, at: end) }
    while containers.count > delimiter.container + 1 { closeContainer(at: lineStart, bodyEnd: end, isComplete: false) }
    if delimiter.isClose {
      closeContainer(at: lineStart, bodyEnd: end, isComplete: true)
      return
    }
    guard structure.entities.count < Self.entityLimit else {
      structure.damage.append(Damage(.tooManyParts, at: lineStart))
      while !containers.isEmpty { closeContainer(at: lineStart, bodyEnd: end, isComplete: true) }
      state = .done
      return
    }
    containers.addChild(at: delimiter.container)
    startHeader()
  }

  mutating func closeLeaf(_ leaf: Int, at end: Int) {
    openLeaf = nil
    let start = structure.entities[leaf].body.lowerBound
    structure.entities[leaf].body = min(start, end)..<end
    structure.outline.append(.leaf(leaf))
  }

  /// - Parameters:
  ///   - place: where the line stands that ends it.
  ///   - bodyEnd: where its body ends, before the line end that belongs to that line.
  mutating func closeContainer(at place: Int, bodyEnd: Int, isComplete: Bool) {
    guard let container = containers.popLast() else { return }
    let start = min(container.start, bodyEnd)
    structure.entities[container.entity].body = start..<bodyEnd
    guard container.children == 0 else {
      if !isComplete { structure.damage.append(Damage(.truncatedMultipart, at: place)) }
      structure.outline.append(.leave)
      return
    }
    // Its boundary never came: what it holds is still somebody's words.
    structure.damage.append(Damage(.missingBoundary, at: start))
    structure.entities[container.entity].calledType = container.header.type
    structure.entities[container.entity].header.type = .plain
    structure.outline.removeLast()
    structure.outline.append(.leaf(container.entity))
  }
}
