import Claims
import Drafting
import EnglishReader
import Foundation
import Gate
import Testing

@Suite("The templates that ship")
struct BuiltInTests {
  let library: TemplateLibrary

  init() throws { library = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared) }

  private static let replies = TemplateLibrary.builtIn.map { String($0.file.dropLast(".mustache".count)) }
    .filter { $0 != Template.thanks }

  @Test("What is in the program is what is in the folder")
  func sameAsFolder() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let folder = here.appending(path: "../../templates").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".mustache") }
    #expect(TemplateLibrary.builtIn.map(\.file) == files.sorted())
    for (file, text) in TemplateLibrary.builtIn {
      #expect(try String(contentsOf: folder.appending(path: file), encoding: .utf8) == text, "\(file)")
    }
  }

  @Test("Each is named after its file, and there are enough of them")
  func names() {
    #expect(library.templates.map(\.name).sorted() == TemplateLibrary.builtIn.map { String($0.file.dropLast(9)) })
    #expect(Self.replies.count >= 8)
  }

  @Test("With nothing known, each is a letter", arguments: replies)
  func nothingKnown(name: String) throws {
    let draft = try library.draft(Mail("").request(template: name))
    expectLetter(draft.text)
    #expect(draft.text.hasPrefix("Hello,\n\n"))
    let declared = try #require(library.templates.first { $0.name == name }).asks
    #expect(draft.asks.map(\.wish).sorted(by: order) == declared.map(\.wish).sorted(by: order))
  }

  @Test("With everything known, each is a letter that asks for nothing and that the gate clears", arguments: replies)
  func everythingKnown(name: String) throws {
    let template = try #require(library.templates.first { $0.name == name })
    let request = everything(about: template, done: nil)
    let draft = try library.draft(request)
    expectLetter(draft.text)
    #expect(draft.asks.isEmpty)
    #expect(Gate.check(draft, against: request.ledger, reader: EnglishReader.shared) == .cleared(try cleared(draft)), "\(draft.text)")
  }

  @Test("Whatever subset of its asks is answered, the gate clears what is left", arguments: replies)
  func oneKnown(name: String) throws {
    let template = try #require(library.templates.first { $0.name == name })
    for ask in template.asks {
      let ledger = Ledger(claims: [answer(to: ask.wish)])
      let request = DraftingRequest(
        customerName: "", address: "", subject: "", ownWords: "", claims: [], ledger: ledger, template: name)
      let draft = try library.draft(request)
      #expect(!draft.asks.contains { $0.wish == ask.wish })
      #expect(Gate.compare(draft.text, declared: draft.asks, with: ledger, reader: EnglishReader.shared).objections == [], "\(draft.text)")
    }
  }

  @Test("Once something is done, no template asks for anything", arguments: replies)
  func afterTheDeed(name: String) throws {
    let template = try #require(library.templates.first { $0.name == name })
    let draft = try library.draft(everything(about: template, done: Done(text: "sent a new one today")))
    expectLetter(draft.text)
    #expect(draft.asks.isEmpty)
    #expect(draft.text.hasSuffix("\n\nI have sent a new one today."))
    #expect(try library.draft(Mail("").request(done: Done(text: "sent it"), template: name)).asks.isEmpty)
  }

  @Test("A customer whose name, words and subject are Mustache reads them literally", arguments: replies)
  func templateInjection(name: String) throws {
    let mail = Mail("I checked {{#each}}{{secret}}", name: "{{#x}}", subject: "{{=<% %>=}}")
      .claiming(.tried, "I checked {{#each}}{{secret}}", "check tracker")
    let draft = try library.draft(mail.request(template: name))
    #expect(draft.text.hasPrefix("Hello,\n"))
    if name == "general" {
      #expect(draft.text.contains("you checked {{#each}}{{secret}}"))
      #expect(draft.text.contains("about \"{{=<% %>=}}\""))
    }
    let thanks = try library.thanks(
      ThanksRequest(customerName: "", address: "", theirWords: "{{#x}} & <b>", resolution: "{{y}}", date: ""))
    #expect(thanks.text.contains("\"{{#x}} & <b>\"") && thanks.text.contains("{{y}}"))
  }

  @Test("Not one of them says what nobody says to a friend", arguments: TemplateLibrary.builtIn.map(\.file))
  func cliches(file: String) throws {
    let text = try #require(TemplateLibrary.builtIn.first { $0.file == file }).text
    for cliche in ["inconvenience", "valued customer", "do not hesitate", "don't hesitate", "as soon as possible", "Dear",
      "rest assured", "reach out", "I will", "we will", "shortly", "apologize", "kindly",
    ] {
      #expect(!text.localizedCaseInsensitiveContains(cliche), "\(cliche)")
    }
  }

  // MARK: -

  private func expectLetter(_ text: String) {
    for fault in ["{{", "}}", "Dear ,", "Hello ,", "\n\n\n", "  ", " ,", " .", "..", "\u{2}", "\u{3}", "\u{1F}"] {
      #expect(!text.contains(fault), "\(fault.debugDescription) in \(text)")
    }
    #expect(text.contains("\n\n") && text.first != "\n" && text.last != "\n")
  }

  private func everything(about template: Template, done: Done?) -> DraftingRequest {
    let mail = Mail(
      """
      I bought the vase. I looked at the tracker. It says lost. I called you on Monday. The van man looked at it too.
      """, name: "Ann Lee"
    )
      .claiming(.tried, "I bought the vase", "buy vase")
      .claiming(.tried, "I looked at the tracker", "check tracker")
      .claiming(.observed, "It says lost", "status lost")
      .claiming(.contacted, "I called you on Monday", "contact")
      .claiming(.tried, "The van man looked at it too", "check parcel")
    let answers = template.asks.map { answer(to: $0.wish) }
    return DraftingRequest(
      customerName: "Ann Lee", address: "ann@example.org", subject: "My vase", ownWords: mail.text, claims: mail.claims,
      ledger: Ledger(claims: mail.claims + answers), done: done, template: template.name)
  }

  private func answer(to wish: Ask.Wish) -> Claim {
    switch wish {
    case .action(let verb, let object):
      // Claims say "screenshot" of every picture.
      claim(.tried, "I did that", "\(verb) \(object == "photo" ? "screenshot" : object ?? "")")
    case .datum(let type): claim(.fact, "4471", "\(type)=4471")
    }
  }

  private func cleared(_ draft: Draft) throws -> ClearedDraft {
    guard case .cleared(let cleared) = Gate.check(draft, against: Ledger(), reader: EnglishReader.shared) else { throw Blocked() }
    return cleared
  }

  private struct Blocked: Error {}

  private func order(_ one: Ask.Wish, _ other: Ask.Wish) -> Bool { "\(one)" < "\(other)" }
}
