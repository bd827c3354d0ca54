extension EncodedWord {
  /// `bytes`, which are one line of UTF-8, with their encoded words decoded, in UTF-8.
  ///
  /// White space between two words is dropped (RFC 2047, 6.2). The octets of adjacent words of one charset are joined
  /// before they are read as characters, for many senders split a character over two words.
  static func decode(_ bytes: Span<UInt8>, damage: inout [Damage.Kind]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var finder = Finder()
    // The charset of the words read last, and their octets not yet read as characters.
    var label: Range<Int>?
    var pending: [UInt8] = []
    var plainStart = 0
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == ASCII.equals, bytes[index + 1] == ASCII.question,
        let word = finder.match(in: bytes, at: index)
      else {
        index += 1
        continue
      }
      let isAdjacent = label != nil && isSpace(bytes, plainStart..<index)
      if let last = label, !(isAdjacent && bytes.holdsSame(last, word.charset)) {
        write(&pending, bytes.extracting(last), to: &result, damage: &damage)
      }
      if !isAdjacent { bytes.append(plainStart..<index, to: &result) }
      label = word.charset
      let isSound =
        word.isBase64
        ? appendBase64(bytes.extracting(word.text), to: &pending)
        : appendQ(bytes.extracting(word.text), to: &pending)
      if !isSound || !word.isClosed { damage.note(.invalidEncodedWord) }
      index = word.end
      plainStart = index
    }
    if let label { write(&pending, bytes.extracting(label), to: &result, damage: &damage) }
    bytes.append(plainStart..<bytes.count, to: &result)
    return result
  }

  private static func isSpace(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for place in range where !bytes[place].isFieldSpace { return false }
    return true
  }

  private static func write(
    _ pending: inout [UInt8], _ label: Span<UInt8>, to result: inout [UInt8],
    damage: inout [Damage.Kind]
  ) {
    let decoded = Charset(label: label).decode(pending.span)
    damage.note(decoded.damage)
    result += decoded.bytes
    pending.removeAll(keepingCapacity: true)
  }

  /// The `Q` encoding (RFC 2047, 4.2). An `=` that starts no escape stays.
  ///
  /// - Returns: whether every escape was sound.
  private static func appendQ(_ text: Span<UInt8>, to result: inout [UInt8]) -> Bool {
    var isSound = true
    var index = 0
    while index < text.count {
      let octet = text[index]
      if octet == ASCII.equals {
        if index + 2 < text.count, let high = text[index + 1].hexValue,
          let low = text[index + 2].hexValue
        {
          result.append(high << 4 | low)
          index += 3
          continue
        }
        isSound = false
      }
      result.append(octet == ASCII.underscore ? ASCII.space : octet)
      index += 1
    }
    return isSound
  }

  /// The `B` encoding (RFC 2047, 4.1) of one word: octets that are none of its letters are skipped, padding ends a
  /// group, and a cut last group gives what it holds.
  ///
  /// - Returns: whether the text was sound; missing padding alone is no fault of its words.
  private static func appendBase64(_ text: Span<UInt8>, to result: inout [UInt8]) -> Bool {
    var isSound = true
    var group: UInt32 = 0
    var filled = 0
    for index in 0..<text.count {
      let octet = text[index]
      let value: UInt8
      switch octet {
      case 0x41...0x5A: value = octet - 0x41
      case 0x61...0x7A: value = octet - 0x47
      case 0x30...0x39: value = octet + 4
      case 0x2B: value = 62
      case 0x2F: value = 63
      case ASCII.equals:
        if filled == 1 { isSound = false }
        flush(group, filled, to: &result)
        group = 0
        filled = 0
        continue
      default:
        if !octet.isFieldSpace { isSound = false }
        continue
      }
      group = group << 6 | UInt32(value)
      filled += 1
      if filled == 4 {
        result.append(UInt8(truncatingIfNeeded: group >> 16))
        result.append(UInt8(truncatingIfNeeded: group >> 8))
        result.append(UInt8(truncatingIfNeeded: group))
        group = 0
        filled = 0
      }
    }
    flush(group, filled, to: &result)
    return isSound && filled != 1
  }

  private static func flush(_ group: UInt32, _ filled: Int, to result: inout [UInt8]) {
    if filled == 2 {
      result.append(UInt8(truncatingIfNeeded: group >> 4))
    } else if filled == 3 {
      result.append(UInt8(truncatingIfNeeded: group >> 10))
      result.append(UInt8(truncatingIfNeeded: group >> 2))
    }
  }
}
