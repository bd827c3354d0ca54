extension StructureReader {
  /// Reads one line of a header block (RFC 5322, 2.2). False where it is not whole yet.
  mutating func readHeaderLine(_ lines: Lines, _ window: Span<UInt8>) -> Bool {
    let start = position - lines.base
    guard start < window.count else {
      guard lines.isLast else { return false }
      endHeader(bodyAt: possibleBody ?? position, lines, window)
      return true
    }
    guard position - headerStart <= Self.blockLimit else {
      markTooLarge()
      if let possibleBody {
        endHeader(bodyAt: possibleBody, lacksSeparator: true, lines, window)
      } else {
        restOfHeader = header(lines, window)
        restStart = position
        state = .restOfHeader
      }
      return true
    }
    if isWithinLine { return skipRestOfLine(lines, window) }
    guard let line = lines.line(at: start, in: window, limit: Self.headerLimit) else { return false }
    let next = lines.base + line.next
    guard let first = line.content.isEmpty ? nil : window[line.content.lowerBound] else {
      endHeader(bodyAt: possibleBody ?? next, lines, window)
      return true
    }
    isWithinLine = line.isCut
    if first == ASCII.hyphen, Delimiter(line.content, in: window, containers: containers) != nil {
      // The part's header block is cut short: there is no body before the delimiter.
      endHeader(bodyAt: possibleBody ?? position, lines, window)
      return true
    }
    if first == ASCII.hyphen, startsOwnParts(line.content, lines, window) {
      endHeader(bodyAt: possibleBody ?? position, lacksSeparator: true, lines, window)
      return true
    }
    if first.isWSP {
      extendField(to: lines.base + line.content.upperBound, next: next)
    } else if let field = FieldRange(line: line.content, next: line.next, in: window, base: lines.base),
      isField(field, window, lines.base)
    {
      if rereadsFields() { return true }
      take(field, isCut: line.isCut)
    } else if !readNoField(line.content.count) {
      endHeader(bodyAt: possibleBody ?? position, lacksSeparator: true, lines, window)
      return true
    }
    position = next
    return true
  }

  /// Whether the line is a delimiter of the multipart whose header this is: the blank line before it was forgotten.
  private mutating func startsOwnParts(_ content: Range<Int>, _ lines: Lines, _ window: Span<UInt8>) -> Bool {
    guard content.count > 2, window[content.lowerBound + 1] == ASCII.hyphen, let typeField else { return false }
    if ownParts == nil {
      let value = structure.fields[typeField].value.moved(by: -lines.base)
      let header = EntityHeader(boundary: EntityHeader.boundary(ofType: window.extracting(value)))
      ownParts = OpenMultiparts(header.boundary.isEmpty ? [] : [Container(header: header, entity: 0, start: 0)])
    }
    guard let ownParts, !ownParts.isEmpty else { return false }
    return Delimiter(content, in: window, containers: ownParts) != nil
  }

  /// Whether a line that looks like a field is taken for one. Behind a line that is none it may as well be somebody's
  /// words (`Error: 42`): there only a field that mail has counts, and one that this header does not have yet.
  private mutating func isField(_ field: FieldRange, _ window: Span<UInt8>, _ base: Int) -> Bool {
    guard possibleBody != nil, position >= confirmedUntil else { return true }
    let isNew = field.known == .other || seenFields & field.known.bit == 0
    if isNew, field.isTelling(window, base) { return true }
    if possibleField == nil { possibleField = position }
    return false
  }

  /// A field that mail has stands behind lines that are none: what looked like fields between them is read again, as
  /// fields. Each line is read twice at most, for what is confirmed is not doubted again.
  private mutating func rereadsFields() -> Bool {
    guard let junk = possibleBody else { return false }
    // Lines that are no fields stood between fields (RFC 7103, 7.2).
    structure.damage.append(Damage(.malformedHeader, at: junk))
    possibleBody = nil
    guard let first = possibleField else { return false }
    possibleField = nil
    confirmedUntil = position
    position = first
    isWithinLine = false
    return true
  }

  private mutating func skipRestOfLine(_ lines: Lines, _ window: Span<UInt8>) -> Bool {
    let next = lines.nextLine(from: position - lines.base, in: window)
    position = lines.base + (next ?? window.count)
    isWithinLine = next == nil
    return true
  }

  private mutating func extendField(to contentEnd: Int, next: Int) {
    guard possibleBody == nil else { return }
    if structure.fields.count == firstField, !isSkippingField {
      structure.damage.append(Damage(.firstHeaderIsContinuation, at: position))
      isSkippingField = true
    }
    guard !isSkippingField else { return }
    headerBytes += next - position
    guard headerBytes <= Self.headerLimit else {
      markTooLarge()
      return
    }
    structure.fields[structure.fields.count - 1].extend(to: contentEnd, next: next)
  }

  private mutating func take(_ field: FieldRange, isCut: Bool) {
    headerBytes += field.range.count
    isSkippingField = true
    if structure.fields.count >= Self.fieldLimit {
      if structure.damage.last?.kind != .tooManyHeaders {
        structure.damage.append(Damage(.tooManyHeaders, at: position))
      }
    } else if headerBytes > Self.headerLimit || isCut {
      markTooLarge()
    } else {
      if field.known == .contentType, typeField == nil { typeField = structure.fields.count }
      seenFields |= field.known.bit
      structure.fields.append(field)
      isSkippingField = false
    }
  }

  private mutating func markTooLarge() {
    isSkippingField = true
    if structure.damage.last?.kind != .headerTooLarge {
      structure.damage.append(Damage(.headerTooLarge, at: position))
    }
  }

  /// Takes a line that is no field: the body without a blank line before it, unless a field still follows.
  /// - Returns: false where the body begins here.
  private mutating func readNoField(_ length: Int) -> Bool {
    passedOver += length
    if possibleBody != nil { return passedOver <= Self.fieldLookAhead }
    if position < confirmedUntil {
      isSkippingField = true
      return true
    }
    // A part that starts without any field is all body: its writer forgot the blank line, not a header.
    if structure.fields.count == firstField, !containers.isEmpty { return false }
    possibleBody = position
    passedOver = length
    return true
  }

  private mutating func endHeader(
    bodyAt bodyStart: Int, lacksSeparator: Bool = false, _ lines: Lines, _ window: Span<UInt8>
  ) {
    if possibleBody != nil || lacksSeparator {
      structure.damage.append(Damage(.missingHeaderBodySeparator, at: bodyStart))
    }
    possibleBody = nil
    isWithinLine = false
    position = bodyStart
    state = .body
    enter(header(lines, window))
  }

  /// The header that ends here, out of the fields that were taken.
  private mutating func header(_ lines: Lines, _ window: Span<UInt8>) -> EntityHeader {
    let parent = containers.last
    let isDigest = parent?.header.type == .digest
    return EntityHeader(
      fields: structure.fields, indices: firstField..<structure.fields.count, start: headerStart,
      defaultType: isDigest ? .message : .plain, in: window, base: lines.base, damage: &structure.damage)
  }

  /// Passes over what stands behind the longest header that is read, up to its end. False where that is still to come.
  mutating func passRestOfHeader(_ lines: Lines, _ window: Span<UInt8>) -> Bool {
    var place = position - lines.base
    defer { position = lines.base + place }
    while place < window.count {
      if !isWithinLine {
        if let next = endOfBlankLine(at: place, lines, window) {
          place = next
          position = lines.base + place
          endRestOfHeader()
          return true
        }
        if window[place] == ASCII.cr, place + 1 == window.count, !lines.isLast { return false }
        if window[place] == ASCII.hyphen {
          guard let line = lines.line(at: place, in: window, limit: Delimiter.lineLimit) else { return false }
          if !line.isCut, Delimiter(line.content, in: window, containers: containers) != nil {
            position = lines.base + place
            endRestOfHeader()
            return true
          }
        }
      }
      guard let next = lines.nextLine(from: place, in: window) else {
        isWithinLine = true
        place = window.count
        return false
      }
      isWithinLine = false
      place = next
    }
    return false
  }

  private func endOfBlankLine(at place: Int, _ lines: Lines, _ window: Span<UInt8>) -> Int? {
    if window[place] == lineBreak.byte { return place + 1 }
    guard lineBreak == .lineFeed, window[place] == ASCII.cr, place + 1 < window.count, window[place + 1] == ASCII.lf
    else { return nil }
    return place + 2
  }

  /// The body starts at ``position``.
  mutating func endRestOfHeader() {
    guard let header = restOfHeader else { return }
    restOfHeader = nil
    state = .body
    enter(header)
  }
}
