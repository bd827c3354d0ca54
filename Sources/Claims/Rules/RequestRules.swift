
/// What the customer wants of us: questions, `please`, wishes, calls for help.
enum RequestRules {
  static func claims(in passage: Passage, _ sentence: Sentence, isSubject: Bool) -> [Claim] {
    let tokens = sentence.tokens
    let words = tokens.map(\.form)
    if sentence.isQuestion, !isSubject {
      let start = words.lastIndex { [",", ";", ":"].contains($0) }.map { $0 + 1 } ?? 0
      let cut = asks(at: start, words) ? start : 0
      return claim(passage, tokens[cut...], key: key(tokens[cut...]), rule: "question")
    }
    for at in words.indices {
      let next = at + 1 < words.count ? words[at + 1] : ""
      let isPlease = words[at] == "please" && next != "find" && next != "see" && next != ""
      let isWish =
        ["would", "'d"].contains(words[at]) && next == "like" && at > 0 && Words.customer.contains(words[at - 1])
      let isWant =
        ["want", "need", "require"].contains(words[at]) && at > 0 && Words.customer.contains(words[at - 1])
        && ["you", "to", "a", "my", "the", "someone", "this"].contains(next)
      let isHelp =
        ["any", "some"].contains(words[at])
        && ["help", "ideas", "idea", "suggestions", "suggestion", "advice", "assistance"].contains(next)
      let isThanks = ["thanks", "thank"].contains(words[at]) && words[at...].prefix(4).contains("advance")
      let speaker = words[..<at].suffix(4).firstIndex(where: Words.customer.contains)
      let isSuggestion = ["suggest", "propose"].contains(words[at]) && speaker != nil && !sentence.isQuestion
      guard isPlease || isWish || isWant || isHelp || isThanks || isSuggestion else { continue }
      let start = isSuggestion ? speaker ?? at : isWish || isWant ? at - 1 : at
      let end = words[(at + 1)...].firstIndex { [".", "!", ";", "but", "because", ","].contains($0) } ?? words.count
      let isKind = isHelp || isThanks || next == "help"
      return claim(
        passage, tokens[start..<end], key: isKind ? "help" : key(tokens[at..<end]),
        rule: isPlease ? "please" : isSuggestion ? "suggestion" : "wish")
    }
    return []
  }

  private static func asks(at start: Int, _ words: [String]) -> Bool {
    guard start < words.count else { return false }
    let word = words[start]
    return Words.questionWords.contains(word) || Words.able.contains(word) || Words.modals.contains(word)
      || Words.dos.contains(word)
      || Words.be.contains(word) || Words.have.contains(word) || word == "any" || word == "please"
  }

  private static func claim(_ passage: Passage, _ tokens: ArraySlice<Token>, key: String, rule: String) -> [Claim] {
    passage.span(tokens).map { [passage.claim(.request, $0, key: key, rule: rule)] } ?? []
  }

  /// Class and object of the first verb of a known class, else `help`.
  private static func key(_ tokens: ArraySlice<Token>) -> String {
    for at in tokens.indices {
      let next = tokens[(at + 1)...].prefix(2).map(\.form)
      guard let (action, taken) = ActionClasses.look(tokens[at].form, followedBy: next) else { continue }
      // "My money back for order 5512": a thing with a number.
      if action == "buy", at + 1 < tokens.endIndex, tokens[at + 1].kind == .number { continue }
      let object = ObjectPhrase.read(tokens[min(at + 1 + taken, tokens.endIndex)...])
      return object.head.map { "\(action) \($0)" } ?? action
    }
    return "help"
  }
}
