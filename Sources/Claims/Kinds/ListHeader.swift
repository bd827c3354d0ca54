/// "What I have tried so far:" turns the bare verbs below it into deeds.
enum ListHeader {
  /// "Your page says to do these steps:" makes those below it somebody else's words.
  static func opensOthers(_ sentence: ReadSentence) -> Bool { sentence.forms.last == ":" && !opens(sentence) }

  static func opens(_ sentence: ReadSentence) -> Bool {
    guard let colon = sentence.forms.lastIndex(of: ":") else { return false }
    let words = sentence.forms[..<colon].suffix(8)
    if words.contains(where: { ["you", "your", "please", "should", "told", "instructions", "asked", "suggested"].contains($0) }) {
      return false
    }
    return words.contains {
      ["tried", "done", "attempted", "attempts", "tries", "far", "steps", "already", "troubleshooting"].contains($0)
    }
  }
}
