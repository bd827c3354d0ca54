import Claims
import Desk
import Testing

@Suite("Where a mail belongs")
struct ThreadingTests {
  private let known = ThreadCandidate(
    conversation: ConversationID(7), messageID: "a@x", senderTakesPart: true, isOurs: false)

  /// Somebody else's conversation that holds a copy of the same Message-ID.
  private let foreign = ThreadCandidate(
    conversation: ConversationID(3), messageID: "a@x", senderTakesPart: false, isOurs: false)

  @Test("An answer from someone who takes part joins the conversation, whatever its subject says")
  func joins() {
    let decision = Threading.decide(
      citations: ["unknown@x", "a@x"], returnedID: nil, isOwn: false, candidates: [foreign, known])
    #expect(decision == ThreadDecision(conversation: ConversationID(7), evidence: .cited, citedID: "a@x"))
  }

  @Test("A stranger who cites our Message-ID learns nothing: a conversation of his own")
  func stranger() {
    let decision = Threading.decide(
      citations: ["a@x"], returnedID: nil, isOwn: false, candidates: [foreign])
    #expect(decision == ThreadDecision(conversation: nil, evidence: .citedByStranger, citedID: "a@x"))
  }

  @Test("What we wrote ourselves in another mail program joins what it cites")
  func ownMail() {
    let decision = Threading.decide(citations: ["a@x"], returnedID: nil, isOwn: true, candidates: [foreign])
    #expect(decision.conversation == ConversationID(3))
  }

  @Test("A bounce is believed only if it returns a mail of ours")
  func bounce() {
    let theirs = Threading.decide(
      citations: [], returnedID: "a@x", isOwn: false, candidates: [known])
    #expect(theirs.conversation == nil)
    let ours = ThreadCandidate(
      conversation: ConversationID(8), messageID: "o@shop", senderTakesPart: false, isOurs: true)
    let decision = Threading.decide(
      citations: [], returnedID: "o@shop", isOwn: false, candidates: [known, ours])
    #expect(decision.evidence == .bounceOfOurs)
    #expect(decision.conversation == ConversationID(8))
  }

  @Test("The nearest citation counts first, each once, and a hostile list is cut")
  func citations() {
    #expect(Threading.citations(inReplyTo: ["c"], references: ["a", "b", "c"]) == ["c", "b", "a"])
    let many = (0..<50_000).map { "\($0)@x" }
    let cut = Threading.citations(inReplyTo: [], references: many)
    #expect(cut.first == "49999@x")
    #expect(cut.count == 40)
  }

  @Test("An earlier matter answers for a phone or serial number and not for an order number")
  func lastingFacts() {
    func fact(_ key: String) -> Ledger.Entry {
      Ledger.Entry(
        claim: Claim(kind: .fact, quote: "x", span: 0..<1, source: .own, key: key, rule: "test"), message: 1, date: 1)
    }
    let ledger = Ledger(
      conversation: [fact("order-number=2")], earlier: [fact("order-number=1"), fact("phone=123"), fact("serial-number=LM20931")])
    #expect(Set(ledger.entries.map(\.claim.key)) == ["order-number=2", "phone=123", "serial-number=LM20931"])
  }

  @Test("One thanks a person: the first of their words, nobody twice, nobody who wants no mailings")
  func thanks() {
    func voice(_ message: Int64, _ address: String, _ date: Seconds) -> TopicVoice {
      TopicVoice(topic: TopicID(1), message: StoredMessageID(message), address: address, quote: "q", date: date)
    }
    let voices = [voice(3, "b@x", 30), voice(2, "A@x", 20), voice(1, "a@x", 10), voice(4, "c@x", 40)]
    let plan = ThanksPlan.voicesToThank(voices, thanked: [], suppressed: ["c@x"])
    #expect(plan.map(\.message.number) == [1, 3])
    #expect(ThanksPlan.voicesToThank(voices, thanked: ["a@x", "b@x"], suppressed: ["c@x"]).isEmpty)
  }

  @Test("The nightly round is due once a day, from its hour on")
  func nightly() {
    let midnight: Seconds = 1_780_012_800 - 1_780_012_800 % 86_400
    let started = midnight - 3600
    #expect(!Nightly.isDue(hour: 2, lastRound: started, now: midnight + 1 * 3600))
    #expect(Nightly.isDue(hour: 2, lastRound: started, now: midnight + 2 * 3600 + 60))
    #expect(Nightly.isDue(hour: 2, lastRound: started, now: midnight + 9 * 3600), "a host that slept catches up")
    #expect(!Nightly.isDue(hour: 2, lastRound: midnight + 2 * 3600 + 60, now: midnight + 3 * 3600))
    #expect(Nightly.isDue(hour: 2, lastRound: midnight + 2 * 3600 + 60, now: midnight + 26 * 3600))
  }

  @Test("Ids are read as people write them")
  func identifiers() {
    #expect(DraftID(parsing: "d12") == DraftID(12))
    #expect(DraftID(parsing: "12") == DraftID(12))
    #expect(DraftID(parsing: "m12") == nil)
    #expect(DraftID(parsing: "d0") == nil)
    #expect(DraftID(parsing: "d-1") == nil)
    #expect(StoredMessageID(7).description == "m7")
  }
}
