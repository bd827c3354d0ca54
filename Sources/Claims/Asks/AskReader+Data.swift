import Language

extension AskReader {
  /// "Which invoice is it?", "on which number can we call you?": a number asked for without its label.
  func numbered(_ words: [String]) -> String? {
    guard let at = words.prefix(3).firstIndex(where: { $0 == "which" || $0 == "what" }), at + 2 < words.count else { return nil }
    let (noun, next) = (words[at + 1], words[at + 2])
    if noun == "number" {
      return words.contains { ["call", "ring", "reach", "phone", "telephone"].contains($0) } ? "phone" : nil
    }
    guard ["order", "invoice", "case", "ticket", "booking"].contains(noun),
      ["is", "was", "does", "do", "are", "did"].contains(next)
    else { return nil }
    return DataLabels.types["\(noun) number"]
  }

  func question(_ clause: ReadClause, _ words: Range<Int>) -> [Ask] {
    let text = sentence.forms[words]
    let names = lexicon.content(passage.quote(sentence.span(words)))
    // "May we phone you?"
    if isOfUs(clause), numbered(Array(text)) == nil { return [ask(.action("contact", object: nil), words, "may we")] }
    if names.contains("other-browser") {
      return [ask(.action("try", object: "other-browser"), words, "does it happen with another")]
    }
    if text.contains(where: { ["other", "another", "different"].contains($0) }),
      let noun = words.last(where: { sentence.tokens[$0].partOfSpeech == .noun })
    {
      return [ask(.action("try", object: deeds.name(noun)), words, "does it happen with another")]
    }
    if text.contains("say") || text.contains("message"), text.contains("what") {
      return [ask(.datum("error"), words, "question")]
    }
    if let type = numbered(Array(text)) { return [ask(.datum(type), words, "question")] }
    if text.first == "when", !text.contains("you"), !text.contains("we") { return [ask(.datum("since"), words, "question")] }
    if text.contains("begin") || text.contains("start") || text.contains("since") || text.contains("long"),
      !text.contains("you") || text.contains("since") || text.contains("long")
    {
      return [ask(.datum("since"), words, "question")]
    }
    return []
  }

  struct Wanted {
    let type: String
    let words: Range<Int>
  }

  /// The data labels that stand among some words, each type once.
  func data(in words: Range<Int>, isQuestion: Bool) -> [Wanted] {
    var found: [Wanted] = []
    var at = words.lowerBound
    while at < words.upperBound {
      var taken = 1
      for length in stride(from: DataLabels.maxLabel, through: 1, by: -1) where at + length <= words.upperBound {
        guard let type = DataLabels.types[sentence.forms[at..<(at + length)].joined(separator: " ")] else { continue }
        // "The name of the hotel" is nobody's own.
        if type == "name", sentence.form(at + length) == "of" { continue }
        // "What phone number": no device.
        if type == "device", sentence.form(at + length) == "number" { continue }
        if length == 1, !Self.alone.contains(type), !isAskedFor(at, isQuestion) { break }
        if !found.contains(where: { $0.type == type }) { found.append(Wanted(type: type, words: at..<(at + length))) }
        taken = length
        break
      }
      at += taken
    }
    return found
  }

  /// Types whose one word can name nothing else: "the IMEI".
  private static let alone: Set<String> = ["imei", "iban"]

  /// A single word names a datum only as "your version", "which version"; and never a thing that merely has a number.
  func isAskedFor(_ at: Int, _ isQuestion: Bool) -> Bool {
    let form = sentence.forms[at]
    if ["order", "invoice", "case", "ticket", "reference", "link", "build", "release", "page", "system", "date"].contains(form) {
      return false
    }
    let before = sentence.forms[max(0, at - 3)..<at]
    return before.contains { ["your", "which", "what", "the", "an", "a", "how"].contains($0) }
      && (isQuestion || before.contains("your") || before.contains("which") || before.contains("what"))
  }
}
