/// Reads little-endian numbers and pieces out of bytes that may end or lie anywhere.
struct LittleEndianReader {
  let bytes: [UInt8]
  /// Never behind ``end``.
  private(set) var position: Int
  let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    let whole = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    position = whole.lowerBound
    end = whole.upperBound
  }

  var left: Int { end - position }

  /// The next octet; nil at the end.
  mutating func u8() -> UInt8? {
    guard position < end else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func u16() -> UInt16? {
    guard left >= 2 else { return nil }
    defer { position += 2 }
    return UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8
  }

  mutating func u32() -> UInt32? {
    guard left >= 4 else { return nil }
    defer { position += 4 }
    return UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2]) << 16
      | UInt32(bytes[position + 3]) << 24
  }

  /// The next `count` octets as a range; nil where fewer are left.
  mutating func take(_ count: UInt32) -> Range<Int>? {
    guard let count = Int(exactly: count), count <= left else { return nil }
    defer { position += count }
    return position..<(position + count)
  }

  /// All that is left.
  mutating func takeRest() -> Range<Int> {
    defer { position = end }
    return position..<end
  }

  /// Passes over the octets that fill `count` up to a multiple of four; fewer at the end.
  mutating func skipPadding(of count: Int) {
    position += min((4 - count % 4) % 4, left)
  }

  /// Passes over `count` octets; false where fewer are left.
  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= left else { return false }
    position += count
    return true
  }
}
