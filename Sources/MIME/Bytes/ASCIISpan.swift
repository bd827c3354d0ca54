extension Span where Element == UInt8 {
  /// Whether no octet of `range` has its eighth bit set; looked at by eight.
  func isASCII(in range: Range<Int>) -> Bool {
    extracting(range).withUnsafeBytes { bytes in
      var index = 0
      while index + 8 <= bytes.count {
        if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
        index += 8
      }
      while index < bytes.count {
        if bytes[index] >= 0x80 { return false }
        index += 1
      }
      return true
    }
  }
}
