/// Groups words into sentences in one pass: lines as mail writes them by rules, the rest by the trained ``BoundaryModel``.
struct SentenceSplitter {
  struct Stretch {
    /// Indices of the words.
    let words: Range<Int>
    /// Words of the list marker that it begins with.
    let markerLength: Int
    let startsParagraph: Bool
  }

  /// A line shorter than this (bytes) was ended on purpose, not wrapped: mail programs wrap at 72 to 78.
  private static let wrapMargin = 52
  private static let bullets: Set<[UInt8]> = Set(["-", "*", "•", "–", "+", "·", "▪", "o", ">", "--"].map { Array($0.utf8) })

  private let bytes: [UInt8]
  private let pieces: [Piece]
  private let model: BoundaryModel
  private let features: BoundaryFeatures
  private var found: [Stretch] = []
  private var start = 0
  private var lineStart = 0
  private var marker = 0
  private var startsParagraph = true

  init(_ bytes: [UInt8], _ pieces: [Piece], _ model: BoundaryModel) {
    self.bytes = bytes
    self.pieces = pieces
    self.model = model
    features = BoundaryFeatures(bytes, pieces)
  }

  mutating func run() -> [Stretch] {
    guard !pieces.isEmpty else { return [] }
    var scratch: [Int32] = []
    begin(0)
    var at = marker
    while at < pieces.count {
      let next = at + 1
      if next == pieces.count {
        close(next)
        break
      }
      if pieces[next].lineEndsBefore > 0 {
        if markerLength(next) > 0 || endsLine(at) {
          close(next)
          begin(next)
          at = start + marker
          continue
        }
        lineStart = next
      }
      if !pieces[next].isContinuation {
        features.read(at, start: start, into: &scratch)
        if model.isEnd(scratch) || next - start >= Sentence.mostTokens {
          close(next)
          begin(next)
          at = start + marker
          continue
        }
      }
      at = next
    }
    return found
  }

  private mutating func close(_ end: Int) {
    guard end > start else { return }
    found.append(Stretch(words: start..<end, markerLength: marker, startsParagraph: startsParagraph))
    start = end
  }

  /// A sentence begins at word `at`, or behind the list marker there.
  private mutating func begin(_ at: Int) {
    startsParagraph = at == 0 || pieces[at].lineEndsBefore > 1
    if at == 0 || pieces[at].lineEndsBefore > 0 { lineStart = at }
    marker = markerLength(at)
    start = at
  }

  /// Words of a list marker at a line's start: 1 for a bullet, 2 for `1.` or `a)`, 0 for none.
  private func markerLength(_ at: Int) -> Int {
    guard at == 0 || pieces[at].lineEndsBefore > 0, at + 1 < pieces.count, pieces[at + 1].lineEndsBefore == 0 else { return 0 }
    let word = bytes[pieces[at].span]
    if word.count <= 3, Self.bullets.contains(Array(word)), pieces[at + 1].hasSpaceBefore { return 1 }
    // `1.`, `a)`; `A.` may be one word.
    guard word.count <= 2, word.allSatisfy(Scalar.isDigit) || word.count == 1 && word.allSatisfy(Scalar.isLetter) else { return 0 }
    let sign = bytes[pieces[at + 1].span]
    guard sign.count == 1, let first = sign.first, [UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: ":")].contains(first),
      !pieces[at + 1].hasSpaceBefore, at + 2 < pieces.count, pieces[at + 2].hasSpaceBefore, pieces[at + 2].lineEndsBefore == 0
    else { return 0 }
    return 2
  }

  /// Whether the line end behind word `at` ends a sentence.
  private func endsLine(_ at: Int) -> Bool {
    let next = at + 1
    if pieces[next].lineEndsBefore > 1 { return true }
    let last = bytes[pieces[at].span]
    if last.elementsEqual(":".utf8) { return true }
    if last.elementsEqual(",".utf8) || last.elementsEqual(";".utf8) { return at + 1 - lineStart <= 3 }
    let length = pieces[at].span.upperBound - pieces[lineStart].span.lowerBound
    let first = bytes[pieces[next].span.lowerBound]
    return length < Self.wrapMargin && !Scalar.isLower(first)
  }
}
