import Testing

@testable import MIME

@Suite("Whatever the customer wrote stays the customer's")
struct SegmentFalsePositiveTests {
  @Test(
    "A log, a table, a story or a list is not taken for somebody else's words",
    arguments: [
      "The log:\n2026-05-03 17:21:07 ERROR boot: 5\n2026-05-03 17:21:08 INFO a@b: up\n----------\nWhat now?",
      "| item | count |\n|------|-------|\n| lamp | 2 |\n\nPlease send two.",
      "====\nPart one\n====\nIt is red.\n----\nPart two\n----\nIt is blue.",
      "On Monday I restarted it and the support wrote: it is fine.\nIt is not.",
      "On Monday 3 May at 9:30 I restarted it and the support wrote:\n\nit is fine\n\nIt is not.",
      "My neighbour Tom <tom@mail.example> said:\nit worked for him.",
      "The parcel's route:\nFrom: Berlin\nTo: Rome\nDate: 3 May\nIt never left.",
      "Name: Bob\nDate: 3 May 2026\nTo: Rome\nIt is late.",
      "# Steps\n\n1. Press the button\n2. Wait\n\n* nothing\n* still nothing\n\n---\n\nWhat now?",
      """
        ```\n> npm test\nOn 3 May 2026 at 9:30, Ann <a@b.example> wrote:\nFrom: a\nSent: b\nTo: \
        c\nSubject: d\n-- \nx\n```\nWhat now?
        """,
      "3 May 2026 09:30\nThe courier rang.\n4 May 2026 10:00\nNobody came.",
      "2026-05-03 17:21\n\nThe light went out.",
      "Sent by courier on Monday, never arrived.",
      "Sent from Berlin on Monday.",
      "Sent from my phone but got no answer.",
      "Sent via mail, nothing came.",
      "Get the parcel to my phone shop.",
      "SQL> select 1;\nSQL> select 2;\nSQL> select 3;\nThat fails.",
      "C:\\> dir\nmysql> show tables;\nWhat is wrong?",
      "Thanks,\n\nmy order number is 12345 and I live in Rome now.",
      "Cheers for the quick answer!\nBut it is still red.",
      "Is this confidential?",
      "Original message:\nError 5 occurred.\nWhat does it mean?",
      "-- Original message is lost, please resend.\nBob",
      "To unsubscribe from this list I wrote twice.\nNobody answered.",
      "I write to the mailing list of the club.\n\nPlease unsubscribe me from it.",
      "see https://shop.example/a:\nthe lamp costs 9:30 euros @ home:",
      "Am 3. Mai um 9:30 Uhr habe ich angerufen, und er schrieb: alles gut.",
      "Le 3 mai 2026 à 9:30 elle m'a écrit :\n\nvotre colis arrive.\n\nIl n'est jamais arrivé.",
      "To: the team\nplease read this\nDate: whenever",
    ])
  func ownWords(words: String) {
    let pieces = segments("\(words)\n")
    #expect(pieces.map(\.kind) == [.own])
    #expect(message("Subject: x\n\n\(words)\n").ownWords == words)
  }

  @Test("Nothing that stands after or between quotes is lost")
  func behindQuotes() {
    let pieces = segments(
      """
        > Is it blue?\n\nNo.\n\nOn 3 May 2026 at 09:30, Ann <ann@shop.example> wrote:\n\n> Restart \
        it.\n\nI did, twice.\n\nThe light\n\n> blue or red\n\nis red.\n
        """
    )
    #expect(
      pieces.filter { $0.kind == .own }.map(\.text) == [
        "No.\n\n", "I did, twice.\n\nThe light\n\n", "is red.\n",
      ])
  }

  @Test("Any text is covered without gaps, and reading it twice as long takes no more than that")
  func total() {
    var generator = SeededGenerator(seed: 3)
    let bits = [
      "> ", ">", "On 3 May 2026 9:30 A <a@b> wrote:\n", "\n", "-- \n", "From: a@b\n", "Sent: 1\n",
      "Subject: x\n", "To: y\n", "é", "：",
      "```\n", "Thanks\n", "C> a\n", "| a\n", "-----Original Message-----\n", "\u{0}", "写道：\n",
      "\u{202E}", "Bob", " ",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        bits.randomElement(using: &generator) ?? ""
      }.joined()
      let pieces = Segment.all(in: text, sent: [String(text.prefix(40))], knownSignature: "Bob")
      #expect(
        pieces.reduce(into: 0) { end, piece in
          end = piece.range.lowerBound == end ? piece.range.upperBound : -1
        } == text.utf8.count)
    }
  }
}
