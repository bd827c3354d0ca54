import Claims
import EnglishReader
import Testing

@Suite("Replies of many trades, against what was said")
struct ObjectionTests {
  @Test(
    "An ask that the mail has answered is objected to, however it is put",
    arguments: [
      ("I restarted the router twice.", "It would help if you restarted the router."),
      ("I restarted the router twice.", "Make sure that you have restarted the router."),
      ("I restarted the router twice.", "If you haven't already, restart the router."),
      ("I restarted the router twice.", "If the light is red, please restart the router."),
      ("I restarted the router twice.", "Restarting the router usually helps."),
      ("I restarted the router twice.", "You may want to restart the router."),
      ("I restarted the router twice.", "1. Restart the router.\n2. Wait five minutes.\n3. Call us."),
      ("My order number is 4471-B.", "Please fill in the form with your order number."),
      ("My order number is 4471-B.", "Please reply with your order number."),
      ("My order number is 4471-B.", "To help you, we need:\n- your order number\n- a photo of the box"),
      ("My order number is 4471-B.", "Let us know your order number."),
      ("My tracking number is 1Z999AA10123456784.", "Please send us the tracking number."),
      ("The IMEI is 490154203237518.", "Could you send us the IMEI?"),
      ("Please do not call me, I am deaf.", "Please call us on 0800 123."),
      ("Please do not call me, I am deaf.", "May we phone you tomorrow?"),
      ("Please do not call me, I am deaf.", "What number can we reach you on?"),
      ("I prefer email.", "Please give us a call."),
      ("Where is my parcel? Order 4471-B.", "We haven't heard from you, so please reply to this mail."),
      ("Where is my parcel? Order 4471-B.", "As you have not replied, we will close your case."),
      ("I sent you two photos of the box.", "Please send us photos of the box."),
      ("I cannot find the receipt.", "Please send us the receipt."),
      ("I paid by card on 3 May.", "When did you pay?"),
      ("It has been broken since Monday.", "Since when has it been broken?"),
      ("My name is Jo Brown and I live at 12 High Street, Newtown.", "What is your address?"),
      ("I use an iPhone 14 with iOS 17.2.", "Which phone do you use?"),
      ("I have already talked to my bank.", "Please contact your bank."),
      ("I cleared the cache and cookies.", "Kindly clear your browser's cache."),
      ("I cancelled the booking online.", "Please cancel the booking in the app."),
      ("I asked the neighbours, nobody has it.", "Have you asked your neighbours?"),
      ("I waited 48 hours.", "Please wait 48 hours."),
      ("I reinstalled the app.", "Please uninstall the app and install it again."),
      ("I turned it off and on again.", "Have you tried turning it off and on again?"),
      ("The error code is E-204.", "Which error do you see?"),
      ("I returned the shoes last week.", "Please send the shoes back to us."),
      ("I looked in my spam folder.", "Please check your junk mail."),
      ("I tried another card.", "Please try a different card."),
      ("I unplugged the fridge for an hour.", "Please unplug the fridge for an hour."),
      ("I complained to the restaurant.", "Please contact the restaurant first."),
      ("I verified my identity in the app.", "Please verify your identity."),
      ("I already gave you the IBAN: NL91 ABNA 0417 1643 00.", "Please tell us your IBAN."),
    ])
  func answered(mail: String, reply: String) {
    #expect(!objections(to: reply, after: mail).isEmpty, "\(EnglishReader.shared.asks(in: reply).map(\.wish))")
  }

  @Test(
    "Another thing, another datum, something planned, undone or different is free to be asked for",
    arguments: [
      ("My order number is 4471-B.", "Could you send us the tracking number?"),
      ("The mail has a tracking number.", "Please send us the tracking number."),
      ("I sent you two photos of the box.", "Please send us another photo, of the back."),
      ("I checked the meter yesterday, it says 4471.", "Please read the meter again tonight at nine."),
      ("I restarted the router.", "Please restart the phone."),
      ("I restarted the router.", "There is no need to restart the router."),
      ("I restarted the router.", "Thank you for restarting the router."),
      ("I will restart the router tonight.", "Please restart the router."),
      ("I did not restart the router.", "Please restart the router."),
      ("I swapped the SIM.", "Please put the SIM into another phone."),
      ("I threw the food away.", "Please keep the food for inspection."),
    ])
  func free(mail: String, reply: String) {
    #expect(objections(to: reply, after: mail).isEmpty, "\(objections(to: reply, after: mail))")
  }

  @Test("A list of what we need is read item by item")
  func list() {
    let reply = "To help you, we need:\n\n- your order number\n- a photo of the box\n"
    #expect(
      EnglishReader.shared.asks(in: reply).map(\.wish) == [.datum("order-number"), .action("attach", object: "screenshot")])
  }
}
