import EnglishModel
import Language
import Testing

/// The shipped model, read once for all tests.
private let english = Result { try EnglishModel.load() }

@Suite("The English model")
struct EnglishModelTests {
  @Test("It says what it was made of, and under which licence")
  func header() throws {
    let header = try english.get().header
    #expect(header.first { $0.name == "language" }?.value == "en")
    #expect(header.first { $0.name == "data" }?.value.contains("EWT") == true)
    #expect(header.first { $0.name == "licence" }?.value == "CC BY-SA 4.0")
    #expect(header.contains { $0.name == "dev, gold words" && $0.value.contains("LAS") })
  }

  @Test("A mail: sentences, list items, words of contractions, with their places in the text")
  func mail() throws {
    let text = "Hi Ann,\n\nI've restarted the router twice.It still doesn't work!\n\n- tried another cable\n- called you on Monday\n"
    let sentences = try english.get().sentences(in: text)
    let bytes = Array(text.utf8)
    #expect(sentences.map { String(decoding: bytes[$0.span], as: UTF8.self) } == [
      "Hi Ann,", "I've restarted the router twice.", "It still doesn't work!", "- tried another cable", "- called you on Monday",
    ])
    #expect(sentences.map(\.markerLength) == [0, 0, 0, 1, 1])
    #expect(sentences.map(\.startsParagraph) == [true, true, false, true, false])
    let restarted = sentences[1]
    #expect(restarted.root.lemma == "restart")
    #expect(restarted.root.child(.nsubj)?.form == "I")
    #expect(restarted.root.children(.obj).map { String(decoding: bytes[$0.subtree], as: UTF8.self) } == ["the router"])
    let clause = try #require(restarted.clauses.first)
    #expect(clause.time == .past && clause.isPerfect && !clause.isNegative)
    let work = try #require(sentences[2].clauses.first)
    #expect(work.predicate.lemma == "work" && work.isNegative && work.time == .present)
  }

  @Test("Other languages are named and left unparsed; a name, a greeting or a short answer is not taken for one", arguments: [
    ("Ich habe die Rechnung schon bezahlt, aber das Paket ist noch nicht angekommen.", "de"),
    ("Bonjour, je n'ai toujours pas reçu ma commande et le suivi ne fonctionne pas.", "fr"),
    ("Goedemorgen, ik heb mijn bestelling nog steeds niet ontvangen.", "nl"),
    ("Dzień dobry, moja paczka jeszcze nie dotarła, sprawdziłem już śledzenie.", "pl"),
    ("Здравствуйте, я уже проверил отслеживание, но посылка не пришла.", "ru"),
    ("您好，我已经检查了物流信息，但是包裹还没有到。", "zh"),
    ("こんにちは、追跡情報を確認しましたが、荷物はまだ届いていません。", "ja"),
    ("안녕하세요, 배송 조회를 확인했지만 아직 도착하지 않았습니다.", "ko"),
    ("Thx, works now.", nil), ("Kind regards,\nTom Riverside", nil), ("Kristen Quinn, Sarah Mulholland, Daniel Kang", nil),
    ("Fantastic Nova Scotia Cottage", nil),
  ])
  func languages(text: String, expected: String?) throws {
    for sentence in try english.get().sentences(in: text) {
      #expect(sentence.kind == expected.map { .foreign($0) } ?? .parsed)
    }
  }

  @Test("Tables, logs and stack traces are left unparsed; prose around them is read")
  func machines() throws {
    let text = """
      It fails with this:

      Traceback (most recent call last):
        File "shop.py", line 12, in add
      TypeError: unsupported operand
      2024-05-03 12:00:01 ERROR Cart: no items
          at com.shop.Cart.add(Cart.java:12)

      lamp        2     19.99
      cable       1      4.50

      It stopped at 12:00:01 today.
      """
    let kinds = try english.get().sentences(in: text).map(\.kind)
    #expect(kinds == [.parsed, .machine, .machine, .machine, .machine, .machine, .table, .table, .parsed])
  }

  @Test("Text that nobody wrote ends as well", arguments: [
    String(repeating: "\" ", count: 260), String(repeating: "a", count: 20_000), String(repeating: "\u{200B}\u{200D}", count: 40), "", " \n\n ", "\u{FEFF}", "👩‍👩‍👧‍👦",
  ])
  func odd(text: String) throws {
    for sentence in try english.get().sentences(in: text) {
      #expect(sentence.tokens.count { $0.head == nil } == 1)
      #expect(sentence.kind != .parsed || sentence.tokens.count <= Sentence.mostTokens + 2)
    }
  }

  @Test("A sentence of more words than are read at once, given as CoNLL-U, is one tree all the same")
  func longGiven() throws {
    let words = (0..<(Sentence.mostTokens + 40)).map { CoNLLUWord(form: $0 % 7 == 0 ? "and" : "lamp") }
    let parsed = try english.get().parsed(CoNLLUSentence(words: words))
    #expect(parsed.words.map(\.form) == words.map(\.form))
    #expect(parsed.words.count { $0.head == 0 } == 1)
    #expect(parsed.words.allSatisfy { (0...words.count).contains($0.head ?? -1) })
  }
}
