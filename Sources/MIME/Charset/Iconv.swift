#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Decoding by the C library's `iconv`: the only place of this module that calls outside Swift.
enum IconvDecoder {
  /// Whether the C library converts from `charset`.
  static func knows(_ charset: String) -> Bool {
    guard let descriptor = open(charset) else { return false }
    iconv_close(descriptor)
    return true
  }

  private static func open(_ charset: String) -> iconv_t? {
    let descriptor: iconv_t? = iconv_open("UTF-8", charset)
    guard let descriptor, Int(bitPattern: descriptor) != -1 else { return nil }
    return descriptor
  }

  /// `bytes` as UTF-8; one U+FFFD for each octet that cannot be read and one for a character cut at the end.
  ///
  /// - Returns: nil where `charset` is not known.
  static func decode(_ bytes: ArraySlice<UInt8>, from charset: String) -> (text: String, isDamaged: Bool)? {
    guard let descriptor = open(charset) else { return nil }
    defer { iconv_close(descriptor) }
    var input = Array(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(input.count * 2)
    var isDamaged = false
    // 4,096: each call converts this much; large enough to make calls rare, small enough for the stack.
    var output = [UInt8](repeating: 0, count: 4_096)
    input.withUnsafeMutableBytes { source in
      output.withUnsafeMutableBytes { target in
        guard let sourceBase = source.baseAddress, let targetBase = target.baseAddress else { return }
        var next: UnsafeMutablePointer<CChar>? = sourceBase.assumingMemoryBound(to: CChar.self)
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
            if room == target.count { return }
          case EILSEQ where left > 0:
            isDamaged = true
            result += replacement
            next = next?.advanced(by: 1)
            left -= 1
            if left == 0 { isFlushing = true }
          case EINVAL:
            isDamaged = true
            result += replacement
            return
          default: return
          }
        }
      }
    }
    return (String(decoding: result, as: UTF8.self), isDamaged)
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}
