/// Why a text is no CoNLL-U.
public struct CoNLLUError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// A line of words has ten columns between tabs.
    case columns(found: Int)
    /// The first column is neither the next number, nor a range that begins with it and behind the one before, nor an empty node.
    case number(expected: Int)
    /// The head is no number of a word of the sentence.
    case head
    /// The form is empty, or nothing but spaces.
    case form
    /// A range ends behind the sentence's last word.
    case range
  }
  public let reason: Reason
  /// From 1.
  public let line: Int

  public init(reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }

  public var description: String {
    switch reason {
    case .columns(let found): "line \(line): \(found) columns where CoNLL-U has 10, between tabs"
    case .number(let expected): "line \(line): word \(expected) of the sentence was expected here"
    case .head: "line \(line): the head (column 7) is no word of the sentence"
    case .form: "line \(line): the form (column 2) is empty"
    case .range: "line \(line): the range goes beyond the sentence"
    }
  }
}

extension CoNLLUSentence {
  /// The sentences of a CoNLL-U text. Empty nodes (`8.1`) and column 9 are passed over.
  ///
  /// Time and memory are linear in the text.
  public static func all(in text: String) throws(CoNLLUError) -> [CoNLLUSentence] {
    var reader = CoNLLUReader()
    var number = 0
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      try reader.take(line.last == 0x0D ? line.dropLast() : line, number)
    }
    try reader.endSentence()
    return reader.sentences
  }
}

private struct CoNLLUReader {
  private(set) var sentences: [CoNLLUSentence] = []
  private var current = CoNLLUSentence(words: [])
  /// Where the words of the sentence stand.
  private var lines: [Int] = []
  private var rangeLine = 0

  mutating func take(_ line: Substring.UTF8View, _ number: Int) throws(CoNLLUError) {
    guard let first = line.first else { return try endSentence() }
    if first == UInt8(ascii: "#") {
      current.comments.append(String(Substring(line.dropFirst())))
      return
    }
    let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
    guard columns.count == 10 else { throw CoNLLUError(reason: .columns(found: columns.count), line: number) }
    let texts = columns.map { String(Substring($0)) }
    guard texts[1].contains(where: { !$0.isWhitespace }) else { throw CoNLLUError(reason: .form, line: number) }
    let expected = current.words.count + 1
    if let id = Int(texts[0]) {
      guard id == expected else { throw CoNLLUError(reason: .number(expected: expected), line: number) }
      let head = Int(texts[6])
      guard head != nil || texts[6] == "_" else { throw CoNLLUError(reason: .head, line: number) }
      current.words.append(
        CoNLLUWord(
          form: texts[1], lemma: texts[2], upos: texts[3], xpos: texts[4], features: texts[5], head: head,
          relation: texts[7], misc: texts[9]))
      lines.append(number)
    } else if texts[0].utf8.contains(UInt8(ascii: "-")) {
      let ends = texts[0].split(separator: "-").map { Int($0) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first == expected, last >= first,
        first > current.multiwords.last?.words.upperBound ?? 0
      else {
        throw CoNLLUError(reason: .number(expected: expected), line: number)
      }
      current.multiwords.append(CoNLLUMultiword(words: first...last, form: texts[1], misc: texts[9]))
      rangeLine = number
    } else if !texts[0].utf8.contains(UInt8(ascii: ".")) {
      throw CoNLLUError(reason: .number(expected: expected), line: number)
    }
  }

  mutating func endSentence() throws(CoNLLUError) {
    defer { (current, lines) = (CoNLLUSentence(words: []), []) }
    guard !current.words.isEmpty else { return }
    for (word, line) in zip(current.words, lines) {
      if let head = word.head, !(0...current.words.count).contains(head) { throw CoNLLUError(reason: .head, line: line) }
    }
    if let last = current.multiwords.last, last.words.upperBound > current.words.count {
      throw CoNLLUError(reason: .range, line: rangeLine)
    }
    sentences.append(current)
  }
}
