import Claims
import Testing

@Suite("Numbers that customers copy from labels, forms and foreign shops")
struct NumberFactTests {
  @Test(
    "One order number is one value, however it is written",
    arguments: [
      "Order: 4471 B", "the order no. is 4471-B.", "order#4471B not here", "Bestellnummer 4471 B, bitte um antwort",
      "Order number:\n4471 B", "Order ID 4471 B\nOrder date", "Order number\t4471-B", "Numéro de commande : 4471 B",
      "ordr no 4471B not here plz help",
    ])
  func oneForm(text: String) { #expect(keys(text, .fact) == ["order-number=4471B"]) }

  @Test(
    "A number that proves itself needs no label",
    arguments: [
      ("My parcel 1Z999AA10123456784 has not moved.", ["tracking-number=1Z999AA10123456784"]),
      ("Still waiting for AA473124829GB", ["tracking-number=AA473124829GB"]),
      ("My DHL shipment JJD0003900078828234 is lost.", ["tracking-number=JJD0003900078828234"]),
      ("My DHL waybill is 1234567891 and it never came.", ["tracking-number=1234567891"]),
      ("My DHL waybill is 1234567892 and it never came.", []), ("The code was 1234567891 and it never came.", []),
      ("where is 9400 1118 9922 3197 4284 97", ["tracking-number=9400111899223197428497"]),
      ("the phone 490154203237518 is blocked", ["imei=490154203237518"]),
      ("My parcel 1Z999AA10123456785 has not moved.", []), ("Still waiting for AA473124828GB", []),
    ])
  func proven(text: String, facts: [String]) { #expect(keys(text, .fact) == facts) }

  @Test(
    "Labels are read in other tongues and trades",
    arguments: [
      ("Kundennummer: 112233", "customer-number=112233"), ("Rechnungsnummer: R-2024-11", "invoice-number=R202411"),
      ("klantnummer 112233, factuurnummer F2024-11", "invoice-number=F202411"),
      ("Número de factura: F-11", "invoice-number=F11"), ("track & trace code 3SABCD1234567", "tracking-number=3SABCD1234567"),
      ("Policy number 88-AB-1123. I crashed.", "policy-number=88AB1123"), ("PNR: KX7PQ2", "order-number=KX7PQ2"),
      ("Contract no. V-99812", "contract-number=V99812"), ("my iban is DE89370400440532013000", "iban=DE89370400440532013000"),
      ("visa card ending 4471", "card-number=4471"), ("last four digits 8812", "card-number=8812"),
      ("Account name: jbrown77.", "account-name=JBROWN77"), ("I paid £5k", "amount=5000.00GBP"),
    ])
  func labelled(text: String, key: String) { #expect(keys(text, .fact).contains(key), "\(keys(text, .fact))") }

  @Test("A wrong number that is taken back was not given")
  func corrected() {
    #expect(keys("order 4471, sorry I mean 4472", .fact) == ["order-number=4472"])
    #expect(keys("the order number is 4471. Correction: it is 4472.", .fact) == ["order-number=4472"])
  }

  @Test("A web form is read line by line, and its last label is nobody's name")
  func form() {
    let form = """
      Name: Jo Brown
      Email: jo@shop.example
      Phone: 07700 900123
      Order No: WEB-99123
      Message: the lamp is broken
      """
    #expect(
      Set(keys(form, .fact)) == ["name=Jo Brown", "email=jo@shop.example", "phone=07700900123", "order-number=WEB99123"])
  }

  @Test(
    "A street with its house is an address",
    arguments: [
      ("I live at 14 Mill Lane, Leeds LS1 4AB.", "address=14 mill lane , leeds ls1 4ab"),
      ("Please send it to 221B Baker Street, London NW1 6XE", "address=221b baker street , london nw1 6xe"),
    ])
  func street(text: String, key: String) { #expect(keys(text, .fact).contains(key)) }

  @Test(
    "What stands behind a label without being its value is none",
    arguments: [
      "The ticket was 45 nights ago.", "Order is 300 grams short", "I have been tracking 120 orders since may",
      "Order no: (none)", "I have no order number, only the tracking number.",
      "My booking for 2 adults is wrong.",
    ])
  func none(text: String) { #expect(!keys(text, .fact).contains { $0.contains("-number=") }) }

  @Test("Who the trouble is with, and what proof is in hand")
  func holdings() {
    #expect(keys("Then Harbour Leisure Ltd charged me again.", .fact) == ["company=harbour leisure ltd"])
    #expect(keys("I have kept the receipt.", .fact) == ["evidence=receipt"])
    #expect(keys("I have no proof of it.", .fact).isEmpty)
  }
}
