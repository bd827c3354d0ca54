/// Comments in structured header fields (RFC 5322, 3.2.2).
enum Comments {
  /// The index behind the comment that starts at `start`, nested ones included; nil where it never ends.
  static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.backslash: index += 1
      case ASCII.openParenthesis: depth += 1
      case ASCII.closeParenthesis:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The index behind white space and comments. `isOpen` remembers a comment that never ends, which is looked for
  /// only once; its parenthesis is passed over like white space.
  static func skip(in bytes: Span<UInt8>, from start: Int, isOpen: inout Bool) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index].isFieldSpace {
        index += 1
      } else if bytes[index] == ASCII.openParenthesis {
        let end = isOpen ? nil : end(in: bytes, from: index)
        if end == nil { isOpen = true }
        index = end ?? index + 1
      } else {
        break
      }
    }
    return index
  }

  /// `bytes` without their comments; quoted strings are left alone.
  static func removed(from bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(ASCII.openParenthesis) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isQuoted = false
    var depth = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.backslash, index + 1 < bytes.count, isQuoted || depth > 0 {
        if depth == 0 { result += [byte, bytes[index + 1]] }
        index += 2
        continue
      }
      if depth == 0, byte == ASCII.quote { isQuoted.toggle() }
      if !isQuoted, byte == ASCII.openParenthesis {
        depth += 1
      } else if !isQuoted, byte == ASCII.closeParenthesis {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        result.append(byte)
      }
      index += 1
    }
    return result
  }

  /// The words of a comment, whose parentheses are not in `range`: escapes taken off.
  static func words(in bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == ASCII.backslash, index + 1 < range.upperBound { index += 1 }
      result.append(bytes[index])
      index += 1
    }
    return result
  }
}
