import Language
import Testing

/// A sentence of lines `form lemma UPOS XPOS features head relation`.
private func sentence(_ lines: String) throws -> Sentence {
  let words = lines.split(separator: "\n").map { line in
    let columns = line.split(separator: " ").map(String.init)
    return CoNLLUWord(
      form: columns[0], lemma: columns[1], upos: columns[2], xpos: columns[3], features: columns[4],
      head: Int(columns[5]), relation: columns[6])
  }
  return try #require(Sentence(CoNLLUSentence(words: words)))
}

@Suite("Clauses")
struct ClauseTests {
  @Test("I have already restarted the router and tried another cable.")
  func coordination() throws {
    let clauses = try sentence(
      """
      I I PRON PRP Case=Nom 4 nsubj
      have have AUX VBP Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux
      already already ADV RB _ 4 advmod
      restarted restart VERB VBN Tense=Past|VerbForm=Part 0 root
      the the DET DT _ 6 det
      router router NOUN NN _ 4 obj
      and and CCONJ CC _ 8 cc
      tried try VERB VBN Tense=Past|VerbForm=Part 4 conj
      another another DET DT _ 10 det
      cable cable NOUN NN _ 8 obj
      . . PUNCT . _ 4 punct
      """
    ).clauses
    #expect(clauses.map(\.predicate.lemma) == ["restart", "try"])
    #expect(clauses.map(\.time) == [.past, .past])
    #expect(clauses.map(\.isPerfect) == [true, true])
    #expect(clauses.map { $0.objects.map(\.form) } == [["router"], ["cable"]])
    guard case .own(let subject) = clauses[0].subject, case .inherited(let inherited) = clauses[1].subject else {
      Issue.record("\(clauses.map(\.subject))")
      return
    }
    #expect(subject == inherited)
    #expect(clauses.allSatisfy { !$0.isNegative && $0.mood == .indicative && $0.role == .main && $0.modal == nil })
  }

  @Test("They told me to unplug it, but I could not find the plug.")
  func toldTo() throws {
    let clauses = try sentence(
      """
      They they PRON PRP Case=Nom 2 nsubj
      told tell VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root
      me I PRON PRP Case=Acc 2 iobj
      to to PART TO _ 5 mark
      unplug unplug VERB VB VerbForm=Inf 2 xcomp
      it it PRON PRP _ 5 obj
      , , PUNCT , _ 12 punct
      but but CCONJ CC _ 12 cc
      I I PRON PRP Case=Nom 12 nsubj
      could could AUX MD Mood=Ind|Tense=Past|VerbForm=Fin 12 aux
      not not PART RB Polarity=Neg 12 advmod
      find find VERB VB VerbForm=Inf 2 conj
      the the DET DT _ 14 det
      plug plug NOUN NN _ 12 obj
      """
    ).clauses
    #expect(clauses.map(\.predicate.lemma) == ["tell", "unplug", "find"])
    #expect(clauses[1].embedding?.lemma == "tell")
    #expect(clauses[1].role == .complement)
    #expect(clauses[1].mood == .nonfinite)
    #expect(clauses[1].time == .none)
    if case .inherited(let told) = clauses[1].subject { #expect(told.form == "me") } else { Issue.record("no one was told") }
    #expect(clauses[2].isNegative)
    #expect(clauses[2].modal == "could")
    #expect(clauses[2].predicate.subtree == 26..<57)
  }

  @Test("If it is still broken, please restart it.")
  func condition() throws {
    let clauses = try sentence(
      """
      If if SCONJ IN _ 5 mark
      it it PRON PRP _ 5 nsubj
      is be AUX VBZ Mood=Ind|Tense=Pres|VerbForm=Fin 5 cop
      still still ADV RB _ 5 advmod
      broken broken ADJ JJ _ 8 advcl
      , , PUNCT , _ 5 punct
      please please INTJ UH _ 8 discourse
      restart restart VERB VB Mood=Imp|VerbForm=Fin 0 root
      it it PRON PRP _ 8 obj
      """
    ).clauses
    #expect(clauses.map(\.predicate.form) == ["broken", "restart"])
    #expect(clauses.map(\.isConditional) == [true, false])
    #expect(clauses[0].copula?.form == "is")
    #expect(clauses[0].role == .adverbial)
    #expect(clauses[0].embedding?.form == "restart")
    #expect(clauses.map(\.mood) == [.indicative, .imperative])
    #expect(clauses[1].subject == .reader)
  }

  @Test("Tried that. I got no reply. Nobody has set it up.")
  func droppedAndNegative() throws {
    let tried = try sentence(
      """
      Tried try VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root
      that that PRON DT _ 1 obj
      """
    ).clauses
    #expect(tried.map(\.subject) == [.dropped])
    #expect(tried.map(\.time) == [.past])
    let got = try sentence(
      """
      I I PRON PRP _ 2 nsubj
      got get VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root
      no no DET DT _ 4 det
      reply reply NOUN NN _ 2 obj
      """
    ).clauses
    #expect(got.map(\.isNegative) == [true])
    let nobody = try sentence(
      """
      Nobody nobody PRON NN _ 3 nsubj
      has have AUX VBZ Mood=Ind|Tense=Pres|VerbForm=Fin 3 aux
      set set VERB VBN Tense=Past|VerbForm=Part 0 root
      it it PRON PRP _ 3 obj
      up up ADP RP _ 3 compound:prt
      """
    ).clauses
    #expect(nobody.map(\.isNegative) == [true])
    #expect(nobody.map { $0.particle?.form } == ["up"])
  }

  @Test("Will it be delivered tomorrow?")
  func question() throws {
    let clauses = try sentence(
      """
      Will will AUX MD VerbForm=Fin 4 aux
      it it PRON PRP _ 4 nsubj:pass
      be be AUX VB VerbForm=Inf 4 aux:pass
      delivered deliver VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root
      tomorrow tomorrow NOUN NN _ 4 obl:tmod
      ? ? PUNCT . _ 4 punct
      """
    ).clauses
    #expect(clauses.map(\.mood) == [.question])
    #expect(clauses.map(\.time) == [.future])
    #expect(clauses.map(\.isPassive) == [true])
    #expect(clauses.map { $0.obliques.map(\.form) } == [["tomorrow"]])
  }
}
