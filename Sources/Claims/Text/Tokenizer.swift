/// Cuts UTF-8 text into tokens in one pass.
struct Tokenizer {
  private let bytes: [UInt8]
  private var tokens: [Token] = []
  private var lineEnds = 0
  private var spaceBefore = true

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The tokens of `bytes[range]`, in order; spans count in all of `bytes`.
  static func tokens(of bytes: [UInt8], in range: Range<Int>) -> [Token] {
    var tokenizer = Tokenizer(bytes)
    tokenizer.run(range.clamped(to: 0..<bytes.count))
    return tokenizer.tokens
  }

  private mutating func run(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      let length = Scalar.length(bytes, at, range.upperBound)
      if Scalar.isSpace(bytes, at, length) {
        if bytes[at] == 0x0A { lineEnds += 1 }
        spaceBefore = true
        at += length
        continue
      }
      var end = at
      while end < range.upperBound {
        let step = Scalar.length(bytes, end, range.upperBound)
        if Scalar.isSpace(bytes, end, step) { break }
        end += step
      }
      cut(at..<end)
      at = end
    }
  }

  /// One run without white space.
  private mutating func cut(_ chunk: Range<Int>) {
    var at = chunk.lowerBound
    var addressChecked = false
    while at < chunk.upperBound {
      let length = Scalar.length(bytes, at, chunk.upperBound)
      if Scalar.isClitic(bytes, at, chunk.upperBound), at == chunk.lowerBound {
        add(.word, at..<chunk.upperBound)
        return
      }
      guard Scalar.isLetterOrDigit(bytes, at, length) else {
        let end = bytes[at] == 0x2E ? dots(from: at, to: chunk.upperBound) : at + length
        add(.sign, at..<end)
        at = end
        continue
      }
      if !addressChecked {
        addressChecked = true
        if let (kind, end) = WebAddress.read(bytes, at..<chunk.upperBound) {
          add(kind, at..<end)
          at = end
          continue
        }
      }
      let end = wordEnd(from: at, to: chunk.upperBound)
      addWord(at..<end)
      at = end
    }
  }

  private func dots(from start: Int, to limit: Int) -> Int {
    var end = start
    while end < limit, bytes[end] == 0x2E { end += 1 }
    return end
  }

  /// Letters and digits, and single joiners between them: `'` `-` `_` `.` `,` (the last only between digits).
  private func wordEnd(from start: Int, to limit: Int) -> Int {
    var at = start
    while at < limit {
      let length = Scalar.length(bytes, at, limit)
      if Scalar.isLetterOrDigit(bytes, at, length) {
        at += length
        continue
      }
      let next = at + length
      guard next < limit, Scalar.isLetterOrDigit(bytes, next, Scalar.length(bytes, next, limit)) else { break }
      guard joins(at, length, next) else { break }
      at = next
    }
    return at
  }

  private func joins(_ at: Int, _ length: Int, _ next: Int) -> Bool {
    let before = at > 0 ? bytes[at - 1] : 0
    switch bytes[at] {
    case 0x27, 0x5F, 0x2D: return true  // ' _ -
    case 0x2C: return Scalar.isDigit(before) && Scalar.isDigit(bytes[next])
    case 0x2E:
      // "it.Then" is two sentences with the space forgotten.
      return !(Scalar.isLower(before) && Scalar.isUpper(bytes[next]))
    default: return Scalar.isApostrophe(bytes, at, length)
    }
  }

  private mutating func addWord(_ range: Range<Int>) {
    let form = Scalar.form(bytes, range)
    guard let tail = Contraction.tail(of: form) else { return add(wordKind(range), range, form: form) }
    // The tail is ASCII but for a curly apostrophe of 2 or 3 bytes, so count scalars from the back.
    var start = range.upperBound
    for _ in 0..<tail.count { start = Scalar.previous(bytes, start, range.lowerBound) }
    add(.word, range.lowerBound..<start)
    add(.word, start..<range.upperBound)
  }

  private func wordKind(_ range: Range<Int>) -> Token.Kind {
    guard Scalar.isDigit(bytes[range.lowerBound]) else { return .word }
    return bytes[range].contains { Scalar.isUpper($0) || Scalar.isLower($0) || $0 >= 0x80 } ? .word : .number
  }

  private mutating func add(_ kind: Token.Kind, _ range: Range<Int>, form: String? = nil) {
    guard !range.isEmpty else { return }
    tokens.append(
      Token(
        kind: kind, span: range, form: form ?? Scalar.form(bytes, range),
        isCapitalised: Scalar.isUpper(bytes[range.lowerBound]), lineEndsBefore: lineEnds, hasSpaceBefore: spaceBefore))
    lineEnds = 0
    spaceBefore = false
  }
}
