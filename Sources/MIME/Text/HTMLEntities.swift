/// Character references of HTML (WHATWG HTML, 13.2.5.72 to 13.2.5.80).
struct HTMLEntities: Sendable {
  /// Longest name, in bytes; the longest of the standard has 31.
  static let nameLimit = 32
  /// Longest name that needs no semicolon, in bytes (`frac12`, `Aacute`).
  static let openNameLimit = 6

  /// What a reference stands for.
  struct Match {
    let first: UInt32
    /// 0 where the reference is one code point.
    let second: UInt32
    /// Behind the reference.
    let end: Int
  }

  /// The named ones, read from the list when the first mail needs them.
  static let standard = HTMLEntities()

  private struct Entry {
    var name: Range<Int>
    var isOpen: Bool
    var first: UInt32
    var second: UInt32
  }

  private let names: [UInt8]
  private var entries: [Entry] = []
  /// Open addressing: index of an entry + 1, or 0. Twice as many places as names.
  private var slots = [UInt16](repeating: 0, count: 4_096)

  private init() {
    names = Array(Self.list.utf8)
    entries.reserveCapacity(2_125)
    var index = 0
    while index < names.count {
      let start = index
      while index < names.count, names[index] != ASCII.equals, names[index] != 0x2A { index += 1 }
      guard index < names.count else { return }
      var entry = Entry(name: start..<index, isOpen: names[index] == 0x2A, first: 0, second: 0)
      index += 1
      var value: UInt32 = 0
      while index < names.count, names[index] != ASCII.space {
        if names[index] == 0x2B {
          entry.first = value
          value = 0
        } else {
          value = value << 4 | UInt32(names[index].hexValue ?? 0)
        }
        index += 1
      }
      if entry.first == 0 { entry.first = value } else { entry.second = value }
      index += 1
      entries.append(entry)
      var slot = Self.slot(of: names.span, entry.name)
      while slots[slot] != 0 { slot = (slot + 1) & 4_095 }
      slots[slot] = UInt16(truncatingIfNeeded: entries.count)
    }
  }

  /// FNV-1a.
  private static func slot(of bytes: Span<UInt8>, _ name: Range<Int>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for index in name { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
    return Int((hash ^ hash >> 15) & 4_095)
  }

  private func entry(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Entry? {
    var slot = Self.slot(of: bytes, name)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.name.count == name.count {
        var offset = 0
        while offset < name.count, names[entry.name.lowerBound + offset] == bytes[name.lowerBound + offset] {
          offset += 1
        }
        if offset == name.count { return entry }
      }
      slot = (slot + 1) & 4_095
    }
    return nil
  }

  /// The reference that starts with the `&` at `start`; nil where none does.
  ///
  /// - Parameter inAttribute: in the value of an attribute `&copy=1` is part of an address and no reference.
  func match(in bytes: Span<UInt8>, at start: Int, inAttribute: Bool = false) -> Match? {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x23 { return Self.number(in: bytes, at: index + 1) }
    let limit = min(bytes.count, index + Self.nameLimit)
    while index < limit, bytes[index].isLetter || bytes[index].isDigit { index += 1 }
    let name = (start + 1)..<index
    guard name.count > 1 else { return nil }
    if index < bytes.count, bytes[index] == ASCII.semicolon, let entry = entry(bytes, name) {
      return Match(first: entry.first, second: entry.second, end: index + 1)
    }
    // `&nbspand`: the old names need no semicolon.
    var length = min(Self.openNameLimit, name.count)
    while length > 1 {
      let end = name.lowerBound + length
      if let entry = entry(bytes, name.lowerBound..<end), entry.isOpen {
        if inAttribute, end < bytes.count,
          bytes[end] == ASCII.equals || bytes[end].isLetter || bytes[end].isDigit
        {
          return nil
        }
        return Match(first: entry.first, second: entry.second, end: end)
      }
      length -= 1
    }
    return nil
  }

  private static func number(in bytes: Span<UInt8>, at start: Int) -> Match? {
    var index = start
    let isHex = index < bytes.count && bytes[index].lowercasedASCII == 0x78
    if isHex { index += 1 }
    let digits = index
    var value: UInt32 = 0
    while index < bytes.count, let digit = bytes[index].hexValue, isHex || digit < 10 {
      value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x110000)
      index += 1
    }
    guard index > digits else { return nil }
    if index < bytes.count, bytes[index] == ASCII.semicolon { index += 1 }
    return Match(first: visible(value), second: 0, end: index)
  }

  /// The octets of `range` with references undone, as the value of an attribute is read.
  func decoded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    // A reference does not reach over the end of the value.
    let value = bytes.extracting(range)
    var index = 0
    while index < value.count, value[index] != 0x26 { index += 1 }
    // Most values hold none.
    var result = value.extracting(0..<index).withUnsafeBufferPointer { Array($0) }
    while index < value.count {
      if value[index] == 0x26, let found = match(in: value, at: index, inAttribute: true) {
        result.append(scalar: found.first)
        if found.second != 0 { result.append(scalar: found.second) }
        index = found.end
      } else {
        result.append(value[index])
        index += 1
      }
    }
    return result
  }

  /// Numbers 128 ... 159 mean windows-1252, zero and what is no code point mean U+FFFD.
  private static func visible(_ value: UInt32) -> UInt32 {
    if value >= 0x80, value < 0xA0 { return windows1252[Int(value - 0x80)] }
    if value == 0 || value > 0x10FFFF || value >= 0xD800 && value < 0xE000 { return 0xFFFD }
    return value
  }

  /// WHATWG HTML, 13.2.5.80.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
