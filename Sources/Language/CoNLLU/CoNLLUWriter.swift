extension CoNLLUSentence {
  /// The sentence as CoNLL-U, with the empty line behind it.
  public var conllu: String {
    var text = ""
    for comment in comments { text += "#\(comment)\n" }
    var multiwords = multiwords[...]
    for (index, word) in words.enumerated() {
      if let next = multiwords.first, next.words.lowerBound == index + 1 {
        let columns = ["\(next.words.lowerBound)-\(next.words.upperBound)", next.form]
        text += (columns + Array(repeating: "_", count: 7) + [next.misc]).joined(separator: "\t") + "\n"
        multiwords = multiwords.dropFirst()
      }
      let columns = [
        "\(index + 1)", word.form, word.lemma, word.upos, word.xpos, word.features, word.head.map(String.init) ?? "_",
        word.relation, "_", word.misc,
      ]
      text += columns.joined(separator: "\t") + "\n"
    }
    return text + "\n"
  }
}
