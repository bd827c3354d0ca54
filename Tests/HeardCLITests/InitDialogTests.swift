import Testing
import Wire

@testable import HeardCLI

@Suite("The questions of heard init")
struct InitDialogTests {
  /// Types `lines` and tells what was written, what was said, and whether all was asked.
  private func talk(_ lines: [String]) -> (answers: SettingsTemplate.Answers, told: [String], whole: Bool) {
    var rest = lines[...]
    var told: [String] = []
    var answers = SettingsTemplate.Answers()
    let dialog = InitDialog(read: { rest.popFirst() }, prompt: { _ in }, tell: { told.append($0) })
    let whole = dialog.ask(&answers)
    return (answers, told, whole)
  }

  @Test("Good answers are taken, and the address is offered as user name")
  func good() {
    let (answers, told, whole) = talk([
      " help@shop.example ", "The Shop", "imaps://imap.shop.example", "smtp://smtp.shop.example:587", "", "", "Ann",
    ])
    #expect(whole && told.isEmpty)
    #expect(answers.address == "help@shop.example")
    #expect(answers.user == "help@shop.example")
    #expect(answers.passwordCommand == "pass show support")
    #expect(answers.smtp == "smtp://smtp.shop.example:587")
  }

  @Test("An answer that cannot be right is asked for again")
  func again() {
    let (answers, told, whole) = talk([
      "help", "help@shop.example", "The Shop", "https://shop.example", "imaps://imap.shop.example",
      "imaps://imap.shop.example", "smtps://smtp.shop.example", "", "", "Ann1", "Ann",
    ])
    #expect(whole)
    #expect(told.count == 4)
    #expect(answers.firstName == "Ann")
    #expect(answers.imap == "imaps://imap.shop.example")
  }

  @Test("A bare host is offered with its scheme, and Return takes it")
  func offers() {
    let (answers, _, whole) = talk([
      "a@shop.example", "", "imap.shop.example", "", "smtp.shop.example:587", "", "", "", "Ann",
    ])
    #expect(whole)
    #expect(answers.imap == "imaps://imap.shop.example")
    #expect(answers.smtp == "smtp://smtp.shop.example:587")
    #expect(InitDialog.server("not a host", .imap) == .again(why: EndpointError.notAURL.description, offer: nil))
  }

  @Test("An end of the input is no yes")
  func endOfInput() {
    #expect(!talk(["a@shop.example", "The Shop"]).whole)
    #expect(!talk([]).whole)
  }
}
