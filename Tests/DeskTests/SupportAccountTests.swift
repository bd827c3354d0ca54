import Desk
import Testing

@Suite("Which of our addresses answers")
struct SupportAccountTests {
  private static let shop = SupportAccount(
    name: "support@imap", mailbox: SupportMailbox(address: "support@shop.example", name: "Shop", aliases: ["help@shop.example"]))
  private static let returns = SupportAccount(
    name: "returns@imap", mailbox: SupportMailbox(address: "returns@shop.example", name: "Returns"))

  @Test(
    "The one it came in by; where that does not tell, the one it was written to; else the first",
    arguments: [
      (["returns@imap"], ["support@shop.example"], "returns@shop.example"),
      ([], ["Returns@Shop.example"], "returns@shop.example"),
      ([], ["help@shop.example"], "support@shop.example"),
      (["support@imap", "returns@imap"], ["tom@else.example", "returns@shop.example"], "returns@shop.example"),
      (["support@imap", "returns@imap"], [], "support@shop.example"),
      (["gone@imap"], [], "support@shop.example"),
    ])
  func answering(arrivedIn: [String], recipients: [String], answers: String) {
    let mailbox = SupportAccount.answering(
      among: [Self.shop, Self.returns], arrivedIn: arrivedIn, recipients: recipients)
    #expect(mailbox?.address == answers)
  }

  @Test("A message that does not come is asked for after 1, 5, 15, 60 minutes, 6 hours, then daily for ever")
  func quarantineSchedule() {
    #expect([1, 2, 3, 4, 5, 6, 500].map(QuarantineSchedule.pause) == [60, 300, 900, 3600, 21_600, 86_400, 86_400])
  }
}
