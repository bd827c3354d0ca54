import MIME
import Testing

@Suite("Own words are told from everybody else's")
struct SegmentTests {
  @Test(
    "The line that introduces a quote is known in many languages",
    arguments: [
      "On Sun, 3 May 2026 at 09:30, Support <help@shop.example> wrote:",
      "On Sun, 3 May 2026 at 09:30, Support Team of the Shop\n<help@shop.example>\nwrote:",
      "Am 03.05.2026 um 09:30 schrieb Support <help@shop.example>:",
      "Support <help@shop.example> schrieb am So., 3. Mai 2026, 09:30:",
      "Le dim. 3 mai 2026 à 09:30, Support <help@shop.example> a écrit :",
      "Op zo 3 mei 2026 om 09:30 schreef Support <help@shop.example>:",
      "El dom, 3 may 2026 a las 9:30, Support (<help@shop.example>) escribió:",
      "Il giorno dom 3 mag 2026 alle ore 09:30 Support <help@shop.example> ha scritto:",
      "Em dom., 3 de mai. de 2026 às 09:30, Support <help@shop.example> escreveu:",
      "Den sön 3 maj 2026 kl 09:30 skrev Support <help@shop.example>:",
      "Den søn. 3. maj 2026 kl. 09.30 skrev Support <help@shop.example>:",
      "søn. 3. mai 2026 kl. 09:30 skrev Support <help@shop.example>:",
      "niedz., 3 maj 2026 o 09:30 Support <help@shop.example> napisał(a):",
      "2026-05-03 9:30 GMT+02:00 Support <help@shop.example>:",
      "Support wrote:",
    ])
  func attribution(line: String) {
    let mail = message("Subject: x\n\nI checked the tracker.\n\n\(line)\n\n> Please check the tracker.\n> Thanks\n")
    #expect(mail.ownWords == "I checked the tracker.")
    #expect(mail.words(.attribution) == [line])
    #expect(mail.words(.quoted) == ["> Please check the tracker.\n> Thanks"])
  }

  @Test("Answers between quoted lines are the customer's own")
  func inlineAnswers() {
    let mail = message(
      """
      Subject: x

      On 3 May 2026 at 09:30, Support <help@shop.example> wrote:
      > Did you restart it?
      Yes, twice.
      > Which model is it?
      The blue one, see > below.

      > Thanks
      """)
    #expect(mail.ownWords == "Yes, twice.\nThe blue one, see > below.")
  }

  @Test("A mail quoted without marks is quoted from its introduction on")
  func unmarkedQuote() {
    let mail = message(
      "Subject: x\n\nStill broken.\n\nOn 3 May 2026 at 09:30, Support <help@shop.example> wrote:\n\nPlease restart it.\n\nBob\n"
    )
    #expect(mail.ownWords == "Still broken.")
    #expect(mail.segments.last?.depth == 1)
  }

  @Test(
    "Header blocks of Outlook end the own words",
    arguments: [
      "From: Support <help@shop.example>\nSent: Sunday, 3 May 2026 09:30\nTo: Ann\nSubject: RE: Parcel",
      "*Von:* Support\n*Gesendet:* Sonntag, 3. Mai 2026 09:30\n*An:* Ann\n*Betreff:* Paket",
      "De : Support\nEnvoyé : dimanche 3 mai 2026 09:30\nÀ : Ann\nObjet : Colis",
      "-----Original Message-----\nFrom: Support\nSent: Sunday\nTo: Ann\nSubject: Parcel",
      "________________________________\nFrom: Support\nSent: Sunday\nTo: Ann\nSubject: Parcel",
    ])
  func outlook(block: String) {
    let mail = message("Subject: x\n\nI sent the photo.\n\n\(block)\n\nPlease send a photo.\n")
    #expect(mail.ownWords.hasPrefix("I sent the photo."))
    #expect(!mail.ownWords.contains("Please send"))
    #expect(!mail.ownWords.contains("Support"))
  }

  @Test("A forwarded mail is nobody's own words, but never leaves the customer silent")
  func forwarded() {
    let block =
      "---------- Forwarded message ---------\nFrom: Shop <a@shop.example>\nDate: Sun\nSubject: Bill\nTo: Ann\n\nYour bill\n"
    #expect(message("Subject: x\n\nSee this:\n\n\(block)").ownWords == "See this:")
    let alone = message("Subject: x\n\n\(block)")
    #expect(alone.ownWords.contains("Your bill"))
    #expect(alone.words(.forwarded).count == 1)
    #expect(message("Subject: x\n\n> only\n> quoted\n").ownWords == "> only\n> quoted")
  }

  @Test("Greeting, closing and name are told apart, with or without a delimiter")
  func signatures() {
    let closed = message(
      "Subject: x\n\nHello Ann,\n\nit is late again.\n\nKind regards,\nBob Lee\nLee & Sons\n+1 555 0100\n")
    #expect(closed.words(.greeting) == ["Hello Ann,"])
    #expect(closed.words(.own) == ["it is late again."])
    #expect(closed.words(.signature) == ["Kind regards,\nBob Lee\nLee & Sons\n+1 555 0100"])
    let delimited = message(
      "Subject: x\n\nIt is late.\n-- \nBob Lee, who writes long lines about himself in his signature, always.\n")
    #expect(delimited.ownWords == "It is late.")
  }

  @Test(
    "Words of the customer are not taken for a foot",
    arguments: [
      "Sent by courier on Monday, never arrived.",
      "Thanks,\nI tried the code you sent me and it still says invalid, what now?",
      "Hi I need help",
      "The log:\n-----\nerror 5\n-----\nWhat does it mean?",
      "I wrote:\nplease cancel, and nobody did.",
      "From: Berlin\nI moved to Rome.",
      "Thanks!",
      "On Monday I called and they wrote: your order is fine.",
      "It says confidential on the parcel.",
    ])
  func notAFoot(words: String) {
    #expect(message("Subject: x\n\n\(words)\n").ownWords == words)
  }

  @Test(
    "Lines added by telephones and lists are no words",
    arguments: [
      "Sent from my iPhone", "Gesendet von meinem Handy", "Envoyé de mon iPhone", "Get Outlook for Android",
      "_______________________________________________\nUsers mailing list\nUsers@lists.example",
      "This e-mail is confidential and intended solely for the person it is addressed to. If you are not that person, please tell us and delete it from your system.",
    ])
  func feet(foot: String) {
    let mail = message("Subject: x\n\nIt never came.\n\n\(foot)\n")
    #expect(mail.ownWords == "It never came.")
  }

  @Test("Segments cover every text without gaps")
  func noGaps() {
    #expect(Segment.all(in: "").isEmpty)
    for text in ["\n", "\n\n> a\n\n", "a", "> a\n>> b\nc\r\n", "é\n-- \nü", "--\n--\n--\n"] {
      let pieces = labelled(text)
      #expect(pieces.map(\.text).joined() == text)
    }
  }

  @Test(
    "Text made to cost time costs none",
    arguments: ["On ", "On 1:1 @\n", ">", "> ", "--\n", "From: \n\n", "a:\n", "\n"])
  func bombs(unit: String) {
    let text = String(repeating: unit, count: 20_000)
    #expect(Segment.all(in: text).last?.range.upperBound == text.utf8.count)
  }
}
