/// What the network sees of one word: rows of its embedding table, whose sum is the word.
///
/// A word that the treebank knows has a row of its own; each has rows for its shape, its beginning, its ending and the letters within,
/// at places that hashes choose (Weinberger et al. 2009), so that a word never seen looks like those it resembles.
package struct WordFeatures: Sendable {
  /// Rows that hashes choose from.
  package static let bucketCount = 1 << 14
  /// Bytes of a word that are looked at, but for its last ``tail``: a URL of a thousand bytes is no more than its ends.
  private static let head = 24
  private static let tail = 4

  /// Hashes of the words that have rows of their own, ascending; row n is that of the n-th.
  package let known: [UInt64]

  package init(known: [UInt64]) { self.known = known }

  package var rowCount: Int { known.count + Self.bucketCount }

  /// The word's own row, if it is known.
  package func ownRow(_ word: [UInt8]) -> Int32? {
    let hash = Self.hash(word[...], 0)
    var (low, high) = (0, known.count)
    while low < high {
      let middle = (low + high) / 2
      if known[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < known.count && known[low] == hash ? Int32(low) : nil
  }

  /// The rows that any word has.
  /// - Parameters:
  ///   - word: as ``plain(_:_:)`` gives it.
  ///   - shape: as ``shape(_:_:)`` gives it.
  package func rows(_ word: [UInt8], shape: [UInt8]) -> [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(24)
    func add(_ bytes: some Sequence<UInt8>, _ kind: UInt64) {
      rows.append(Int32(known.count) + Int32(Self.hash(bytes, kind) % UInt64(Self.bucketCount)))
    }
    add(shape, 1)
    add(CollectionOfOne(UInt8(min(word.count, 12))), 2)
    for length in 1...4 where word.count >= length { add(word.suffix(length), 10 + UInt64(length)) }
    for length in 1...3 where word.count >= length { add(word.prefix(length), 20 + UInt64(length)) }
    let marked = [UInt8(ascii: "^")] + word.prefix(Self.head) + [UInt8(ascii: "$")]
    for length in 3...4 where marked.count >= length {
      for at in 0...(marked.count - length) { add(marked[at..<(at + length)], 30 + UInt64(length)) }
    }
    add(word, 40)
    return rows
  }

  /// ASCII in lower case, digits as 0, apostrophes straight, the middle of a long word left out.
  package static func plain(_ bytes: [UInt8], _ span: Range<Int>) -> [UInt8] {
    var word = Scalar.lowercased(bytes, span)
    if word.count > head + tail { word.removeSubrange(head..<(word.count - tail)) }
    for at in word.indices where Scalar.isDigit(word[at]) { word[at] = UInt8(ascii: "0") }
    return word
  }

  /// Capitals as X, other letters as x, digits as d, emoji as e, at most two of a kind in a row, at most 8.
  package static func shape(_ bytes: [UInt8], _ span: Range<Int>) -> [UInt8] {
    var shape: [UInt8] = []
    var run = 0
    // Of a character of several bytes, the first tells enough.
    for byte in bytes[span] where !(0x80..<0xC0).contains(byte) {
      let kind: UInt8 =
        switch byte {
        case _ where Scalar.isUpper(byte): UInt8(ascii: "X")
        case _ where Scalar.isLower(byte): UInt8(ascii: "x")
        case _ where Scalar.isDigit(byte): UInt8(ascii: "d")
        // Four bytes are an emoji in mail, and three from E2 on an arrow, a mark, a curly quote.
        case 0xF0...: UInt8(ascii: "e")
        case 0xE2: UInt8(ascii: "s")
        case 0x80...: UInt8(ascii: "u")
        default: byte
        }
      run = shape.last == kind ? run + 1 : 1
      if run > 2 { continue }
      shape.append(kind)
      if shape.count == 8 { break }
    }
    return shape
  }

  /// The hash under which a word is known.
  package static func hash(_ word: some Sequence<UInt8>, _ kind: UInt64) -> UInt64 {
    var hash = 0xCBF2_9CE4_8422_2325 ^ (kind &* 0x9E37_79B9_7F4A_7C15)
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Hash.stirred(hash)
  }
}
