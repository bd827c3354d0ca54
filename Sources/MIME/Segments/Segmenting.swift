extension Segment {
  /// `text` cut into labelled pieces that cover it without gaps. Nothing is thrown away.
  ///
  /// - Parameters:
  ///   - text: readable text with `\n` line ends.
  ///   - sent: plain texts of messages we sent in this conversation; what repeats them
  ///     is quoted, with or without marks.
  ///   - knownSignature: what ``Signature/common(in:)`` found in earlier mail of this sender.
  public static func all(in text: String, sent: [String] = [], knownSignature: String? = nil)
    -> [Segment]
  {
    all(
      in: Array(text.utf8), sent: sent.map { Array($0.utf8) },
      knownSignature: knownSignature.map { Array($0.utf8) })
  }

  /// - Parameters:
  ///   - text: UTF-8 with `\n` line ends.
  ///   - marks: what HTML said of it, in bytes of `text`.
  ///   - sent: plain texts of messages we sent in this conversation.
  ///   - knownSignature: a block of lines that this sender's mail ends with.
  static func all(
    in text: [UInt8], marks: [ReadableText.Mark] = [], sent: [[UInt8]] = [], knownSignature: [UInt8]? = nil
  ) -> [Segment] {
    guard !text.isEmpty else { return [] }
    guard text.count <= LineTable.textLimit else {
      return [Segment(kind: .own, range: 0..<text.count, confidence: Signal.doubtful.confidence)]
    }
    var labels = LineLabels(LineTable(text))
    labels.keepCode()
    labels.markSent(sent)
    labels.markMarkup(marks)
    labels.markOthersWords()
    labels.markLearned(knownSignature)
    labels.markFeet()
    labels.markGreeting()
    return labels.segments()
  }
}
