/// The address in a recipient field of a report: `rfc822; ann@example.org` (RFC 3464, 2.3.1 and 2.3.2).
enum RecipientAddress {
  /// Longest address taken, in bytes: RFC 5321 (4.5.3.1) allows 64 + 1 + 255, X.400 gateways write longer ones.
  static let lengthLimit = 1_000

  /// - Parameter value: of the field, unfolded.
  /// - Returns: nil where no address stands there.
  static func read(_ value: [UInt8]) -> String? {
    var address = value[...]
    var type: ArraySlice<UInt8> = []
    if let mark = address.firstIndex(of: ASCII.semicolon) {
      type = address[..<mark]
      address = address[(mark + 1)...]
    }
    var kept = cleaned(address)
    if Array(type).trimmedWSP.equalsIgnoringCase("utf-8") { kept = unescaped(kept) }
    guard !kept.isEmpty, kept.count <= lengthLimit else { return nil }
    let text = HeaderText.withoutControls(String(decoding: kept, as: UTF8.self)).trimmingSpaces
    return text.isEmpty ? nil : text
  }

  /// Without angle brackets, `mailto:`, comments and white space.
  private static func cleaned(_ written: ArraySlice<UInt8>) -> [UInt8] {
    var address = written
    if let open = address.firstIndex(of: ASCII.less) {
      address = address[(open + 1)...]
      if let close = address.firstIndex(of: ASCII.greater) { address = address[..<close] }
    }
    var result = Comments.removed(from: Array(address)).trimmedWSP
    if result.startsIgnoringCase("mailto:") { result.removeFirst(7) }
    return result
  }

  /// `\x{E9}` stands for a character that its seven-bit way could not carry (RFC 6533, 3, utf-8-addr-xtext).
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(ASCII.backslash) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == ASCII.backslash, index + 3 < bytes.count, bytes[index + 1] | 0x20 == 0x78,
        bytes[index + 2] == 0x7B
      {
        var value: UInt32 = 0
        var end = index + 3
        // Six digits hold the highest code point, 10FFFF.
        while end < bytes.count, end - index < 9, let digit = bytes[end].hexValue {
          value = value << 4 | UInt32(digit)
          end += 1
        }
        if end < bytes.count, end > index + 3, bytes[end] == 0x7D {
          result.append(scalar: value)
          index = end + 1
          continue
        }
      }
      result.append(bytes[index])
      index += 1
    }
    return result
  }
}
