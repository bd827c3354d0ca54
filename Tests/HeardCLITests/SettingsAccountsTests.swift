import Desk
import MIME
import Testing

@testable import HeardCLI

@Suite("Settings of several accounts")
struct SettingsAccountsTests {
  private func problems(_ text: String) -> String {
    do {
      _ = try SettingsReader.read(text, place: "heard.toml")
      return ""
    } catch {
      return error.message
    }
  }

  @Test("Several accounts, each with its own mailboxes, read beside the one of the plain tables")
  func severalAccounts() throws {
    let settings = try SettingsReader.read(
      SettingsTests.good + """
        [[account]]
        [account.mailbox]
        address = "returns@shop.example"
        [account.imap]
        url = "imaps://imap.other.example"
        user = "returns"
        password-env = "PW"
        mailboxes = ["INBOX", "Größe & Co"]
        idle-seconds = 120
        [account.smtp]
        url = "smtps://smtp.other.example"
        user = "returns"
        password-env = "PW"
        hello = "mail.shop.example"
        keep-trying = 7

        """, place: "heard.toml")
    #expect(settings.accounts.map(\.support.address) == ["support@shop.example", "returns@shop.example"])
    #expect(settings.accounts.map(\.inboxes) == [["INBOX"], ["INBOX", "Größe & Co"]])
    #expect(settings.accounts.map(\.idleSeconds) == [280, 120])
    #expect(settings.accounts.map(\.hello) == [nil, "mail.shop.example"])
    #expect(settings.accounts.map(\.schedule.patience) == [4 * 86_400, 7 * 86_400])
    #expect(settings.accounts.map(\.name) == ["support@imap.shop.example", "returns@imap.other.example"])
    #expect(settings.own.contains("Returns@shop.example"))
  }

  @Test("A-10, A-25: a mailbox is looked at every five minutes at least; more than eight would ask for too many connections")
  func limits() {
    let names = (1...9).map { "\"\($0)\"" }.joined(separator: ", ")
    func told(_ line: String) -> String {
      problems(SettingsTests.good.replacing("[smtp]", with: line + "\n[smtp]"))
    }
    #expect(told("idle-seconds = 301").hasSuffix("idle-seconds must be a whole number from 10 to 300: idle-seconds = 120"))
    #expect(told("idle-seconds = \"9\"").contains("idle-seconds must be"))
    #expect(told("mailboxes = [\(names)]").hasSuffix("mailboxes must be at most 8, as each has a connection of its own"))
  }

  @Test("A fault in a further account is told with its own place")
  func faultOfAnAccount() {
    let text = """
      [[account]]
      [account.mailbox]
      address = "a@shop.example"
      [account.imap]
      url = "imaps://imap.shop.example"
      user = "a"
      password-env = "PW"
      mailbox = "INBOX"
      mailboxes = []
      [account.smtp]
      url = "smtps://smtp.shop.example"
      user = "a"
      password-env = "PW"

      [[account]]
      [account.mailbox]
      address = "A@shop.example"
      [account.imap]
      url = "imaps://imap.shop.example"
      user = "b"
      pasword-env = "PW"
      [account.smpt]
      [agents]
      ann = "Ann"
      """
    #expect(
      problems(text) == """
        heard.toml:9:1: mailbox and mailboxes say the same; keep one
        heard.toml:9:1: mailboxes must be a list of names, each once: ["INBOX", "Returns"]
        heard.toml:15:1: table [account.smtp] is missing
        heard.toml:17:1: A@shop.example is the address of another account too; each account has its own
        heard.toml:18:1: [account.imap] needs one of password-command, password-env or password-file; a password itself never stands here. \
        Logins with tokens have a table [oauth] instead
        heard.toml:21:1: unknown key pasword-env; did you mean password-env?
        heard.toml:22:1: unknown table [account.smpt]; did you mean smtp?
        """)
  }
}
