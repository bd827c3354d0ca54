/// Cuts UTF-8 text into words as Universal Dependencies' English EWT does, in one pass.
///
/// Time is linear: each rule looks at the run of characters between two spaces at most a fixed number of times.
package struct Tokenizer {
  private let bytes: [UInt8]
  private(set) var pieces: [Piece] = []
  private var lineEnds = 0
  private var hasSpaceBefore = true

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The words of `bytes[range]`, in order; spans count in all of `bytes`.
  package static func pieces(of bytes: [UInt8], in range: Range<Int>) -> [Piece] {
    var tokenizer = Tokenizer(bytes)
    tokenizer.run(range.clamped(to: 0..<bytes.count))
    return tokenizer.pieces
  }

  private mutating func run(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      let length = Scalar.length(bytes, at, range.upperBound)
      if Scalar.isSpace(bytes, at, length) {
        if bytes[at] == 0x0A { lineEnds += 1 }
        hasSpaceBefore = true
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
  private mutating func cut(_ run: Range<Int>) {
    var at = run.lowerBound
    var addressChecked = false
    var addressChecks = 0
    while at < run.upperBound {
      let length = Scalar.length(bytes, at, run.upperBound)
      if let end = Emoticon.end(bytes, at..<run.upperBound, startsRun: at == run.lowerBound) {
        at = add(at..<end)
        continue
      }
      if at == run.lowerBound, Scalar.isApostrophe(bytes, at, length), run.count <= Self.longestClitic,
        Self.clitics.contains(Scalar.lowercased(bytes, run))
      {
        at = add(run)
        continue
      }
      if !addressChecked, addressChecks < Self.mostAddressChecks, Scalar.isLetterOrDigit(bytes, at, length) || bytes[at] == 0x2F {
        addressChecked = true
        addressChecks += 1
        if let end = Address.end(bytes, at..<run.upperBound) {
          at = add(at..<end)
          continue
        }
      }
      guard Scalar.isLetterOrDigit(bytes, at, length) else {
        at = add(at..<signEnd(at, length, run))
        continue
      }
      let end = wordEnd(from: at, in: run)
      addWord(at..<end)
      at = end
      // Behind `and/or` or `said:see` an address may begin again.
      addressChecked = false
    }
  }

  /// How often an address is looked for in one run, each time up to its end: `see:https://…,or:https://…` takes four.
  private static let mostAddressChecks = 16

  private static let clitics: Set<[UInt8]> = Set(
    ["n't", "'t", "'ve", "'m", "'re", "'ll", "'d", "'s", "'em", "'cause"].map { Array($0.utf8) })
  private static let longestClitic = 8

  /// Runs of one sign are one token: `...`, `!!!`, `--`, `====`; quotes of two signs too.
  private func signEnd(_ at: Int, _ length: Int, _ run: Range<Int>) -> Int {
    let sign = bytes[at]
    var end = at + length
    if length > 1 {
      // An emoji with its joiners, variation selectors and skin tones is one.
      while end < run.upperBound, let next = Scalar.emojiRest(bytes, end, run.upperBound) { end = next }
      return end
    }
    switch sign {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      while end < run.upperBound, bytes[end] == UInt8(ascii: "!") || bytes[end] == UInt8(ascii: "?") { end += 1 }
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "~"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "$"):
      while end < run.upperBound, bytes[end] == sign { end += 1 }
    default: break
    }
    return end
  }

  /// Letters and digits, with what joins them inside one word.
  private func wordEnd(from start: Int, in run: Range<Int>) -> Int {
    var at = start
    while at < run.upperBound {
      let length = Scalar.length(bytes, at, run.upperBound)
      if Scalar.isLetterOrDigit(bytes, at, length) {
        at += length
        continue
      }
      let next = at + length
      let hasNext = next < run.upperBound && Scalar.isLetterOrDigit(bytes, next, Scalar.length(bytes, next, run.upperBound))
      guard hasNext ? joins(start, at, length, next, run.upperBound) : closes(start, at, length, run) else { break }
      at = next
    }
    return at
  }

  /// Whether the sign at `at` stands inside of a word that goes on at `next`.
  private func joins(_ start: Int, _ at: Int, _ length: Int, _ next: Int, _ limit: Int) -> Bool {
    let (before, after) = (bytes[at - 1], bytes[next])
    let digits = Scalar.isDigit(before) && Scalar.isDigit(after)
    switch bytes[at] {
    case UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "&"): return true
    case UInt8(ascii: ","), UInt8(ascii: ":"): return digits
    case UInt8(ascii: "/"):
      // A date; `w/o`, `l/c`.
      let isShort = at - start == 1 && (next + 1 == limit || !Scalar.isLetterOrDigit(bytes, next + 1, Scalar.length(bytes, next + 1, limit)))
      return digits && isDate(start, limit) || isShort && Scalar.isLetter(before) && Scalar.isLetter(after)
    case UInt8(ascii: "."):
      // `it.Then` is two sentences whose space was forgotten; so is `it.then` but for abbreviations and file names.
      if Scalar.isDigit(before) || Scalar.isDigit(after) { return !(Scalar.isLower(before) && Scalar.isUpper(after)) }
      return Abbreviation.isDotted(bytes, start, at, limit) || FileName.isEnding(bytes, next, limit)
    case UInt8(ascii: "-"):
      return Hyphen.joins(bytes, start, at, limit)
    case UInt8(ascii: "*"): return Scalar.isLetter(before) && Scalar.isLetter(after)
    default: return Scalar.isApostrophe(bytes, at, length)
    }
  }

  /// Whether a sign at a word's end belongs to it: `Dr.`, `p.m.`, `parents'`, `Yahoo!` does not.
  private func closes(_ start: Int, _ at: Int, _ length: Int, _ run: Range<Int>) -> Bool {
    if bytes[at] == UInt8(ascii: ".") {
      // A run of dots is a sign of its own.
      if at + 1 < run.upperBound, bytes[at + 1] == UInt8(ascii: ".") { return false }
      return Abbreviation.takesDot(bytes, start..<at)
    }
    return Scalar.isApostrophe(bytes, at, length) && at + length == run.upperBound && !opensQuote(start)
      && (bytes[at - 1] | 0x20) == UInt8(ascii: "s")
  }

  private func opensQuote(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    let before = Scalar.previous(bytes, start, 0)
    return Scalar.isApostrophe(bytes, before, Scalar.length(bytes, before, bytes.count))
  }

  /// `12/31/2026` and some; what follows does not change what it is.
  private static let longestDate = 16

  /// Digits and slashes alone, with two slashes, or `9/11`: one token. `1/2` is three.
  private func isDate(_ start: Int, _ limit: Int) -> Bool {
    var (at, slashes, digits) = (start, 0, 0)
    let end = min(limit, start + Self.longestDate)
    while at < end, Scalar.isDigit(bytes[at]) || bytes[at] == UInt8(ascii: "/") {
      if bytes[at] == UInt8(ascii: "/") { slashes += 1 } else { digits += 1 }
      at += 1
    }
    return slashes >= 2 || digits >= 3
  }

  private mutating func addWord(_ range: Range<Int>) {
    if let unit = Unit.start(bytes, range) {
      add(range.lowerBound..<unit)
      add(unit..<range.upperBound)
      return
    }
    guard range.count <= Self.longestContraction, let scalars = Contraction.tail(of: Scalar.lowercased(bytes, range)) else {
      add(range)
      return
    }
    var start = range.upperBound
    for _ in 0..<scalars { start = Scalar.previous(bytes, start, range.lowerBound) }
    add(range.lowerBound..<start)
    add(start..<range.upperBound, isContinuation: true)
  }

  /// A word longer than this in bytes is not looked at for an ending.
  private static let longestContraction = 40

  @discardableResult
  private mutating func add(_ range: Range<Int>, isContinuation: Bool = false) -> Int {
    pieces.append(
      Piece(span: range, isContinuation: isContinuation, hasSpaceBefore: hasSpaceBefore, lineEndsBefore: lineEnds))
    lineEnds = 0
    hasSpaceBefore = false
    return range.upperBound
  }
}
