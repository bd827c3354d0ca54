import Claims
import Drafting
import EnglishReader
import Testing

@Suite("Templates are checked when they are loaded, never when a customer waits")
struct TemplateTests {
  private static let allowedTags = "only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! note}} are"

  /// The sentences about one file, in a set that otherwise stands.
  private func problems(_ text: String) -> [String] {
    do {
      _ = try TemplateLibrary([
        ("general.mustache", text), ("thanks.mustache", file("situation = \"thanks\"", "{{greeting}}")),
      ], reader: EnglishReader.shared)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("A slip in a name is told with its place and the name that was meant")
  func unknownName() {
    let body = "{{greeting}}\n\nDear {{frist_name}}, {{#fact.order-nummer}}x{{/fact.order-nummer}}"
    #expect(
      problems(file(body)) == [
        "general.mustache:6:6: unknown name frist_name; did you mean first_name?",
        "general.mustache:6:22: unknown name fact.order-nummer; did you mean fact.order-number?",
      ])
  }

  @Test("A slip in a header is told with its place and the key that was meant")
  func headerKeys() {
    let header = """
      situation = "general"
      fit = ["parcel"]
      requires = ["frist_name"]

      [[ask]]
      id = "version"
      facts = "version"

      [[ask]]
      id = "order"
      fact = "order-nummer"
      """
    #expect(
      problems(file(header, "{{greeting}}")) == [
        "general.mustache:3:1: unknown key fit; did you mean fits?",
        "general.mustache:4:1: unknown name frist_name; did you mean first_name?",
        "general.mustache:6:1: ask must be a table with either do or fact",
        "general.mustache:8:1: unknown key facts; did you mean fact?",
        "general.mustache:12:1: fact must be a type of fact; did you mean order-number?",
      ])
  }

