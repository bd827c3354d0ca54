
/// The words before a clause's subject: conjunctions, adverbs, and what makes it subordinate.
struct Lead {
  var isCoordinated = false
  var isConditional = false
  /// `when`, `before`, `while`.
  var isHabitual = false
  /// `before`, `until`: what follows had not happened yet.
  var isBefore = false
  /// `after`, `by`, `upon`, `with`.
  var isAfter = false
  /// A question word followed by an auxiliary: "what can I do".
  var isInverted = false

  static func read(_ tokens: [Token], _ at: inout Int) -> Lead {
    var lead = Lead()
    while at < tokens.count {
      let word = tokens[at].form
      if tokens[at].kind == .sign {
        if word == "," || Self.openers.contains(word) { lead.isCoordinated = lead.isCoordinated || word == "," }
      } else if Words.conjunctions.contains(word) {
        lead.isCoordinated = true
      } else if word == "in", at + 1 < tokens.count, tokens[at + 1].form == "case" {
        lead.isConditional = true
        at += 1
      } else if word == "every" || word == "each" || word == "any", at + 1 < tokens.count, tokens[at + 1].form == "time"
      {
        lead.isHabitual = true
        at += 1
      } else if word != "in", word != "should", Words.conditional.contains(word) {
        lead.isConditional = true
      } else if Words.questionWords.contains(word), at + 1 < tokens.count, Self.isInversion(tokens, at + 1) {
        lead.isInverted = true
        return lead
      } else if Words.habitual.contains(word) {
        if word == "before" { lead.isBefore = true } else { lead.isHabitual = true }
      } else if Words.afterwards.contains(word) {
        lead.isAfter = true
      } else if !Words.adverbs.contains(word),
        !Words.relative.contains(word) || (word == "that" && !Self.precedesSubject(tokens, at))
      {
        return lead
      }
      at += 1
    }
    return lead
  }

  private static let openers: Set<String> = ["(", ")", "\"", ":", ";", "-", "–", "—", ".", "*", "“", "”"]

  private static func precedesSubject(_ tokens: [Token], _ at: Int) -> Bool {
    guard at + 1 < tokens.count else { return false }
    let next = tokens[at + 1].form
    return Words.customer.contains(next) || Words.others.contains(next)
  }

  private static func isInversion(_ tokens: [Token], _ at: Int) -> Bool {
    let word = tokens[at].form
    return Words.have.contains(word) || Words.dos.contains(word) || Words.modals.contains(word)
      || Words.able.contains(word)
      || Words.be.contains(word) || word == "else" || word == "to"
  }
}
