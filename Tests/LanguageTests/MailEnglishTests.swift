import EnglishModel
import Language
import Testing

private let english = Result { try EnglishModel.load() }

/// A clause in a few words: `I restart router`, with `-` for a negation and `<-` for a subject that stands elsewhere.
private func outline(_ clause: ClauseFrame) -> String {
  let subject: String? =
    switch clause.subject {
    case .own(let word): word.form
    case .inherited(let word): "<-" + word.form
    case .dropped: "(I)"
    case .reader: "(you)"
    case .nobody: nil
    }
  let predicate = (clause.isNegative ? "-" : "") + clause.predicate.lemma + (clause.particle.map { "+" + $0.form } ?? "")
  return ([subject, predicate].compactMap(\.self) + clause.objects.map(\.form)).joined(separator: " ").lowercased()
}

@Suite("English as customers write it")
struct MailEnglishTests {
  private func sentences(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try english.get().sentences(in: text).map { String(decoding: bytes[$0.span], as: UTF8.self) }
  }

  private func clauses(_ text: String) throws -> [ClauseFrame] { try english.get().sentences(in: text).flatMap(\.clauses) }

  @Test("Sentences end where spaces were forgotten, at dots in a row, at lines of a list, and not at `no.` before a number", arguments: [
    ("It broke.I sent it back.Nobody answered.", ["It broke.", "I sent it back.", "Nobody answered."]),
    ("1. unplugged the modem\n2) waited ten minutes\n- plugged it back in", ["1. unplugged the modem", "2) waited ten minutes", "- plugged it back in"]),
    ("My order no. 4471 did not arrive. Where is it?", ["My order no. 4471 did not arrive.", "Where is it?"]),
    ("I paid $1,299.00 to Dr. Miller on Mon. 3 May.", ["I paid $1,299.00 to Dr. Miller on Mon. 3 May."]),
  ])
  func ends(text: String, expected: [String]) throws {
    #expect(try sentences(text) == expected)
  }

  @Test("Who did what, done or not: in capitals, without an apostrophe, with the acute one, with the subject left out", arguments: [
    ("I HAVE RESTARTED THE ROUTER TWICE.", ["i restart router"]),
    ("I dont have the receipt.", ["i -have receipt"]),
    ("I couldn´t open the attachment.", ["i -open attachment"]),
    ("We haven’t received the parcel.", ["we -receive parcel"]),
    ("Tried another cable.", ["(i) try cable"]),
    ("Please send me the invoice.", ["(you) send me invoice"]),
    ("I called you and cancelled the order.", ["i call you", "<-i cancel order"]),
    ("I turned off the router.", ["i turn+off router"]),
    ("They told me to reinstall the app.", ["they tell me", "<-me reinstall app"]),
  ])
  func frames(text: String, expected: [String]) throws {
    #expect(try clauses(text).map(outline) == expected)
  }

  @Test("When it was, and on what condition")
  func times() throws {
    #expect(try clauses("I have checked the tracker.").map(\.time) == [.past])
    #expect(try clauses("I will check the tracker tomorrow.").map(\.time) == [.future])
    #expect(try clauses("I am waiting for a refund.").map(\.isProgressive) == [true])
    #expect(try clauses("The parcel was delivered yesterday.").map(\.isPassive) == [true])
    #expect(try clauses("Could you check the order?").map(\.modal) == ["could"])
    let conditional = try clauses("If I restart the router, it works.")
    #expect(conditional.map(\.isConditional) == [true, false])
    #expect(conditional.map(\.predicate.lemma) == ["restart", "work"])
  }

  @Test("What is one thing is one word in the tree, emoticons and emoji among them")
  func words() throws {
    let text = "Thanks :) 👍"
    let tokens = try english.get().sentences(in: text).flatMap(\.tokens)
    #expect(tokens.map(\.form) == ["Thanks", ":)", "👍"])
    #expect(tokens[1].partOfSpeech == .symbol)
    let version = try english.get().sentences(in: "It fails in version 128.4.3esr.").flatMap(\.tokens)
    #expect(version.map(\.form) == ["It", "fails", "in", "version", "128.4.3esr", "."])
    #expect(version.map(\.lemma) == ["it", "fail", "in", "version", "128.4.3esr", "."])
  }

  @Test("What was read before changes nothing: a text reads the same however often and in whatever company")
  func sameAgain() throws {
    let model = try english.get()
    let text = "I tried the second cable. It still fails."
    let first = model.sentences(in: text)
    _ = model.sentences(in: "Something else was read in between, with the cable in it.")
    #expect(model.sentences(in: text) == first)
  }
}
