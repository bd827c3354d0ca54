/// Says between which words a sentence ends: a linear model over what stands around the gap.
///
/// Trained on the treebank's sentences (``LanguageTraining``); line ends of mail are ``SentenceSplitter``'s.
package struct BoundaryModel: Sendable {
  /// Hashed features share so many weights; 2^14 gave no worse sentences than 2^18.
  package static let weightCount = 1 << 14

  /// One a feature; a sum above 0 is an end.
  package let weights: [Int16]

  package init(weights: [Int16]) { self.weights = weights }

  func isEnd(_ features: [Int32]) -> Bool {
    var sum = 0
    for feature in features { sum += Int(weights[Int(feature)]) }
    return sum > 0
  }
}

/// What the boundary model looks at.
package struct BoundaryFeatures {
  private let bytes: [UInt8]
  private let pieces: [Piece]
  /// Hash of each word in lower case, its class, and whether it is a word in capitals.
  private var hashes: [UInt64] = []
  private var classes: [UInt8] = []

  package init(_ bytes: [UInt8], _ pieces: [Piece]) {
    self.bytes = bytes
    self.pieces = pieces
    hashes.reserveCapacity(pieces.count)
    classes.reserveCapacity(pieces.count)
    for piece in pieces {
      hashes.append(Hash.lowercased(bytes, piece.span))
      classes.append(Self.shapeClass(bytes, piece.span))
    }
  }

  /// The features of the gap behind word `at`, whose sentence began at word `start`. Puts them into `found`.
  package func read(_ at: Int, start: Int, into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    let (word, next) = (hashes[at], hash(at + 1))
    let (wordClass, nextClass) = (UInt64(classes[at]), UInt64(shape(at + 1)))
    let hasSpace: UInt64 = at + 1 < pieces.count && !pieces[at + 1].hasSpaceBefore ? 1 : 2
    let length = UInt64(min((at - start + 1) / 2, 8))
    func add(_ kind: UInt64, _ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) {
      found.append(Int32(truncatingIfNeeded: Hash.mix(kind, a, b, c) % UInt64(BoundaryModel.weightCount)))
    }
    add(1, 0)
    add(2, word)
    add(3, next)
    add(4, wordClass, nextClass, hasSpace)
    add(5, word, nextClass, hasSpace)
    add(6, wordClass, next)
    add(7, at > 0 ? hashes[at - 1] : 0, word)
    add(8, at > 0 ? UInt64(classes[at - 1]) : 0, wordClass, nextClass)
    add(9, wordClass, nextClass, UInt64(shape(at + 2)))
    add(10, length, wordClass, nextClass)
    add(11, hash(at + 2), wordClass)
    add(12, next, nextClass, UInt64(shape(at + 2)))
    add(13, at - start < 1 ? 1 : 0, word)
    add(14, start < pieces.count ? UInt64(classes[start]) : 0, wordClass, nextClass)
  }

  private func hash(_ at: Int) -> UInt64 { at < hashes.count ? hashes[at] : 1 }
  private func shape(_ at: Int) -> UInt8 { at < classes.count ? classes[at] : 0 }

  /// 1 lower, 2 capitalised, 3 in capitals, 4 number, 5 mixed, 6 other script; signs by themselves from 16 on.
  private static func shapeClass(_ bytes: [UInt8], _ span: Range<Int>) -> UInt8 {
    let first = bytes[span.lowerBound]
    if Scalar.isLower(first) { return 1 }
    if Scalar.isUpper(first) {
      let rest = bytes[span].dropFirst()
      return rest.isEmpty ? 7 : rest.allSatisfy { !Scalar.isLower($0) } ? 3 : 2
    }
    if Scalar.isDigit(first) { return bytes[span].allSatisfy { !Scalar.isUpper($0) && !Scalar.isLower($0) } ? 4 : 5 }
    if first >= 0x80 { return 6 }
    return span.count == 1 ? first &+ 16 : first &+ 144
  }
}
