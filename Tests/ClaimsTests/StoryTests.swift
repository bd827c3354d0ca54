import Claims
import EnglishReader
import Testing

@Suite("Never ask again")
struct StoryTests {
  @Test("A man who looked at the tracker is not asked to look at the tracker")
  func tracker() {
    let mail = """
      Subject: Parcel has not come

      Dear team, my order #4471-B was due on Friday. I have looked at the delivery tracker
      on your site, and it says "undeliverable".

      Kind regards,
      Peter Vos
      """
    let canned = "Dear customer, please check the tracking link in your confirmation. What is your order number?"
    #expect(
      objections(to: canned, after: mail).map(\.first) == [
        "please check the tracking link in your confirmation", "What is your order number",
      ])
    let heard =
      "Dear Peter, you wrote that you looked at the tracker. I will call the carrier, there is no need to check the tracker again."
    #expect(objections(to: heard, after: mail).isEmpty)
  }

  @Test("A status told counts as a tracker looked at")
  func statusOnly() {
    #expect(
      objections(to: "Please check the tracker.", after: "My parcel is late and it still says \"awaiting carrier\".")
        .count == 1)
  }

  @Test("A man who bought for the wrong blog and gave his order number is not asked for it")
  func wrongBlog() {
    let mail =
      "I bought the Premium plan for the wrong blog, my own slip. Order no. 4471-B. Can you move it? Thanks, Tom"
    #expect(objections(to: "Could you send us your order number?", after: mail).count == 1)
    #expect(
      objections(to: "I have moved the plan to the right blog. Which blog should be listed first?", after: mail).isEmpty
    )
  }

  @Test("A woman who sent photos and the box back is asked for neither")
  func damagedGoods() {
    let mail = "The chocolates came crushed. I've attached two photos. I already sent the box back on 3 May."
    #expect(objections(to: "Please send us a photo and return the box.", after: mail).count == 2)
    #expect(objections(to: "Could you tell me your address, so that a new box can go out?", after: mail).isEmpty)
  }

  @Test("Login steps that were done are not asked for again, one that was not may be")
  func login() {
    let mail = "I can't log in. I reset my password twice, cleared my cookies and tried another browser."
    let reply = "Please reset your password, clear your cookies and try a different browser. Then restart the router."
    #expect(
      objections(to: reply, after: mail).map(\.first) == [
        "Please reset your password", "clear your cookies", "try a different browser",
      ])
  }

  @Test("An invoice number and a call are not asked of one who gave and made them")
  func billing() {
    let mail = "I was charged twice, $29.00 each. Invoice no 2203. I called you on Monday."
    #expect(objections(to: "Please tell us the invoice number. Please call us.", after: mail).count == 2)
    #expect(objections(to: "Please tell us your account number.", after: mail).isEmpty)
  }

  @Test("An app fault told with version and phone needs no question after them")
  func appFault() {
    let mail =
      "The app crashes since version 4.2.1 on my iPhone 13. I restarted the phone. I will clear the cache tomorrow."
    let reply = "Which version of the app do you use? Please restart your phone. When you can, please clear the cache."
    #expect(
      objections(to: reply, after: mail).map(\.first) == ["Which version of the app do you use", "Please restart your phone"])
  }

  @Test("A suggestion leaves nothing to object to")
  func suggestion() {
    let mail = "It would be nice to have a wish list in the shop."
    #expect(
      objections(to: "Thank you, I passed it on. Please tell us which lists you would want.", after: mail).isEmpty)
  }

  @Test("One who could not do it is not asked to do it")
  func couldNot() {
    #expect(objections(to: "Please find the serial label.", after: "I could not find the serial label.").count == 1)
    #expect(objections(to: "Please send us the receipt.", after: "I don't have the receipt any more.").count == 1)
  }

  @Test("What was not done yet may be asked for")
  func notYet() {
    #expect(objections(to: "Please restart the router.", after: "I haven't restarted the router yet.").isEmpty)
    #expect(objections(to: "Please restart the router.", after: "I was told to restart the router.").isEmpty)
  }

  @Test("The same action on another thing is no objection")
  func otherObject() {
    #expect(objections(to: "Please restart the phone.", after: "I restarted the router.").isEmpty)
  }

  @Test("A stated difference is no objection")
  func difference() {
    let mail = "I restarted the router. I've attached a photo."
    #expect(objections(to: "Please restart the router once more, this time with the cable out.", after: mail).isEmpty)
    #expect(objections(to: "Please send us another photo, of the label.", after: mail).isEmpty)
    #expect(objections(to: "Please restart the router.", after: mail).count == 1)
  }

  @Test("One who does not want to do it is not asked to do it")
  func unwanted() {
    #expect(objections(to: "Please return the lamp.", after: "I don't want to return the lamp.").count == 1)
    #expect(objections(to: "Please return the lamp.", after: "I want to return the lamp.").isEmpty)
  }

  @Test("What cannot be found is not asked for")
  func cannotFind() {
    #expect(objections(to: "Please forward us the invoice.", after: "I can't find the invoice anywhere.").count == 1)
    #expect(objections(to: "What is your order number?", after: "I can't find my order number.").count == 1)
    #expect(objections(to: "Please forward us the invoice.", after: "I can find the invoice.").isEmpty)
  }

  @Test("An offer to be called is no ask to call")
  func offer() {
    let mail = "I called you twice. I checked the tracker."
    #expect(objections(to: "Feel free to call me. Please don't hesitate to call us.", after: mail).isEmpty)
    #expect(objections(to: "Please check the new tracking number on Friday.", after: mail).isEmpty)
  }

  @Test("If you haven't already is still an ask")
  func ifNotAlready() {
    #expect(
      objections(to: "If you haven't already, please restart the router.", after: "I restarted the modem.").count == 1)
  }

  @Test("A datum is answered by an earlier mail's value, not by a mention")
  func earlierMail() {
    let given = Ledger.Entry(
      claim: Claim(
        kind: .fact, quote: "#4471-B", span: 0..<7, source: .own, key: "order-number=4471B", rule: "# number"),
      message: 7, date: 1_700_000_000)
    let ask = Ask(wish: .datum("order-number"), quote: "your order number", span: 0..<17, rule: "template")
    #expect(EnglishReader.shared.answer(to: ask, in: Ledger([given]))?.message == 7)
    #expect(
      EnglishReader.shared.answer(
        to: ask, in: Ledger(claims: EnglishReader.shared.claims(inText: "I have lost the mail with my order number."))) == nil)
  }
}
