/// Characters that must not come out of a header: they end lines, or turn the order of what is shown around.
enum HeaderControls {
  /// Replaces each by a space in `bytes`, which are UTF-8. A tab becomes a space too but is no fault.
  ///
  /// - Returns: how many were there, tabs not counted.
  static func replace(in bytes: inout [UInt8]) -> Int {
    var count = 0
    // Where the next octet is written: replaced characters get shorter.
    var written = 0
    var index = 0
    while index < bytes.count {
      let octet = bytes[index]
      if octet < 0x20 || octet == 0x7F {
        if octet != ASCII.tab { count += 1 }
        bytes[written] = ASCII.space
        index += 1
      } else if let length = length(in: bytes, at: index) {
        count += 1
        bytes[written] = ASCII.space
        index += length
      } else {
        if written != index { bytes[written] = octet }
        index += 1
      }
      written += 1
    }
    if written < bytes.count { bytes.removeSubrange(written...) }
    return count
  }

  /// Octets of the forbidden character at `index`; nil for one that may stay. These are C1 controls, line and
  /// paragraph separators (U+2028, U+2029), and the embeddings, overrides and isolates of text direction
  /// (U+202A ... U+202E, U+2066 ... U+2069).
  private static func length(in bytes: [UInt8], at index: Int) -> Int? {
    let octet = bytes[index]
    guard octet == 0xC2 || octet == 0xE2, index + 1 < bytes.count else { return nil }
    let second = bytes[index + 1]
    if octet == 0xC2 { return second >= 0x80 && second < 0xA0 ? 2 : nil }
    guard index + 2 < bytes.count else { return nil }
    let third = bytes[index + 2]
    if second == 0x80 { return third >= 0xA8 && third <= 0xAE ? 3 : nil }
    return second == 0x81 && third >= 0xA6 && third <= 0xA9 ? 3 : nil
  }
}

extension HeaderControls {
  /// `bytes`, which are UTF-8, without these characters and without tabs.
  static func removed(from bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index].isControl {
        index += 1
      } else if let length = length(in: bytes, at: index) {
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
