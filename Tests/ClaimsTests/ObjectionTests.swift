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
      ("I never used that card abroad.", "Did you use the card abroad?"),
      ("I can log in using a different web browser.", "Please check if you can log in with another browser."),
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

  @Test(
    "A reply that goes on from what was said is free: of another month, another device, another thing, or asking nothing",
    arguments: [
      (
        "I checked the tracker, it says delivered, but I got nothing.",
        "Please check with your neighbours and look behind the bins."
      ),
      ("I returned the blue shoes last week.", "Please send us a photo of the red shoes."),
      ("I have paid the invoice of May.", "Please pay the invoice of June by Friday."),
      ("My order number is 4471-B.", "What is the date of your order?"),
      ("I sent you the photos yesterday.", "Thanks for the photos. I have sent them to the warehouse."),
      ("I called the bank and they sent me to you.", "I have called your bank for you today."),
      ("I restarted the router and the modem.", "Please note the colour of the light on the router."),
      ("I tried another browser.", "Please update the browser that you use."),
      ("I ordered the wrong size.", "You can order the right size with the voucher below."),
      ("The parcel was left with a neighbour who is away.", "Please tell us on which day your neighbour is back."),
      (
        "I cancelled my subscription last month but was charged again.",
        "Your subscription is cancelled, and I have sent the money back. You need not do anything."
      ),
      ("I reset my password but got no mail.", "Please use the link below; it is good for an hour."),
      ("I cleared the cache.", "Please tell us which page you see after logging in."),
      ("I will send the form tomorrow.", "Please send us the form when you have signed it."),
      ("I installed the update on my phone.", "Please install the update on your tablet as well."),
      ("My flight was cancelled and I booked another one myself.", "Please send us the receipt of the new ticket."),
      ("I waited two hours for the food.", "Please accept our apology; you can choose a meal for free."),
      ("I spoke with Ann from your team.", "Ann has told me about it. I will ring the restaurant tonight."),
      ("The card was declined twice.", "Please ask your bank whether they block payments abroad."),
      ("I unplugged the freezer overnight.", "Please do not unplug the freezer again."),
      ("I have a Samsung phone.", "Please tell us the IMEI of your phone."),
      ("My name is Tom.", "What is the name of the hotel?"),
      ("I measured the box.", "Please weigh the box as well."),
      ("I moved house in May.", "Please give us your new address."),
      ("The remote doesn't work, I put in new batteries.", "Please press the reset button under the battery cover."),
      ("I checked my spam folder.", "I have sent the mail again; it comes from noreply-free@shop.example."),
      ("I logged in on my laptop.", "Please log in on your phone too."),
      ("I gave my account number to the driver.", "Please do not give your account number to anybody."),
      ("I bought two tickets.", "How many tickets do you want to change?"),
      ("I opened the app, it crashes.", "Please open the settings of your phone and clear the app's data."),
      ("I checked the bill from May.", "Please check the bill from June too."),
      ("I paid with Visa.", "Would you like the money back on your card or as a voucher?"),
      ("I scanned the barcode at the shop.", "Please scan the QR code in the app."),
      ("I tried to call you three times.", "I am sorry that nobody answered. You can reach me on 0800 123 until six."),
    ])
  func near(mail: String, reply: String) {
    #expect(objections(to: reply, after: mail).isEmpty, "\(objections(to: reply, after: mail))")
  }

  @Test("A list of what we need is read item by item")
  func list() {
    let reply = "To help you, we need:\n\n- your order number\n- a photo of the box\n"
    #expect(
      EnglishReader.shared.asks(in: reply).map(\.wish) == [.datum("order-number"), .action("attach", object: "screenshot")])
  }
}
