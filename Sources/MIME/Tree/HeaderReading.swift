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
      isWithinLine = false
      endHeader(bodyAt: possibleBody ?? position, lacksSeparator: true, lines, window)
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
    if first.isWSP {
      extendField(to: lines.base + line.content.upperBound, next: next)
    } else if let field = FieldRange(line: line.content, next: line.next, in: window, base: lines.base) {
      take(field, isCut: line.isCut)
    } else if !readNoField(line.content.count) {
      endHeader(bodyAt: possibleBody ?? position, lacksSeparator: true, lines, window)
      return true
    }
    position = next
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
    if let junk = possibleBody {
      // Lines that are no fields stood between fields (RFC 7103, 7.2).
      structure.damage.append(Damage(.malformedHeader, at: junk))
      possibleBody = nil
    }
    headerBytes += field.range.count
    isSkippingField = true
    if structure.fields.count >= Self.fieldLimit {
      if structure.damage.last?.kind != .tooManyHeaders {
        structure.damage.append(Damage(.tooManyHeaders, at: position))
      }
    } else if headerBytes > Self.headerLimit || isCut {
      markTooLarge()
    } else {
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
    let parent = containers.last
    let isDigest = parent?.header.type == .digest
    let header = EntityHeader(
      fields: structure.fields, indices: firstField..<structure.fields.count, start: headerStart,
      defaultType: isDigest ? .message : .plain, in: window, base: lines.base, damage: &structure.damage)
    enter(header)
  }
}
