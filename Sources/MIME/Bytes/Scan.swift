import Glibc

/// Searching bytes at the width of the machine's registers: the C library's `memchr` and `memcmp`.
extension Span where Element == UInt8 {
  /// The first place of `byte` in `start..<end`; nil where it is not there. Bounds are checked once.
  func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
    guard start >= 0, start < end, end <= count else { return nil }
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
        return nil
      }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// Whether `other` stands at `start`.
  func holds(_ other: [UInt8], at start: Int) -> Bool {
    guard start >= 0, other.count <= count, start <= count - other.count else { return false }
    return withUnsafeBufferPointer { buffer in
      other.withUnsafeBufferPointer { wanted in
        guard let base = buffer.baseAddress, let first = wanted.baseAddress else { return true }
        return memcmp(base + start, first, wanted.count) == 0
      }
    }
  }

  /// A copy of `range`.
  func bytes(in range: Range<Int>) -> [UInt8] {
    let part = extracting(range)
    return [UInt8](unsafeUninitializedCapacity: part.count) { buffer, count in
      part.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let target = buffer.baseAddress else { return }
        target.initialize(from: from, count: source.count)
      }
      count = part.count
    }
  }

  /// `range` as text; octets that are no UTF-8 become U+FFFD.
  func text(in range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// `range` without spaces and tabs at either end.
  func trimmingWSP(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isWSP { lower += 1 }
    while upper > lower, self[upper - 1].isWSP { upper -= 1 }
    return lower..<upper
  }
}
