@testable import Claims
import Testing

/// The words of each sentence, joined, so that a test reads like the text.
private func sentences(_ text: String) -> [String] {
  Sentence.all(in: text).map { $0.tokens.map(\.form).joined(separator: " ") }
}

private func forms(_ text: String) -> [String] { Sentence.all(in: text).flatMap { $0.tokens.map(\.form) } }

@Suite("Sentences and tokens")
struct SentenceTests {
  @Test("A contraction is two words, whichever apostrophe was typed")
  func contractions() {
    #expect(forms("I've looked") == ["i", "'ve", "looked"])
    #expect(forms("I’ve looked") == ["i", "'ve", "looked"])
    #expect(forms("it couldn´t load") == ["it", "could", "n't", "load"])
    #expect(forms("i 've called") == ["i", "'ve", "called"])
  }

  @Test("An apostrophe that contracts nothing stays inside its word")
  func apostropheInName() {
    #expect(forms("O'Brien rang") == ["o'brien", "rang"])
  }

  @Test("Versions, order codes, addresses and links are one token each")
  func wholeTokens() {
    #expect(forms("version 121.5.2 of order 4471-B") == ["version", "121.5.2", "of", "order", "4471-b"])
    #expect(
      forms("mail ann@example.org or see https://example.org/a?b=c.") == [
        "mail", "ann@example.org", "or", "see", "https://example.org/a?b=c", ".",
      ])
    #expect(forms("paid 1,299.00 today") == ["paid", "1,299.00", "today"])
  }

  @Test("A forgotten space after a full stop still ends the sentence")
  func forgottenSpace() {
    #expect(sentences("I restarted it.Then it failed.") == ["i restarted it .", "then it failed ."])
  }

  @Test("A file name with a dot is not two sentences")
  func fileName() {
    #expect(sentences("I opened setup.exe twice.") == ["i opened setup.exe twice ."])
  }

  @Test("An abbreviation does not end a sentence, a real No. does")
  func abbreviations() {
    #expect(sentences("My order no. 4471 is late.").count == 1)
    #expect(sentences("Is it there? No. The parcel is lost.").count == 3)
  }

  @Test("List items stand alone, without their markers")
  func listItems() {
    let found = Sentence.all(in: "What I did:\n- restart the phone\n- clear the cache\n2) wait a day")
    #expect(found.map(\.isListItem) == [false, true, true, true])
    #expect(found[1].tokens.first?.form == "restart")
    #expect(found[3].tokens.first?.form == "wait")
  }

  @Test("A line wrapped by the mail program is one sentence, two short lines are two")
  func wrapping() {
    let wrapped = "I have checked the delivery tracker on your website every single\nMonday since the order was placed."
    #expect(Sentence.all(in: wrapped).count == 1)
    #expect(sentences("Kind regards\nAnn Lee") == ["kind regards", "ann lee"])
  }

  @Test("Every token's span gives back the text as written")
  func spans() {
    let text = "“Déjà vu” — I’ve paid €12,50 … TWICE! 🙂 See www.example.com/x."
    let bytes = Array(text.utf8)
    var last = 0
    for token in Sentence.all(in: text).flatMap(\.tokens) {
      #expect(token.span.lowerBound >= last && token.span.upperBound <= bytes.count)
      last = token.span.upperBound
      #expect(!String(decoding: bytes[token.span], as: UTF8.self).contains("\u{FFFD}"))
    }
  }

  @Test("A text without any full stop is cut before it grows without bound")
  func cap() {
    let found = Sentence.all(in: String(repeating: "word ", count: 5_000))
    #expect(found.count > 1)
    #expect(found.allSatisfy { $0.tokens.count <= Sentence.maxTokens + 1 })
  }
}

@Suite("Verb forms")
struct VerbFormTests {
  @Test(
    "A regular verb is led back to its lemma",
    arguments: [
      ("restarted", "restart", VerbForm.Tense.past), ("cleared", "clear", .participle), ("updating", "update", .gerund),
      ("tried", "try", .past),
      ("plugged", "plug", .past), ("checks", "check", .thirdPerson), ("tries", "try", .thirdPerson),
      ("reinstalling", "reinstall", .gerund),
    ])
  func regular(word: String, lemma: String, tense: VerbForm.Tense) {
    #expect(VerbForm.readings(of: word).contains(VerbForm(lemma: lemma, tense: tense)))
  }

  @Test(
    "An irregular verb is known by each of its forms",
    arguments: [
      ("sent", "send", VerbForm.Tense.past), ("written", "write", .participle), ("took", "take", .past),
      ("putting", "put", .gerund), ("bought", "buy", .past),
    ])
  func irregular(word: String, lemma: String, tense: VerbForm.Tense) {
    #expect(VerbForm.readings(of: word).contains(VerbForm(lemma: lemma, tense: tense)))
  }

  @Test("A form that may be base or past keeps both readings")
  func ambiguous() {
    let tenses = Set(VerbForm.readings(of: "reset").map(\.tense))
    #expect(tenses.isSuperset(of: [.base, .past, .participle]))
  }

  @Test("A noun in -ss or a short word is not taken for a verb in -s")
  func notThirdPerson() {
    #expect(!VerbForm.readings(of: "address").contains { $0.tense == .thirdPerson })
    #expect(!VerbForm.readings(of: "bus").contains { $0.tense == .thirdPerson })
  }
}
