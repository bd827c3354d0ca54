
/// "You said you would call me back", "they promised to refund": what the company owes.
enum PromiseRules {
  private static let speaking: Set<String> = [
    "said", "promised", "told", "assured", "agreed", "guaranteed", "confirmed", "offered", "stated", "supposed",
  ]

  static func claims(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    let words = sentence.tokens.map(\.form)
    guard let spoken = words.firstIndex(where: speaking.contains), !words[..<spoken].contains("if") else { return [] }
    if spoken > 0, words[spoken - 1] == "i" || words[spoken - 1] == "we" { return [] }
    for at in (spoken + 1)..<max(spoken + 1, words.count) {
      let isWould = ["would", "'d", "will", "'ll"].contains(words[at])
      let isTo =
        at == spoken + 1 && words[at] == "to" && ["promised", "agreed", "offered", "supposed"].contains(words[spoken])
      guard isWould || isTo else { continue }
      if isWould, words[at - 1] == "i",
        !["receive", "get", "be", "have"].contains(at + 1 < words.count ? words[at + 1] : "")
      {
        continue
      }
      var start = at
      while start > spoken + 1, at - start < 8, ![",", "that", "me", "us", ":", "when"].contains(words[start - 1]) {
        start -= 1
      }
      var end = at + 1
      while end < words.count, ![".", ",", ";", "but", "if", "!", "?", "so", "because", "when"].contains(words[end]) {
        end += 1
      }
      guard let span = passage.span(sentence.tokens[start..<end]) else { continue }
      let verb = words[min(at + 1, words.count - 1)]
      return [passage.claim(.promised, span, key: verb, rule: "said would")]
    }
    return []
  }
}
