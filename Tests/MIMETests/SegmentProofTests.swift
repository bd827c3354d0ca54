import Testing

@testable import MIME

@Suite("What only looks like somebody else's words is the customer's, and what programs write is not")
struct SegmentProofTests {
  @Test(
    "No word is lost that a customer may have written",
    arguments: [
      "Roses are red,\nviolets are blue,\n--\nthe lamp that you sent me\nis broken in two.",
      "lamp 5 euro\n--\nbulb 2 euro\n--\ntotal 7 euro",
      "server:\n  from: me\n  to: you\n  subject: test\n  date: now\nWhy does it fail?",
      "Dear shop,\n\nplease see below.\n\nFrom: Ann Lee\nDate: 3 May 2026\nTo: the shop\nSubject: lamp\n\nIt is broken.",
      "3 May 2026 10:00: called you\n4 May 2026 09:00: called again <help@shop.example>:\nno answer",
      "It fails.\n\n2026-05-03 17:21:07 +0200 pump@plant.example:\nconnection refused\n\nWhat now?",
      "I had asked before.\n\nhelp@shop.example wrote:\n\nyour parcel is here.\n\nIt is not.",
      "Le 3 mai à 10h30 votre collègue Paul (paul@shop.example) a écrit :\nle colis arrive.\nIl n'est pas là.",
      "Thank you\nShip to\nBob Jones\n12 High Street\nphone 555 1234",
      "Please unsubscribe me.\nYou received this message because I am angry: help@shop.example",
      """
        I want to know whether your confidential data was disclosed in error. The intended recipient was my wife. \
        Please tell me.
        """,
      "It is red.\n_________\nIt was green before.",
    ])
  func kept(words: String) {
    #expect(message("Subject: x\n\n\(words)\n").ownWords == words)
  }

  @Test(
    "What a program adds below the customer's words is left out of them",
    arguments: [
      "Sent with [Proton Mail](https://proton.example/) secure email.",
      "___________________\nBob Jones\nACME Ltd\nTel. +44 20 1234567",
      "--\nBob Jones\nACME Ltd",
      "----- Mail original -----\nDe: \"Ann\" <help@shop.example>\nÀ: \"Bob\" <bob@mail.example>\nObjet: Lampe\n\nBonjour",
      "____________________\n\nFrom: Ann Lee\nSent: 2026-05-03\nTo: Bob\nSubject: Lamp\n\nPlease send it.",
      "From: Ann Lee\nSent: 3 May 2026 09:30\nTo: Bob\nSubject: Lamp\n\nPlease send it.",
      "Wiadomość napisana przez Ann Lee <help@shop.example> w dniu 3 maj 2026, o godz. 09:30:\n\n> Proszę wysłać",
    ])
  func added(rest: String) {
    #expect(message("Subject: x\n\nIt is 4711.\n\n\(rest)\n").ownWords == "It is 4711.")
  }

  @Test(
    "Whose words are quoted is told wherever the program puts the name",
    arguments: [
      "Am 03.05.26 um 09:30 schrieb Ann Lee:", "Le 03/05/2026 à 09:30, Ann Lee a écrit :",
      "Il 03/05/2026 09:30, Ann Lee ha scritto:", "On 03/05/2026 09:30, Ann Lee wrote:",
      "03.05.2026 9:30, Ann Lee пишет:",
    ])
  func author(line: String) {
    let pieces = Segment.all(in: "It is 4711.\n\n\(line)\n> Please send it.\n")
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted])
    #expect(pieces.last?.author == "Ann Lee")
  }

  @Test("Below ProtonMail's marker the next line tells who wrote")
  func proton() {
    let pieces = segments(
      "It is 4711.\n\n-------- Original Message --------\nOn 3 May 2026, 9:30 AM, Ann < a@b.example> wrote:\n\nPlease.\n")
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted])
    #expect(pieces.last?.author == "a@b.example")
    #expect(pieces.last?.text == "Please.\n")
  }
}

