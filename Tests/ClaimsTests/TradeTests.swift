import Claims
import EnglishReader
import Testing

@Suite("Parcels, travel, banks, telecom, food: what was done")
struct TradeTests {
  @Test(
    "Steps are heard as they were taken, and what was only meant, asked or supposed is none",
    arguments: [
      ("I waited in all day on Thursday but the courier never showed up.", ["wait"]),
      ("My wife went to the depot this morning and they could not find it.", ["go-to depot"]),
      ("I measured the box, it is 40 x 30 x 20 cm.", ["measure box"]),
      ("I refused the parcel because the box was torn open.", ["refuse parcel"]),
      ("ive sent back the shoes last week with the label you gave me", ["return shoe"]),
      ("I have printed the return label and dropped the parcel at the pickup point.", ["print label", "bring parcel"]),
      ("Weighed it twice, 2.3 kg both times.", ["weigh it"]),
      ("I was told to wait 48 hours, which I did.", ["wait hour"]),
      ("I tried to rebook the flight online but the page throws an error every time.", ["rebook flight"]),
      ("We checked in online and printed the boarding passes.", ["check-in online", "print pass"]),
      ("I have already paid the invoice by bank transfer on 2 November.", ["pay invoice"]),
      ("Swapped the SIM into another phone, same thing.", ["swap-sim sim"]),
      ("Having reset the router, I still get no internet.", ["reset router"]),
      ("The engineer came on Tuesday and replaced the socket.", ["replace socket"]),
      ("I had my electrician check the wiring.", ["check wiring"]),
      ("I was going to return it but then I lost the label.", []),
      ("I would send you a picture if I could.", []),
      ("You could have told me before.", []),
      ("If I restart the box, will I lose my recordings?", []),
      ("They had me unplug the box and wait five minutes.", ["disable box", "wait"]),
      ("I HAVE CHECKED THE FUSE BOX AND EVERYTHING IS ON", ["check fusebox"]),
      ("Ported my number over last Friday.", ["port number"]),
      ("I scanned my passport and uploaded it twice.", ["check passport", "send passport"]),
      ("I entered the voucher code SAVE10 but the price did not change.", ["redeem voucher"]),
      ("I filled the form in twice and never got an answer.", ["complete form"]),
      ("I tightened all the screws and it still wobbles.", ["tighten screw"]),
      ("My son assembled the desk following the manual, and two screws are missing.", ["assemble desk"]),
      ("I put in new batteries.", ["enter battery"]),
      ("I turned it off and on again.", ["restart it"]),
      ("I threw the meat away, so I can't send it back.", ["discard meat"]),
      ("I went to the branch and they sent me away.", ["go-to bank"]),
      ("Cancelled my subscription in May and yet you charged me 9.99 again.", ["cancel subscription"]),
    ] as [(String, [String])])
  func steps(text: String, expected: [String]) {
    #expect(keys(text, .tried) == expected)
  }

  @Test(
    "What was left undone, or cannot be done, is heard as that",
    arguments: [
      ("I cannot find the account number on my bill.", ["find number"]),
      ("I haven't tried the other cable yet.", ["try cable"]),
      ("i dont have the receipt any more", ["provide receipt"]),
      ("I can't return the shoes, the box is gone.", ["return shoe"]),
    ] as [(String, [String])])
  func undone(text: String, expected: [String]) {
    #expect(keys(text, .notTried) == expected)
  }
}
