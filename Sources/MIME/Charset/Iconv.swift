#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Decoding by the C library's `iconv`: the only place of this module that calls outside Swift.
///
/// A converter is opened for each text: that costs less than a microsecond, so keeping them would gain nothing.
enum IconvDecoder {
  private static func open(_ charset: String) -> iconv_t? {
    let descriptor: iconv_t? = iconv_open("UTF-8", charset)
    guard let descriptor, Int(bitPattern: descriptor) != -1 else { return nil }
    return descriptor
  }

  /// `bytes` as UTF-8, one U+FFFD for each character that cannot be read and one for a character cut at the end.
  ///
  /// - Returns: nil where the C library does not know `charset`.
  static func decode(_ bytes: Span<UInt8>, from charset: String) -> (bytes: [UInt8], isDamaged: Bool)? {
    guard let descriptor = open(charset) else { return nil }
    defer { iconv_close(descriptor) }
    var run = Run(descriptor: descriptor)
    // Two octets of a CJK charset become three.
    run.result.reserveCapacity(bytes.count + bytes.count / 2 + 16)
    // 8,192: each call converts this much; large enough to make calls rare, small enough for the first cache.
    var output = [UInt8](repeating: 0, count: 8_192)
    output.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in run.convert(source, by: target) }
    }
    return (run.result, run.isDamaged)
  }

  private struct Run {
    let descriptor: iconv_t
    var result: [UInt8] = []
    var isDamaged = false

    mutating func convert(_ source: UnsafeRawBufferPointer, by target: UnsafeMutableRawBufferPointer) {
      guard let sourceBase = source.baseAddress, let targetBase = target.baseAddress else { return }
      // `iconv` is declared to take what it may write to, but only reads it (POSIX).
      var next: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: sourceBase)
        .assumingMemoryBound(to: CChar.self)
      var left = source.count
      var isFlushing = left == 0
      while true {
        var free: UnsafeMutablePointer<CChar>? = targetBase.assumingMemoryBound(to: CChar.self)
        var room = target.count
        let status =
          isFlushing
          ? iconv(descriptor, nil, nil, &free, &room) : iconv(descriptor, &next, &left, &free, &room)
        let failure = errno
        result.append(contentsOf: target.prefix(target.count - room))
        if status != -1 {
          if isFlushing { return }
          isFlushing = true
          continue
        }
        switch failure {
        case E2BIG:
          // Nothing fits into an empty buffer: cannot happen, and must not loop.
          if room == target.count { return }
        case EILSEQ where left > 0:
          let skipped = Self.damageLength(source[(source.count - left)...])
          replace()
          next = next?.advanced(by: skipped)
          left -= skipped
          if left == 0 { isFlushing = true }
        case EINVAL:
          replace()
          return
        default: return
        }
      }
    }

    private mutating func replace() {
      isDamaged = true
      result += UTF8Scan.replacement
    }

    /// How much one U+FFFD stands for: a pair that is no character goes as a whole, but no ASCII is lost with it
    /// (WHATWG Encoding, 10 to 13).
    private static func damageLength(_ rest: Slice<UnsafeRawBufferPointer>) -> Int {
      guard rest.count > 1 else { return rest.count }
      let lead = rest[rest.startIndex]
      return lead > 0x80 && lead < 0xFF && rest[rest.startIndex + 1] >= 0x80 ? 2 : 1
    }
  }
}
