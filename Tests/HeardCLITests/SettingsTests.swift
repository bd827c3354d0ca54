import Desk
import Testing
import Wire

@testable import HeardCLI

@Suite("Settings")
struct SettingsTests {
  static let good = """
    [mailbox]
    address = "support@shop.example"
    name = "The Shop"

    [imap]
    url = "imaps://imap.shop.example"
    user = "support"
    password-file = "/run/secret"

    [smtp]
    url = "smtp://smtp.shop.example:2525"
    user = "support"
    password-env = "PW"

    [agents]
    ann = "Ann"

    """

  private func problems(_ text: String) -> String {
    do {
      _ = try SettingsReader.read(text, place: "heard.toml")
      return ""
    } catch {
      return error.message
    }
  }

  @Test("Good settings are read")
  func good() throws {
    let settings = try SettingsReader.read(Self.good, place: "heard.toml")
    let account = try #require(settings.accounts.first)
    #expect(settings.accounts.count == 1)
    #expect(account.support.address == "support@shop.example")
    #expect(account.name == "support@imap.shop.example")
    #expect(account.incoming.endpoint.port == 993)
    #expect(account.outgoing.endpoint.port == 2525)
    #expect(settings.agents == ["ann": "Ann"])
    #expect(account.inboxes == ["INBOX"])
    #expect(!account.isMarking)
  }

  @Test("A-18: a keyword on the server only for who asks for it in so many words")
  func marking() throws {
    let wish = Self.good.replacing("[smtp]", with: "mark-kept = true\n\n[smtp]")
    #expect(try SettingsReader.read(wish, place: "heard.toml").accounts.map(\.isMarking) == [true])
    #expect(
      problems(wish.replacing("mark-kept = true", with: "mark-kept = \"yes\""))
        == "heard.toml:10:1: mark-kept must be true or false")
  }

  @Test("An unknown key is told with its place and the key that was meant")
  func unknownKey() {
    let text = Self.good.replacing("password-file", with: "pasword-file")
    #expect(
      problems(text) == """
        heard.toml:5:1: [imap] needs one of password-command, password-env or password-file; a password itself never stands here. \
        Logins with tokens have a table [oauth] instead
        heard.toml:8:1: unknown key pasword-file; did you mean password-file?
        """)
    #expect(
      problems(Self.good.replacing("[agents]", with: "[agent]"))
        == "heard.toml:15:1: unknown table [agent]; did you mean agents?")
  }

  @Test("Everything that is wrong is told at once")
  func allAtOnce() {
    let text = """
      [mailbox]
      address = 5
      [imap]
      url = "http://x"
      user = "u"
      password-env = "A"
      password-file = "B"
      [smtp]
        url = "imaps://x"
        user = "u"
        password-env = "A"
      [agents]
      ann = "Ann\\nBcc: x"
      """
    let told = problems(text).split(separator: "\n")
    #expect(told.count == 5)
    #expect(told[0] == "heard.toml:2:1: address must be a text in quotes, not empty")
    #expect(told[1] == "heard.toml:3:1: [imap] has more than one source of its password; keep one")
    #expect(told[2].hasPrefix("heard.toml:4:1: url: "))
    #expect(told[3] == "heard.toml:9:3: url: must begin with smtps:// or smtp://")
    #expect(told[4] == "heard.toml:13:1: ann must be a first name: ann = \"Ann\"")
  }

  @Test("Broken TOML is told with line and column")
  func broken() {
    #expect(problems("[mailbox\naddress = 1").hasPrefix("heard.toml:1:"))
  }

  @Test("Plain text to another machine is refused")
  func plainText() {
    let text = Self.good.replacing(
      "url = \"imaps://imap.shop.example\"", with: "url = \"imap://imap.shop.example\"\nplain-text = true")
    #expect(problems(text).hasPrefix("heard.toml:6:1: url: "))
  }

  @Test(
    "Addresses must be plain, ours and the further ones alike",
    arguments: ["shop", "Shop <a@b.example>", "ü@b.example"])
  func addresses(_ wrong: String) {
    #expect(
      problems(Self.good.replacing("support@shop.example", with: wrong))
        == "heard.toml:2:1: address must be one plain address: \"support@shop.example\"")
    let also = Self.good.replacing("[imap]", with: "also = [\"help@shop.example\", \"\(wrong)\"]\n[imap]")
    #expect(
      problems(also) == "heard.toml:5:1: also must be a list of addresses, [\"help@shop.example\"]; number 2 is none")
  }

  @Test("A further address that is no text is told of")
  func numberedAddress() {
    let also = Self.good.replacing("[imap]", with: "also = [5]\n[imap]")
    #expect(problems(also).hasPrefix("heard.toml:5:1: also must be a list of addresses"))
  }

  @Test("What nobody filled in after heard init is told of, each place once")
  func unfilled() {
    let told = problems(SettingsTemplate(answers: .init()).text).split(separator: "\n")
    let keys = told.compactMap { $0.split(separator: " ").dropFirst().first }
    #expect(keys == ["address", "name", "url", "user", "url", "user", "ann"])
    #expect(told.allSatisfy { $0.hasSuffix("is still as heard init wrote it; put in yours") })
  }

  @Test("An hour that is none is told of in words that say what one is")
  func hour() {
    #expect(
      problems(Self.good + "[thanks]\nhour = 24\n")
        == "heard.toml:18:1: hour must be a whole number from 0 to 23, in UTC: hour = 2")
  }

  @Test("What heard init writes is read again, whatever a person types")
  func initRoundTrip() throws {
    var answers = SettingsTemplate.Answers()
    answers.address = "help@shop.example"
    answers.name = "Tom \"the\" \\ Shop\u{7}"
    answers.imap = "imaps://imap.shop.example"
    answers.smtp = "smtps://smtp.shop.example"
    answers.user = "help"
    answers.passwordCommand = "pass show \"support\""
    answers.firstName = "Zoë"
    answers.osUser = "zoe.k"
    let settings = try SettingsReader.read(SettingsTemplate(answers: answers).text, place: "heard.toml")
    #expect(settings.accounts.first?.support.name == answers.name)
    #expect(settings.agents == ["zoe.k": "Zoë"])
  }
}

@Suite("What reaches the terminal")
struct VisibleTextTests {
  @Test("Escapes, C1, bidi and invisible characters become visible; letters stay")
  func visible() {
    #expect(VisibleText.line("a\u{1B}]52;c;x\u{7}b") == "a^[]52;c;x^Gb")
    #expect(VisibleText.line("\u{9B}31m\u{202E}exe.fdp\u{200B}") == "<U+009B>31m<U+202E>exe.fdp<U+200B>")
    #expect(VisibleText.line("one\r\ntwo\tthree") == "one^M two three")
    #expect(VisibleText.lines("one\ntwo\u{7F}") == "one\ntwo^?")
    #expect(VisibleText.line("Grüße 東京 \u{E0041}") == "Grüße 東京 <U+E0041>")
  }

  @Test("Columns are cut by what they take on the screen")
  func widths() {
    #expect(TextWidth.fitted("東京タワー", to: 6) == "東京… ")
    #expect(TextWidth.fitted("ab", to: 4) == "ab  ")
    #expect(TextWidth.of("e\u{301}") == 1)
  }
}
