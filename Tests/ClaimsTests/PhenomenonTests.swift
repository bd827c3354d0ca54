import Claims
import EnglishReader
import Testing

@Suite("Odd ways of telling")
struct PhenomenonTests {
  @Test(
    "A step is heard however it is told",
    arguments: [
      ("After trying to pay the bill online, the page went blank.", ["pay invoice"]),
      ("I got the boiler serviced by a technician in May.", ["service boiler"]),
      ("I tried to get the charge reversed at the branch.", ["reverse charge"]),
      ("Copy of the receipt attached.", ["attach receipt"]),
      ("A claim form has been sent off to the insurer.", ["send form"]),
      ("The hotel bill, which was paid in March, came again.", ["pay invoice"]),
      ("The invoice was paid on Friday.", ["pay invoice"]),
      ("To get it working again I unplug the box and restart it.", ["disable box", "restart box"]),
      ("We had a plumber at the house on Monday.", ["hire plumber"]),
      ("Please note that I have already sent the photos.", ["send screenshot"]),
      ("No matter what I try, the app logs me out.", ["try"]),
      ("I've tried calling the depot, checking the tracker, checked the map.", ["check tracker", "check map"]),
    ] as [(String, [String])])
  func steps(text: String, expected: [String]) {
    #expect(keys(text, .tried) == expected)
  }

  @Test(
    "What only looks like a step is none",
    arguments: [
      "The first message I deleted was from the bank.", "I do not know which of the forms I have completed.",
      "I was planning to pay before the bank started charging interest.", "I got a reply to that letter.",
      "I still have to pay the deposit.", "When looking at the timetable the page jumps.", "I have 3 days left to return it.",
      "I chose Lufthansa because of the meal.", "I got my card stolen on the tram.",
      "I was put on hold and then given another number.",
      "I had no choice but to buy a new ticket.", "A form was sent to me by post.",
    ])
  func none(text: String) {
    #expect(keys(text, .tried) == [])
  }

  @Test(
    "What cannot be done or given, and what is denied, is heard as that; what merely happens without anybody's doing is not",
    arguments: [
      ("I lost the receipt.", ["provide receipt"]), ("I have forgotten my PIN.", ["provide pin"]),
      ("Nothing was changed in the settings.", ["change nothing"]),
      ("No other devices have been connected.", ["connect device"]),
      ("My problem is that I have no way to print the label.", ["print label"]),
      ("It would not let me change the seat.", []), ("The app closes without me touching anything.", []),
    ] as [(String, [String])])
  func undone(text: String, expected: [String]) {
    #expect(keys(text, .notTried) == expected)
  }

  @Test(
    "How they want to be treated, in whatever words",
    arguments: [
      ("Let me know if you need any further information.", ["provide information"]),
      ("Is there anything I can do besides buying a new ticket?", ["not buy ticket"]),
      ("The cheque is late and am happy to wait until Monday.", ["wait"]),
      ("I told the agent not to call me again.", ["not call"]),
      ("Please note that the box was open.", []), ("I still do not have the parcel.", []),
    ] as [(String, [String])])
  func preferences(text: String, expected: [String]) {
    #expect(keys(text, .preference) == expected)
  }

  @Test(
    "Reproaches are judgements, and thanks are none",
    arguments: [
      ("Why on earth did you close my account?", 1), ("This makes no sense at all.", 1),
      ("They have no business charging me twice.", 1),
      ("Much appreciated.", 0), ("We are all good now.", 0),
    ])
  func judgements(text: String, count: Int) {
    #expect(keys(text, .feedback).count == count)
  }

  @Test(
    "Contact is counted once, and a letter that came is one",
    arguments: [
      ("I called the hotline on Monday. The agent I spoke to was friendly.", ["contact hotline"]),
      ("The agent I spoke to was friendly.", ["contact agent"]), ("They sent me a letter on Monday.", ["contact letter"]),
      ("A company called Sunny Stays took my money.", []),
    ] as [(String, [String])])
  func contact(text: String, expected: [String]) {
    #expect(keys(text, .contacted) == expected)
  }

  @Test(
    "Firms, products, terms and other data by the words around them",
    arguments: [
      ("A company called Sunny Stays took my money.", ["company=sunny stays"]),
      ("It went to Fast Feet, the delivery company.", ["company=fast feet"]),
      ("I have a contract with Example Energy.", ["company=example energy"]),
      ("I opened a home equity loan.", ["product=home equity loan"]),
      ("It is on my Barclays Gold account.", ["product=barclays gold account"]), ("It is on my account.", []),
      ("The 2 year warranty is still running.", ["term=2 year"]),
      ("I have 3 days to return it.", ["deadline=3 days"]), ("I live in the state of Oregon.", ["region=oregon"]),
      ("The state of the parcel was terrible.", []), ("I bought it in May 2024.", ["date=2024-05"]),
      ("Since yesterday's app update nothing works.", ["since=yesterday 's app update"]),
      ("My membership number is 44718.", ["member-number=44718"]),
      ("I still have the gift card and the receipt.", ["evidence=receipt"]), ("I have sent the receipt.", []),
      ("I use Acme VPN at home.", ["network=acme vpn"]), ("Their phone number is 0123 456789.", []),
      ("I was working fine 3 days ago.", []),
    ] as [(String, [String])])
  func facts(text: String, expected: [String]) {
    #expect(keys(text, .fact) == expected)
  }
}
