import Language

/// A sentence's tree as lines, each word below its head, in the order of the sentence.
enum TreeDrawing {
  static func lines(_ sentence: CoNLLUSentence) -> [String] {
    let words = sentence.words
    var children = Array(repeating: [Int](), count: words.count + 1)
    for (at, word) in words.enumerated() { children[min(word.head ?? 0, words.count)].append(at + 1) }
    var rows: [(words: String, grammar: String)] = []
    func draw(_ number: Int, above: String, own: String, below: String) {
      let word = words[number - 1]
      let before = children[number].filter { $0 < number }
      let behind = children[number].filter { $0 > number }
      for (at, child) in before.enumerated() {
        let isFirst = at == 0
        draw(child, above: above + (isFirst ? "  " : "│ "), own: above + (isFirst ? "┌ " : "├ "), below: above + "│ ")
      }
      rows.append((own + word.form, "\(word.relation)  \(word.upos)  \(word.lemma)"))
      for (at, child) in behind.enumerated() {
        let isLast = at == behind.count - 1
        draw(child, above: below + "│ ", own: below + (isLast ? "└ " : "├ "), below: below + (isLast ? "  " : "│ "))
      }
    }
    for root in children[0] { draw(root, above: "  ", own: "", below: "  ") }
    let width = rows.map { TextWidth.of($0.words) }.max() ?? 0
    return rows.map { $0.words + String(repeating: " ", count: width - TextWidth.of($0.words) + 2) + $0.grammar }
  }
}
