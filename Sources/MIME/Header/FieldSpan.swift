/// What the readers of header fields ask of octets.
extension Span where Element == UInt8 {
  /// The octets of `range` as text; they are UTF-8, or ill-formed ones become U+FFFD.
  func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// The same with A-Z in lower case.
  func lowercasedText(_ range: Range<Int>) -> String {
    let octets = extracting(range)
    return octets.withUnsafeBufferPointer { octets in
      guard octets.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else {
        return String(decoding: octets, as: UTF8.self)
      }
      guard octets.allSatisfy({ $0 < 0x80 }) else { return octets.lowercasedASCIIString }
      return String(unsafeUninitializedCapacity: octets.count) { target in
        for place in 0..<octets.count { target[place] = octets[place].lowercasedASCII }
        return octets.count
      }
    }
  }

  /// A copy of the octets of `range`.
  func octets(_ range: Range<Int>) -> [UInt8] {
    extracting(range).withUnsafeBufferPointer { Array($0) }
  }

  /// Whether the octets of `range` are `word` but for the case of ASCII letters; `word` is given in lower case.
  func holds(_ word: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount, word.hasPointerRepresentation else { return false }
    var place = range.lowerBound
    for octet in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard self[place].lowercasedASCII == octet else { return false }
      place += 1
    }
    return true
  }

  /// Whether two ranges hold the same octets but for the case of ASCII letters.
  func holdsSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for step in 0..<one.count
    where self[one.lowerBound + step].lowercasedASCII
      != self[other.lowerBound + step].lowercasedASCII
    { return false }
    return true
  }

  /// `range` without white space and line breaks at either end.
  func trimmingSpace(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isFieldSpace { lower += 1 }
    while upper > lower, self[upper - 1].isFieldSpace { upper -= 1 }
    return lower..<upper
  }

  /// The first place of `octet` in `range`.
  func first(_ octet: UInt8, in range: Range<Int>) -> Int? {
    for place in range where self[place] == octet { return place }
    return nil
  }

  /// Appends `range` to `result` in one go.
  func append(_ range: Range<Int>, to result: inout [UInt8]) {
    extracting(range).withUnsafeBufferPointer { result.append(contentsOf: $0) }
  }
}

extension UInt8 {
  /// White space of a field that is still folded: space, tab, CR, LF.
  var isFieldSpace: Bool {
    self <= ASCII.space && (self == ASCII.space || self == ASCII.tab || isLineBreak)
  }
}

extension Array where Element == Damage.Kind {
  /// Adds `kind` once.
  mutating func note(_ kind: Damage.Kind) {
    if !contains(kind) { append(kind) }
  }

  /// Adds each of `kinds` once.
  mutating func note(_ kinds: [Damage.Kind]) {
    for kind in kinds { note(kind) }
  }
}

/// A set of ASCII octets that answers with a shift instead of a load.
struct OctetSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ octets: StaticString) {
    for octet in UnsafeBufferPointer(start: octets.utf8Start, count: octets.utf8CodeUnitCount) {
      if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet & 63) }
    }
  }

  func contains(_ octet: UInt8) -> Bool {
    octet < 64
      ? low &>> UInt64(octet) & 1 == 1 : octet < 128 && high &>> UInt64(octet & 63) & 1 == 1
  }
}
