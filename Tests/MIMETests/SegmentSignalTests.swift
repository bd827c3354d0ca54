import Testing

@testable import MIME

@Suite("Each sign of somebody else's words is read, the strongest first")
struct SegmentSignalTests {
  private let ours =
    """
      Hello Bob,\n\nplease hold the power button of the router for ten seconds and wait until \
      the light turns blue.\n\nKind regards\nAnn
      """

  @Test(
    "Our own answer is found again without marks, however it is wrapped, in a language nobody listed"
  )
  func sent() {
    let mail = """
      It stays red.

      Saturday Ann geschriwwen huet
      please hold the power button of the
      router for ten seconds and wait until
      the light turns blue.

      """
    let pieces = segments(mail, sent: [ours])
    #expect(pieces.map(\.kind) == [.own, .quoted])
    #expect(pieces.first?.text == "It stays red.\n\nSaturday Ann geschriwwen huet\n")
    #expect(pieces.last?.confidence == 0.99)
    #expect(segments(mail).map(\.kind) == [.own])
  }

  @Test("An answer behind our question, and a short phrase of ours, stay the customer's")
  func sentAndAnswered() {
    let line = "hold the power button of the router for ten seconds and wait: I did"
    #expect(
      segments("\(line)\nKind regards\nAnn, too\n", sent: [ours]).allSatisfy { $0.kind != .quoted })
    #expect(
      segments("Hello Ann,\nthe light turns blue.\n", sent: [ours]).map(\.kind) == [
        .greeting, .own,
      ])
  }

  @Test("What we quoted of the customer is not ours when the customer writes it again")
  func sentQuotingCustomer() {
    let complaint = "my parcel with the two blue lamps has still not arrived in Berlin"
    let pieces = segments("\(complaint)\n", sent: ["We will look.\n\n> \(complaint)\n"])
    #expect(pieces.map(\.kind) == [.own])
  }

  @Test("Chinese without spaces is matched by its characters, and eight of them prove nothing")
  func sentChinese() {
    let sent = "请按住路由器的电源按钮十秒钟然后等待指示灯变成蓝色"
    #expect(segments("还是红色\n\n\(sent)\n", sent: [sent]).map(\.kind) == [.own, .quoted])
    #expect(segments("路由器的电源按钮\n", sent: [sent]).map(\.kind) == [.own])
  }

  @Test("What HTML marked as quoted is quoted, with the author its attribution names")
  func marks() {
    let text = "Still red.\n\nAnn <ann@shop.example>, Sunday:\nHold the button.\nThanks\n"
    let bytes = Array(text.utf8)
    let attribution = 12..<44
    let quoted = 44..<bytes.count
    let pieces = Segment.all(
      in: bytes,
      marks: [ReadableText.Mark(kind: .attribution, range: attribution), ReadableText.Mark(kind: .quoted, range: quoted)])
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted])
    #expect(pieces.map(\.range) == [0..<12, attribution, quoted])
    #expect(pieces.last?.author == "ann@shop.example")
    #expect(pieces.last?.depth == 1)
  }

  @Test("A mark that begins within the customer's line leaves the line to the customer")
  func markWithinLine() {
    let bytes = Array("Yes: do it\nquoted\n".utf8)
    let pieces = Segment.all(in: bytes, marks: [ReadableText.Mark(kind: .quoted, range: 5..<bytes.count)])
    #expect(pieces.map(\.kind) == [.own, .quoted])
    #expect(pieces.map(\.range) == [0..<11, 11..<18])
  }

  @Test("Answers between quoted lines name the line they stand under")
  func answers() {
    let pieces = segments(
      """
        On 3 May 2026 at 09:30, Ann <ann@shop.example> wrote:\nSee below.\n\n> Did you restart \
        it?\nYes, twice.\n> Which model?\n\nThe blue one.\n
        """
    )
    #expect(pieces.map(\.kind) == [.attribution, .own, .quoted, .own, .quoted, .own])
    #expect(
      pieces.map(\.answers) == [nil, nil, nil, "> Did you restart it?", nil, "> Which model?"])
    #expect(pieces.filter { $0.kind == .quoted }.map(\.depth) == [1, 1])
  }

  @Test("Each depth of a quote has the author that the line above it names")
  func authors() {
    let pieces = segments(
      """
        No.\n\nOn 3 May 2026 at 09:30, Ann <ann@shop.example> wrote:\n> Is it blue?\n> On 2 May \
        2026 at 08:00, Bob Lee wrote:\n>> It is broken.\n> It should be.\n
        """
    )
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted, .quoted, .quoted])
    #expect(pieces.map(\.depth) == [0, 0, 1, 2, 1])
    #expect(pieces.map(\.author) == [nil, nil, "ann@shop.example", "Bob Lee", "ann@shop.example"])
  }

  @Test(
    "Bars and initials before lines are quote marks below an attribution",
    arguments: [
      "| Is it blue?\n| Ann\n", ": Is it blue?\n: Ann\n", "AL> Is it blue?\nAL> Ann\n",
      "Ann> Is it blue?\n",
    ])
  func oddMarks(quote: String) {
    let pieces = segments("No.\n\nOn 3 May 2026 at 09:30, Ann wrote:\n\n\(quote)\nIt is red.\n")
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted, .own])
    #expect(pieces[2].author == "Ann")
    #expect(pieces[3].text == "It is red.\n")
  }

  @Test("Unmarked words below an attribution are theirs, those above quote marks the customer's")
  func unmarked() {
    let line = "On 3 May 2026 at 09:30, Ann <ann@shop.example> wrote:"
    #expect(
      segments("No.\n\n\(line)\n\nIs it blue?\n").map(\.kind) == [.own, .attribution, .quoted])
    #expect(
      segments("No.\n\n\(line)\n\nMy answers:\n> Is it blue?\nRed.\n").map(\.kind) == [
        .own, .attribution, .own, .quoted, .own,
      ])
    // Nothing above: it may be the answer.
    let below = segments("\(line)\n\nIt is red.\n")
    #expect(below.map(\.kind) == [.attribution, .own])
    #expect(below.last?.confidence == 0.5)
  }

  @Test("A signature learned from earlier mail is known without a delimiter")
  func learned() {
    let card = "Bob Lee\nLamps and more\n12 Main Street"
    let mails = [
      "It is late.\n\n\(card)\n", "Thanks!\n\(card)",
      "Hi Ann,\nno.\n\n\(card)\n\nOn 3 May 2026 9:30, Ann <a@b.example> wrote:\n> x\n",
    ]
    let found = Signature.common(in: mails.map { Array($0.utf8) })
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == card)
    let pieces = segments("Where is it?\n\n\(card)\nSent from my iPhone\n", knownSignature: card)
    #expect(pieces.map(\.kind) == [.own, .signature, .mobileSignature])
    #expect(segments(card, knownSignature: card).map(\.kind) == [.own])
    #expect(Signature.common(in: [Array("Thanks\n".utf8), Array("Thanks\n".utf8)]) == nil)
    #expect(Signature.common(in: [Array("a\nThanks\n".utf8), Array("b\nThanks\n".utf8)]) == nil)
    #expect(Signature.common(in: []) == nil)
  }

  @Test("A closing with a name stays the customer's words, one with a visiting card does not")
  func closings() {
    let guess = segments("It is late.\n\nThanks,\nBob\n")
    #expect(guess.map(\.kind) == [.own, .signature])
    #expect(guess.map(\.confidence) == [0.9, 0.5])
    #expect(
      message("Subject: x\n\nIt is late.\n\nThanks,\nBob\n").ownWords
        == "It is late.\n\nThanks,\nBob")
    #expect(
      message("Subject: x\n\nIt is late.\n\nThanks,\nBob\n+49 30 555\n").ownWords == "It is late.")
    let order = "It is late.\n\nThanks,\nBob\nOrder 4711\n+49 30 555"
    #expect(message("Subject: x\n\n\(order)\n").ownWords == order)
  }

  @Test(
    "The banner of the mail system above, and the feet of lists and lawyers below, are not the customer's"
  )
  func feet() {
    let text =
      """
        CAUTION: This email originated from outside of the organization. Do not click links.\n\
        \nIt is late.\n\nThe information in this e-mail is confidential and for the\naddressee \
        only. If you are not the intended recipient, delete it.\n\n-- \nYou received this message \
        because you are subscribed to the Google Groups \"lamps\" group.\nTo unsubscribe from \
        this group, send an email to lamps+unsubscribe@lists.example.\n
        """
    #expect(segments(text).map(\.kind) == [.disclaimer, .own, .disclaimer, .listFooter])
  }
}
