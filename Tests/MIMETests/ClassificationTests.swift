import MIME
import Testing

@Suite("Machines are told from people, with the sign that gave them away")
struct ClassificationTests {
  private let own = OwnAddresses(["Help@Shop.example"])

  @Test(
    "Each sign has its class",
    arguments: [
      ("From: ann@example.org", MailClass.human),
      ("From: ann@example.org\nAuto-Submitted: no", .human),
      ("From: ann@example.org\nAuto-Submitted: (really) No; owner=x", .human),
      ("From: ann@example.org\nAUTO-SUBMITTED:\n auto-replied (vacation)", .autoReply),
      ("From: ann@example.org\nX-Autoreply: yes", .autoReply),
      ("From: ann@example.org\nX-Auto-Response-Suppress: All", .autoReply),
      ("From: ann@example.org\nSubject: Automatic reply: Parcel", .autoReply),
      (
        "From: ann@example.org\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
        .autoReply
      ),
      ("From: ann@example.org\nReturn-Path: <>\nAuto-Submitted: auto-replied", .autoReply),
      ("From: ann@example.org\nReturn-Path: <>", .bounce),
      ("From: MAILER-DAEMON@mx.example", .bounce),
      ("From: MAILER-DAEMON <>", .bounce),
      ("From: x@mx.example\nContent-Type: multipart/report; report-type=\"delivery-status\"; boundary=b", .bounce),
      ("From: ann@example.org\nList-Id: <users.lists.example>", .list),
      ("From: ann@example.org\nPrecedence: list", .list),
      ("From: users-request@lists.example", .list),
      ("From: news@example.org\nPrecedence: bulk", .bulk),
      ("From: news@example.org\nList-Unsubscribe: <https://example.org/u>", .bulk),
      ("From: No-Reply@example.org", .bulk),
      ("From: Help <help@shop.example>\nList-Id: <x>", .own),
      ("From: ann@example.org\nX-Heard-Id: 5", .human),
    ])
  func signs(headers: String, expected: MailClass) {
    let found = message(headers + "\n\nhello").classification(own: own)
    #expect(found.mailClass == expected)
    #expect(!found.reason.isEmpty)
  }

  @Test("The null sender of the envelope makes a bounce")
  func nullSender() {
    let mail = message("From: ann@example.org\n\nhello")
    #expect(mail.classification(own: own, envelopeSender: "").mailClass == .bounce)
    #expect(mail.classification(own: own, envelopeSender: "ann@example.org").mailClass == .human)
  }

  private let bounce = """
    From: MAILER-DAEMON@mx.example
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b

    It did not work.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example

    Final-Recipient: rfc822; ann@example.org
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1
     no such user

    Final-Recipient: rfc822; <bob@example.org>
    Action: Delayed
    --b
    Content-Type: message/rfc822

    Message-ID: <reply.1@shop.example>
    Subject: Your parcel

    words
    --b--
    """

  @Test("A bounce says who was not reached, why, and which mail of ours came back", arguments: ["\n", "\r\n"])
  func bounced(lineEnd: String) {
    let mail = message(bounce, lineEnd: lineEnd)
    #expect(
      mail.deliveryFailures == [
        DeliveryFailure(
          recipient: "ann@example.org", action: "failed", status: "5.1.1", diagnostic: "smtp; 550 5.1.1 no such user"),
        DeliveryFailure(recipient: "bob@example.org", action: "delayed", status: ""),
      ])
    #expect(mail.returnedMessageID == "reply.1@shop.example")
    #expect(mail.messageID == nil)
  }

  @Test("A bounce without MIME still names the mail that came back")
  func plainBounce() {
    let mail = message("From: MAILER-DAEMON\n\nSorry.\n--- Below is a copy.\n\nMessage-ID: <reply.2@shop.example>\n")
    #expect(mail.returnedMessageID == "reply.2@shop.example")
    #expect(message("From: a@b.example\n\nhello").returnedMessageID == nil)
  }
}