  @Test("What does as well as an ask must be types of facts", arguments: ["[]", "[\"order-nummer\"]", "\"amount\""])
  func unless(value: String) {
    let header = "situation = \"general\"\n[[ask]]\nid = \"bill\"\nfact = \"invoice-number\"\nunless = \(value)"
    #expect(
      problems(file(header, "{{greeting}}")) == ["general.mustache:6:1: unless must be a list of types of fact"])
  }

  @Test("An ask that the header does not declare cannot be made, nor a declared one forgotten")
  func asks() {
    let header = "situation = \"general\"\n[[ask]]\nid = \"version\"\nfact = \"version\""
    #expect(
      problems(file(header, "{{#ask.verison}}Which?{{/ask.verison}}")) == [
        "general.mustache:3:1: the text never makes the ask version; write {{#ask.version}}...{{/ask.version}} or remove it",
        "general.mustache:7:1: the header declares no ask verison; did you mean version?",
      ])
    #expect(
      problems(file(header, "{{ask.version}} {{#ask.version}}Which?{{/ask.version}}")) == [
        "general.mustache:7:1: an ask is a section: {{#ask.version}}...{{/ask.version}}"
      ])
  }

  @Test("Mustache that does not close, or does more than fill in, is refused", arguments: [
    ("{{#done}}x", "general.mustache:4:1: the section done is not closed; add {{/done}}"),
    ("x {{/done}}", "general.mustache:4:3: {{/done}} closes nothing; no section is open"),
    ("{{#done}}{{/tried}}{{/done}}", "general.mustache:4:10: {{/tried}} closes nothing; {{/done}} is due"),
    ("a {{greeting", "general.mustache:4:3: {{ is not closed; end the tag with }} on the same line"),
    ("{{> secret}}", "general.mustache:4:1: {{> is not for mail; " + allowedTags),
    ("{{=<% %>=}}", "general.mustache:4:1: {{= is not for mail; " + allowedTags),
    ("{{{greeting}}}", "general.mustache:4:1: {{{ is not for mail; " + allowedTags),
    ("{{.}}", "general.mustache:4:1: unknown name ."),
    ("{{topic.words}}", "general.mustache:4:1: topic.words has no value in this kind of template"),
    ("a\u{7}", "general.mustache:4:2: a control character; only text, spaces and line ends may stand here"),
  ])
  func badMustache(body: String, sentence: String) { #expect(problems(file(body)) == [sentence]) }

  @Test("Sections inside each other end at eight")
  func nesting() {
    func nested(_ count: Int) -> String {
      String(repeating: "{{#done}}", count: count) + "x" + String(repeating: "{{/done}}", count: count)
    }
    #expect(problems(file(nested(8))) == [])
    #expect(problems(file(nested(9))) == ["general.mustache:4:73: more than 8 sections inside each other"])
    #expect(problems(file(nested(7_000))).first == "general.mustache:1:1: the file is longer than 65536 bytes")
  }

  private func file(_ body: String) -> String { DraftingTests.file("situation = \"general\"", body) }
  private func file(_ header: String, _ body: String) -> String { DraftingTests.file(header, body) }

  @Test("A file without a header, or with one that is no TOML, says so")
  func headers() {
    #expect(problems("Hello") == ["general.mustache:1:1: a template starts with a header between two lines +++"])
    #expect(problems("+++\nHello") == ["general.mustache:1:1: the header is not closed; end it with a line +++"])
    #expect(problems("+++\n+++\nx") == ["general.mustache:1:1: the header must give situation"])
    let broken = problems("+++\nsituation = \n+++\nx")
    #expect(broken.count == 1 && broken[0].hasPrefix("general.mustache:2:"))
  }

  @Test("All problems of all files come at once")
  func allAtOnce() throws {
    let error = #expect(throws: TemplateProblems.self) {
      try TemplateLibrary([
        ("a.mustache", "x"), ("b.mustache", DraftingTests.file("situation = \"billing\"", "{{x1}}\n{{x2}}")),
        ("c.mustache", DraftingTests.file("situation = \"login\"", "x")),
        ("d.mustache", DraftingTests.file("situation = \"login\"", "y")),
      ], reader: EnglishReader.shared)
    }
    #expect(error?.problems.map(\.file) == ["a.mustache", "b.mustache", "b.mustache", "d.mustache"])
  }

  @Test("A set without a general template or thanks is refused")
  func missingTemplates() {
    let error = #expect(throws: TemplateProblems.self) { try TemplateLibrary([], reader: EnglishReader.shared) }
    #expect(
      error?.description == """
        there is no template for the situation general, and one is always needed
        there is no template for the situation thanks, and one is always needed
        """)
  }

  @Test("Windows line ends make no difference")
  func windowsLineEnds() throws {
    let unix = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared)
    let windows = try TemplateLibrary(
      TemplateLibrary.builtIn.map { ($0.file, $0.text.replacing("\n", with: "\r\n")) }, reader: EnglishReader.shared)
    for template in unix.templates where template.name != Template.thanks {
      let request = Mail("Hello").request(template: template.name)
      #expect(try unix.draft(request) == windows.draft(request))
    }
  }

  @Test("No text of any shape stops the reader")
  func hostileTemplates() {
    var random = Lehmer(seed: 12)
    let pieces = [
      "+++", "\n", "\r\n", "{{", "}}", "{{#", "{{/", "{{^done}}", "{{/done}}", "{{#ask.a}}", "{{/ask.a}}",
      "[[ask]]", "id = \"a\"", "situation = \"general\"", "do = \"check\"", "[", "]", "=", "\"", "{", "}", "é", "\u{0}", ".", "{{.}}", "fits = [1]",
      "!",
    ]
    for _ in 0..<1_500 {
      let body = (0..<random.below(30)).map { _ in pieces[random.below(pieces.count)] }.joined()
      _ = problems(body)
      _ = problems("+++\nsituation = \"general\"\n+++\n" + body)
    }
  }
}
