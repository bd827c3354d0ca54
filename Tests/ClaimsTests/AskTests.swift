import Claims
import EnglishReader
import Testing

@Suite("What our own sentences ask")
struct AskTests {
  private func wishes(_ text: String) -> [Ask.Wish] { EnglishReader.shared.asks(in: text).map(\.wish) }

  @Test(
    "An ask for an action is found in all the ways agents put it",
    arguments: [
      "Please check the tracker.", "Could you check the delivery tracker?",
      "Can you please have a look at the tracking page?", "Have you checked the tracker?",
      "Have you tried checking the tracker?", "You should check the tracking link.", "Check the tracker first.",
      "If you haven't already, please check the tracker.",
      "Would you mind checking the tracker?", "We recommend to check the tracker.", "1. Check the tracker.",
      "Did you check the tracker?",
      "To find your parcel please check the tracker.",
    ])
  func action(text: String) {
    #expect(wishes(text).contains(.action("check", object: "tracker")), "\(wishes(text))")
  }

  @Test(
    "An ask for a datum is found in all the ways agents put it",
    arguments: [
      "What is your order number?", "Please send us your order number.", "Let us know your order number.",
      "We need your order number.",
      "Could you tell us the order number?", "Please reply with your order number.",
      "I would like to know your order number.",
    ])
  func datum(text: String) {
    #expect(wishes(text).contains(.datum("order-number")), "\(wishes(text))")
  }

  @Test(
    "A sentence that asks nothing is not an ask",
    arguments: [
      "There is no need to check the tracker.", "No need to check the tracker.", "You don't have to check the tracker.",
      "On 24 May you wrote to us about the parcel.",
      "Please do not check the tracker.",
      "Thank you for checking the tracker.", "You wrote that you looked at the tracker.",
      "I will check the tracker for you.", "We have checked the tracker.",
      "I checked the tracker, and your parcel is in Leeds.", "You need not send your order number.",
    ])
  func noAsk(text: String) {
    #expect(wishes(text).isEmpty, "\(wishes(text))")
  }

  @Test("Each of several asks in one sentence is found, with its own words")
  func several() {
    let asks = EnglishReader.shared.asks(in: "Please restart the router, clear the cache and send us a screenshot.")
    #expect(
      asks.map(\.wish) == [
        .action("restart", object: "router"), .action("clear", object: "cache"),
        .action("attach", object: "screenshot"),
      ])
    #expect(asks.map(\.quote) == ["Please restart the router", "clear the cache", "send us a screenshot"])
  }

  @Test(
    "A datum given answers the question for it, however it is put",
    arguments: [
      ("My order number is 4471.", "Kindly provide the number of your order."),
      ("My address: 12 High Street, London", "What is your address?"),
      ("Call me on 020 7946 0958.", "On which number can we call you?"),
      ("It came on 3 May 2026.", "When did it happen?"),
      ("I have an iPhone 12.", "On what phone do you use it?"), ("The invoice number is 2231.", "Which invoice is it?"),
      ("I looked at the tracking page.", "Please have a look at the delivery status online."),
      ("I deleted and reinstalled the app.", "Please uninstall the app."),
    ])
  func answered(message: String, reply: String) { #expect(objections(to: reply, after: message).count == 1) }

  @Test(
    "Another datum does not",
    arguments: [
      ("My order number is 4471.", "Which invoice is it?"), ("I have an iPhone 12.", "What phone number do you have?"),
      ("The invoice is late.", "Which invoice is it?"), ("I wrote to you.", "When did it happen?"),
      ("I uninstalled the app.", "Please reinstall the app."), ("My order number is 4471.", "When it happens, wait."),
    ])
  func notAnswered(message: String, reply: String) { #expect(objections(to: reply, after: message).isEmpty) }

  @Test("Their words quoted under ours ask nothing")
  func quoted() {
    #expect(wishes("I moved the plan for you.\n\n> Please check the tracker.").isEmpty)
  }

  @Test("An ask's quote is the exact piece of our text")
  func spans() {
    let text = "Hé! Could you check the tracker – and what’s your order number?"
    let bytes = Array(text.utf8)
    let asks = EnglishReader.shared.asks(in: text)
    #expect(asks.count == 2)
    for ask in asks { #expect(String(decoding: bytes[ask.span], as: UTF8.self) == ask.quote) }
  }

  @Test(
    "What stands in the way of an ask objects to it too",
    arguments: [
      ("I want to keep using the paper tickets.", "We advise to use the new app."),
      ("There is no \"Refund\" button on the page.", "Please press the Refund button."),
      ("I have no idea how to transfer it manually.", "Please transfer it manually."),
      ("I did try to reinstall 52.9.1.", "The quickest way is to install 52.9.1 again."),
      ("I started it in safe mode.", "If that fails, start it in safe mode."),
      ("I cannot log in to my account.", "Please sign in to your account."),
      ("I tried it with another cable.", "Does it happen with another cable?"),
      ("I would like to stay with the old tariff. Please do not call me.", "May we phone you tomorrow?"),
    ])
  func inTheWay(message: String, reply: String) {
    #expect(objections(to: reply, after: message).count == 1)
  }

  @Test(
    "What only sounds alike objects to nothing",
    arguments: [
      ("I turned off the suggestions.", "Please turn the suggestions on again."),
      ("I sent the letters to the agencies.", "Please send us copies of the letters."),
      ("I want to keep using the paper tickets.", "Please use the paper tickets."),
      ("I restarted the router.", "Please restart the phone."),
      ("I did not try my password.", "Have you tried your password?"),
      ("I reset the box.", "Please unplug the cable, and reset the box once more."),
    ])
  func soundsAlike(message: String, reply: String) {
    #expect(objections(to: reply, after: message).isEmpty, "\(objections(to: reply, after: message))")
  }
}
