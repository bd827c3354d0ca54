public import Language

/// A treebank's sentences as the running text that they were cut from: a space or nothing between sentences, an empty line
/// between paragraphs.
public struct RawText: Sendable {
  /// UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Where each sentence ends.
  public private(set) var ends: [Int] = []

  public init(_ sentences: [CoNLLUSentence]) {
    for sentence in sentences {
      let opensParagraph = sentence.comments.contains { comment in
        let text = comment.drop { $0 == " " }
        return text.hasPrefix("newpar") || text.hasPrefix("newdoc")
      }
      if opensParagraph, !bytes.isEmpty {
        while bytes.last == 0x20 { bytes.removeLast() }
        bytes += [0x0A, 0x0A]
      }
      var multiwords = sentence.multiwords[...]
      var index = 0
      while index < sentence.words.count {
        var (form, misc, count) = (sentence.words[index].form, sentence.words[index].misc, 1)
        if let next = multiwords.first, next.words.lowerBound == index + 1 {
          (form, misc, count) = (next.form, next.misc, next.words.count)
          multiwords = multiwords.dropFirst()
        }
        bytes += form.utf8
        index += count
        if index == sentence.words.count { ends.append(bytes.count) }
        if !misc.split(separator: "|").contains("SpaceAfter=No") { bytes.append(0x20) }
      }
    }
  }
}
