/// Comments in structured header fields (RFC 5322, 3.2.2).
enum Comments {
  /// The index behind the comment that starts at `start`, nested ones included; nil where it never ends.
  static func end(in bytes: [UInt8], from start: Int) -> Int? {
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
}
