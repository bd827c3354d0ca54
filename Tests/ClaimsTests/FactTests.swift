import Claims
import Testing

@Suite("Data that a customer gave")
struct FactTests {
  @Test(
    "A value is read with its type, however it was written",
    arguments: [
      ("My order no. 4471-B is late.", "order-number=4471B"), ("Where is #4471b?", "order-number=4471B"),
      ("Order number: 4471 B2?", "order-number=4471"),
      ("Invoice number 2203", "invoice-number=2203"), ("It is a lamp, serial no. LM-20931.", "serial-number=LM20931"),
      ("The tracking code is JD014600003.", "tracking-number=JD014600003"),
      ("Serial number SN-77812 is on the back.", "serial-number=SN77812"),
      ("I paid $1,299.00 for it.", "amount=1299.00USD"),
      ("It cost 30 euros.", "amount=30.00EUR"), ("I was charged €12,50.", "amount=12.50EUR"),
      ("Write to ann@example.org instead.", "email=ann@example.org"),
      ("Call me on 020 7946 0958.", "phone=02079460958"), ("My number is +31 20 555 0100.", "phone=31205550100"),
      ("I have version 4.2.1 here.", "version=4.2.1"),
      ("I run Firefox 97.4.2 at home.", "version=97.4.2"), ("It is on Windows 11.", "os=windows 11"),
      ("It came on 3 May 2024.", "date=2024-05-03"),
      ("It came on May 3.", "date=-----05-03"), ("It stops with error code E4410.", "error=E4410"),
      ("It says 0x80070005.", "error=0X80070005"),
      ("See www.example.com/help please.", "url=www.example.com/help"), ("It began two weeks ago.", "since=two weeks"),
      ("My name is Ann Lee.", "name=Ann Lee"),
    ])
  func given(text: String, key: String) {
    #expect(keys(text, .fact).contains(key), "\(keys(text, .fact))")
  }

  @Test(
    "A datum that is only mentioned was not given",
    arguments: [
      "The mail has a tracking number.", "I can't find my order number.", "I will send the invoice number later.",
      "I placed an order 3 weeks ago.",
      "Which version do I need?",
    ])
  func mentioned(text: String) {
    let given = keys(text, .fact).filter { !$0.hasPrefix("since=") }
    #expect(given.isEmpty, "\(given)")
  }

  @Test("The date of a birth is not the date of the trouble")
  func birth() {
    #expect(keys("My date of birth is 3 May 1980.", .fact).isEmpty)
    #expect(keys("I was born on 3 May 1980, and it came on 4 May 2026.", .fact) == ["date=2026-05-04"])
  }

  @Test("A second number of the same kind is a second fact")
  func mine() {
    #expect(
      keys("Order 555 is my wife's, mine is 556.", .fact) == ["order-number=555", "order-number=556"])
    #expect(keys("Order 555 is red, mine is blue.", .fact) == ["order-number=555"])
    #expect(keys("Hers is 12 years old, mine is 300.", .fact).isEmpty)
  }

  @Test(
    "An address is read behind its label, and a mail address is none",
    arguments: [
      ("My address: 12 High Street, London", ["address=12 high street , london"]),
      ("The delivery address is Flat 3, 4 Mill Lane.", ["address=flat 3 , 4 mill lane"]),
      ("My address is wrong in your books.", []), ("My email address is ann@example.org", ["email=ann@example.org"]),
    ])
  func address(text: String, facts: [String]) { #expect(keys(text, .fact) == facts) }

  @Test("The name under a mail is its writer's")
  func signature() {
    #expect(keys("The parcel is late.\n\nKind regards,\nPeter Vos", .fact) == ["name=Peter Vos"])
    #expect(keys("The parcel is late.\n\nThanks, Tom", .fact) == ["name=Tom"])
    #expect(keys("It is late.\n\nthanks\ngiorgio", .fact) == ["name=giorgio"])
    #expect(keys("It is late.\nthanks in advance\nagain", .fact).isEmpty)
  }

  @Test("The same value twice is one fact")
  func once() {
    #expect(keys("Order #4471-B. I repeat: order no. 4471B.", .fact) == ["order-number=4471B"])
  }
}