@Suite("A forward tells its author, date, subject and words in every language and form")
struct ForwardProofTests {
  @Test(
    "A date with a month in words is read, with its zone where one stands there",
    arguments: [
      ("So., 3. Mai 2026 um 09:30 Uhr", 0), ("3. Mai 2026 um 11:30:00 MESZ", 120),
      ("3 mai 2026 à 11:30:00 UTC+2", 120), ("mar. 3 mai 2026 à 09:30", 0),
      ("domingo, 3 de mayo de 2026 9:30", 0), ("domenica 3 maggio 2026 09:30", 0),
      ("zondag 3 mei 2026 09:30", 0), ("niedziela, 3 maja 2026 09:30", 0), ("3 мая 2026 г. 9:30", 0),
      ("Sunday, May 3, 2026 9:30 AM", 0),
    ])
  func date(text: String, offset: Int) {
    let found = message(
      "Subject: Fwd: x\n\n---------- Forwarded message ---------\nVon: Bob <bob@mail.example>\nDate: \(text)\n"
        + "Subject: Lamp\nTo: <shop@shop.example>\n\nIt is broken.\n"
    ).forwardedOriginals
    #expect(found.count == 1)
    // 2026-05-03T09:30:00Z
    #expect(found.first?.date == MailDate(seconds: 1_777_800_600, offsetMinutes: offset))
    #expect(found.first?.dateText == text)
    #expect(found.first?.author?.address == "bob@mail.example")
    #expect(found.first?.subject == "Lamp")
    #expect(found.first?.text == "It is broken.")
  }

  @Test("A date that may be in March or in May is told as written only",
    arguments: ["03/05/2026 09:30", "3 de mayo de 2026 9:30 p. m."])
  func doubtfulDate(text: String) {
    let found = message(
      "Subject: x\n\n---- Forwarded message ----\nFrom: Bob <b@mail.example>\nDate: \(text)\nSubject: x\n\ny\n"
    ).forwardedOriginals
    #expect(found.map(\.dateText) == [text])
    #expect(found.map(\.date) == [nil])
  }

  @Test("A subject on two lines is told whole")
  func wrappedSubject() {
    let found = message(
      "Subject: x\n\n-------- Forwarded Message --------\nFrom: Bob <bob@mail.example>\nDate: 3 May 2026 09:30\n"
        + "Subject: My lamp\nis broken\nTo: shop@shop.example\n\nPlease help.\n"
    ).forwardedOriginals
    #expect(found.map(\.subject) == ["My lamp is broken"])
    #expect(found.map(\.text) == ["Please help."])
  }

  @Test(
    "The forwards of Gmail and Outlook are read from HTML alone",
    arguments: [
      """
      <div dir="ltr">See below<br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message \
      ---------<br>From: <b>Bob</b> &lt;bob@mail.example&gt;<br>Date: Sun, May 3, 2026 at 9:30 AM<br>Subject: Lamp\
      <br>To: &lt;shop@shop.example&gt;<br></div><br>It is broken.</div></div>
      """,
      """
      <div>See below</div><hr><div id="divRplyFwdMsg"><b>From:</b> Bob &lt;bob@mail.example&gt;<br><b>Sent:</b> \
      Sunday, May 3, 2026 9:30 AM<br><b>To:</b> Ann<br><b>Subject:</b> Lamp</div><div>It is broken.</div>
      """,
    ])
  func html(page: String) {
    let mail = message("Subject: Fwd: Lamp\nContent-Type: text/html; charset=utf-8\n\n\(page)\n")
    #expect(mail.ownWords == "See below")
    let found = mail.forwardedOriginals
    #expect(found.map(\.author?.address) == ["bob@mail.example"])
    #expect(found.map(\.date?.seconds) == [1_777_800_600])
    #expect(found.map(\.subject) == ["Lamp"])
    #expect(found.map(\.text) == ["It is broken."])
  }
}
