/// How well octets read as UTF-8 (RFC 3629; faults are counted as WHATWG Encoding 4.1 and Unicode 3.9, table 3-8 do:
/// one for each maximal part of a character that breaks off).
struct UTF8Scan {
  /// Well-formed characters of two octets and more.
  private(set) var multibyte = 0
  /// Places that are no UTF-8; a character cut at the very end is not among them.
  private(set) var faults = 0
  /// The last character is cut at the end.
  private(set) var isCut = false
  /// ESC occurs, which starts the shifts of ISO 2022.
  private(set) var hasEscape = false

  var isValid: Bool { faults == 0 && !isCut }
  var isASCII: Bool { isValid && multibyte == 0 }

  init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { UTF8Scan($0) }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = bytes.count
    var index = OctetScan.plainPrefix(bytes)
    var characters = 0
    while index < count {
      let lead = raw[index]
      if lead < 0x80 {
        if lead == 0x1B { hasEscape = true }
        index += 1
        while index + 8 <= count {
          let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          if word & OctetScan.highBits != 0 { break }
          if OctetScan.matches(word, OctetScan.lowBits &* 0x1B) != 0 { hasEscape = true }
          index += 8
        }
        continue
      }
      let length = Self.characterLength(raw, at: index)
      if length > 0 {
        characters += 1
        index += length
      } else {
        index -= length
        if index == count, Self.isLead(lead) { isCut = true } else { faults += 1 }
      }
    }
    multibyte = characters
  }

  private static func isLead(_ octet: UInt8) -> Bool { octet >= 0xC2 && octet < 0xF5 }

  /// The length of the character at `index`, whose first octet is not ASCII; where it is malformed, the negative
  /// length of the part that breaks off.
  @inline(__always)
  static func characterLength(_ raw: UnsafeRawBufferPointer, at index: Int) -> Int {
    let lead = raw[index]
    guard isLead(lead) else { return -1 }
    let left = raw.count - index
    guard left > 1 else { return -1 }
    let second = raw[index + 1]
    if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : -1 }
    let lower: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let upper: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard second >= lower, second <= upper else { return -1 }
    guard left > 2, raw[index + 2] & 0xC0 == 0x80 else { return -2 }
    if lead < 0xF0 { return 3 }
    guard left > 3, raw[index + 3] & 0xC0 == 0x80 else { return -3 }
    return 4
  }

  /// `bytes` with each fault replaced by one U+FFFD.
  static func repaired(_ bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    bytes.withUnsafeBufferPointer { input in
      let raw = UnsafeRawBufferPointer(input)
      var index = 0
      var start = 0
      while index < raw.count {
        if raw[index] < 0x80 {
          index += 1
          continue
        }
        let length = characterLength(raw, at: index)
        if length > 0 {
          index += length
          continue
        }
        result.append(contentsOf: raw[start..<index])
        result += replacement
        index -= length
        start = index
      }
      result.append(contentsOf: raw[start..<index])
    }
    return result
  }

  /// U+FFFD.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}

extension Array where Element == UInt8 {
  /// Appends one code point in UTF-8; U+FFFD for what is none.
  mutating func append(scalar value: UInt32) {
    switch value {
    case 0..<0x80:
      append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x800..<0xD800, 0xE000..<0x1_0000:
      append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x1_0000..<0x11_0000:
      append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    default:
      append(contentsOf: UTF8Scan.replacement)
    }
  }
}
