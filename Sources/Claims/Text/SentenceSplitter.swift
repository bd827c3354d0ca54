/// Groups tokens into sentences in one pass.
struct SentenceSplitter {
  /// A line shorter than this (bytes) was ended on purpose, not wrapped: mail programs wrap at 72 to 78.
  private static let wrapMargin = 52
  private static let abbreviations: Set<String> = [
    "no", "nr", "mr", "mrs", "ms", "dr", "st", "vs", "e.g", "i.e", "approx", "ver", "v", "tel", "ref", "inc", "ltd",
    "co",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m",
  ]
  private static let bullets: Set<String> = ["-", "*", "•", "–", "+", "·", "▪", "o"]

  private let tokens: [Token]
  private var found: [Sentence] = []
  private var start = 0
  private var isListItem = false
  private var startsParagraph = true

  init(_ tokens: [Token]) {
    self.tokens = tokens
  }

  mutating func run() -> [Sentence] {
    guard !tokens.isEmpty else { return [] }
    var lineStart = 0
    var at = 0
    skipMarker(&at, lineStart: &lineStart)
    while at < tokens.count {
      if at > start, tokens[at].lineEndsBefore > 0 {
        let markerNext = markerLength(at) > 0
        if markerNext || breaksLine(at, lineStart) {
          close(at)
          startsParagraph = tokens[at].lineEndsBefore > 1
          skipMarker(&at, lineStart: &lineStart)
          continue
        }
        lineStart = at
      }
      if endsSentence(at) || at - start >= Sentence.maxTokens {
        close(at + 1)
        at += 1
        guard at < tokens.count else { break }
        startsParagraph = tokens[at].lineEndsBefore > 1
        if tokens[at].lineEndsBefore > 0 { skipMarker(&at, lineStart: &lineStart) }
        continue
      }
      at += 1
    }
    close(tokens.count)
    return found
  }

  private mutating func close(_ end: Int) {
    if end > start {
      let slice = Array(tokens[start..<end])
      found.append(
        Sentence(
          span: slice[0].span.lowerBound..<slice[slice.count - 1].span.upperBound, tokens: slice,
          isListItem: isListItem,
          startsParagraph: startsParagraph))
    }
    start = end
    isListItem = false
  }

  private mutating func skipMarker(_ at: inout Int, lineStart: inout Int) {
    let length = markerLength(at)
    lineStart = at
    at += length
    start = at
    isListItem = length > 0
    if length == 0 { at = max(at, start) }
  }

  /// Tokens of a list marker at a line's start: 1 for a bullet, 2 for `1.` or `a)`, 0 for none.
  private func markerLength(_ at: Int) -> Int {
    let atLineStart = at == 0 || tokens[at].lineEndsBefore > 0
    guard atLineStart, at + 1 < tokens.count else { return 0 }
    let token = tokens[at]
    if Self.bullets.contains(token.form), tokens[at + 1].hasSpaceBefore, tokens[at + 1].lineEndsBefore == 0 { return 1 }
    guard token.span.count <= 2, token.kind == .number || (token.kind == .word && token.span.count == 1) else {
      return 0
    }
    guard [".", ")", ":"].contains(tokens[at + 1].form), !tokens[at + 1].hasSpaceBefore else { return 0 }
    guard at + 2 < tokens.count, tokens[at + 2].hasSpaceBefore else { return 0 }
    return 2
  }

  private func breaksLine(_ at: Int, _ lineStart: Int) -> Bool {
    if tokens[at].lineEndsBefore > 1 { return true }
    let last = tokens[at - 1]
    if last.form == ":" { return true }
    if last.form == "," || last.form == ";" { return at - lineStart <= 3 }
    let length = last.span.upperBound - tokens[lineStart].span.lowerBound
    return length < Self.wrapMargin && (tokens[at].isCapitalised || tokens[at].kind != .word)
  }

  private func hasDigit(_ token: Token) -> Bool { token.form.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } }

  private func endsSentence(_ at: Int) -> Bool {
    let token = tokens[at]
    guard token.kind == .sign else { return false }
    let next = at + 1 < tokens.count ? tokens[at + 1] : nil
    switch token.form {
    case "!", "?":
      guard let next else { return true }
      return next.form != "!" && next.form != "?" && next.form != ")" && next.form != "\"" && next.form != "”"
    case ".":
      guard let next else { return true }
      if !next.hasSpaceBefore { return next.isCapitalised }
      guard at > start, !token.hasSpaceBefore else { return true }
      let word = tokens[at - 1]
      guard Self.abbreviations.contains(word.form) || (word.span.count == 1 && word.kind == .word && word.form != "i")
      else { return true }
      if hasDigit(next) { return false }
      // "ref. 4471" goes on; "No. The parcel" does not.
      return next.isCapitalised && word.form != "mr" && word.form != "mrs" && word.form != "dr" && word.form != "st"
    default:
      guard token.form.utf8.count > 1, token.form.utf8.allSatisfy({ $0 == 0x2E }) else {
        return token.form == "…" && next?.isCapitalised ?? true
      }
      return next.map { $0.hasSpaceBefore && $0.isCapitalised } ?? true
    }
  }
}
