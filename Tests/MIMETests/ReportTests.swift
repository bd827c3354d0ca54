import MIME
import Testing

@Suite("Bounces with fields say who was not reached and why")
struct ReportTests {
  private func bounce(_ status: String, type: String = "message/delivery-status", extra: String = "") -> Message {
    message(
      """
      From: MAILER-DAEMON@mx.example
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b

      It did not work.
      --b
      Content-Type: \(type)
      \(extra)
      \(status)
      --b
      Content-Type: message/rfc822

      Message-ID: <reply.1@shop.example>
      Subject: Your parcel

      words
      --b--
      """)
  }

  @Test("Case 74: the whole report is read, of the message and of each recipient")
  func whole() throws {
    let mail = bounce(
      """
      Reporting-MTA: dns; mx.example (Postfix)
      Received-From-MTA: dns; out.shop.example
      Original-Envelope-Id: case-7
      Arrival-Date: Tue, 3 Mar 2026 10:00:00 +0100

      Original-Recipient: rfc822;Ann@example.org
      Final-Recipient: rfc822; ann@inner.example.org
      Action: failed (bad mailbox)
      Status: 5.1.1 (no such user)
      Remote-MTA: dns; mx.inner.example.org
      Diagnostic-Code: smtp; 550 5.1.1
       no such user
      Last-Attempt-Date: Tue, 3 Mar 2026 10:00:05 +0100

      Final-Recipient: rfc822; <bob@example.org>
      Action: Delayed
      Status: 4.4.1
      Will-Retry-Until: Fri, 6 Mar 2026 10:00:00 +0100
      """)
    let report = try #require(mail.deliveryReport)
    #expect(
      report
        == DeliveryReport(
          source: .fields,
          failures: [
            DeliveryFailure(
              recipient: "ann@inner.example.org", action: "failed", status: "5.1.1",
              diagnostic: "smtp; 550 5.1.1 no such user", originalRecipient: "Ann@example.org",
              remoteMTA: "mx.inner.example.org", lastAttempt: MailDate(seconds: 1_772_528_405, offsetMinutes: 60)),
            DeliveryFailure(
              recipient: "bob@example.org", action: "delayed", status: "4.4.1",
              willRetryUntil: MailDate(seconds: 1_772_787_600, offsetMinutes: 60)),
          ],
          reportingMTA: "mx.example (Postfix)", receivedFromMTA: "out.shop.example",
          arrivalDate: MailDate(seconds: 1_772_528_400, offsetMinutes: 60), originalEnvelopeID: "case-7"))
    #expect(report.failures.map(\.isPermanent) == [true, false])
    #expect(mail.returnedMessageID == "reply.1@shop.example")
    #expect(mail.messageID == nil)
  }

  @Test("Case 74: an empty line too many or too few makes no recipient appear or vanish")
  func emptyLines() {
    let tooFew = bounce(
      """
      Reporting-MTA: dns; mx.example
      Original-Recipient: rfc822; a@example.org
      Final-Recipient: rfc822; a@example.org
      Action: failed
      Status: 5.1.1
      Original-Recipient: rfc822; b@example.org
      Final-Recipient: rfc822; b@example.org
      Action: delayed
      Status: 4.2.2
      """)
    let tooMany = bounce(
      """


      Reporting-MTA: dns; mx.example


      Original-Recipient: rfc822; a@example.org
      Final-Recipient: rfc822; a@example.org

      Action: failed
      Status: 5.1.1


      Original-Recipient: rfc822; b@example.org
      Final-Recipient: rfc822; b@example.org
      Action: delayed
      Status: 4.2.2

      """)
    let expected = [
      DeliveryFailure(
        recipient: "a@example.org", action: "failed", status: "5.1.1", originalRecipient: "a@example.org"),
      DeliveryFailure(
        recipient: "b@example.org", action: "delayed", status: "4.2.2", originalRecipient: "b@example.org"),
    ]
    #expect(tooFew.deliveryFailures == expected)
    #expect(tooMany.deliveryFailures == expected)
  }

  private static let base64Group = """
    UmVwb3J0aW5nLU1UQTogZG5zO214LmV4YW1wbGUKCkZpbmFsLVJlY2lwaWVudDogcmZjODIyO2Fu
    bkBleGFtcGxlLm9yZwpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xMAo=
    """

  @Test(
    "Case 74: a report in base64 is read, whether its header says so or not (Office 365)",
    arguments: ["Content-Transfer-Encoding: base64\n", ""])
  func base64(encoding: String) {
    let mail = bounce(Self.base64Group, extra: encoding)
    #expect(
      mail.deliveryFailures == [DeliveryFailure(recipient: "ann@example.org", action: "failed", status: "5.1.10")])
    #expect(mail.deliveryReport?.reportingMTA == "mx.example")
  }

  @Test(
    "Case 74: addresses beyond ASCII come whole out of either way of writing them (RFC 6533)",
    arguments: [
      ("utf-8; jos\u{E9}@ex\u{E4}mple.org", "jos\u{E9}@ex\u{E4}mple.org"),
      ("utf-8; jos\\x{E9}@ex\\x{E4}mple.org", "jos\u{E9}@ex\u{E4}mple.org"),
      ("utf-8; jos\\x{@example.org", "jos\\x{@example.org"),
      ("rfc822; jos\\x{E9}@example.org", "jos\\x{E9}@example.org"),
      ("x400; /G=Ann/S=Lee/", "/G=Ann/S=Lee/"),
      ("ann@example.org", "ann@example.org"),
    ])
  func addresses(written: String, expected: String) {
    let mail = bounce(
      "Final-Recipient: \(written)\nAction: failed\nStatus: 5.0.0", type: "message/global-delivery-status")
    #expect(mail.deliveryFailures == [DeliveryFailure(recipient: expected, action: "failed", status: "5.0.0")])
  }

  @Test(
    "A missing status is taken from the answer",
    arguments: [
      ("smtp; 554 5.7.1 <ann@example.org>: denied", "5.7.1"), ("smtp; 550 Unknown user ann", "5.1.1"),
      ("smtp; 421 busy", "4.0.0"), ("smtp; host 5.6.7.8 is tired", ""), ("", ""),
    ])
  func missingStatus(diagnostic: String, expected: String) {
    let mail = bounce("Final-Recipient: rfc822; ann@example.org\nAction: failed\nDiagnostic-Code: \(diagnostic)")
    #expect(
      mail.deliveryFailures == [
        DeliveryFailure(
          recipient: "ann@example.org", action: "failed", status: expected, diagnostic: diagnostic)
      ])
  }

  @Test(
    "The mail that came back is known from whatever part holds its header",
    arguments: ["text/rfc822-headers", "message/rfc822", "message/global", "message/global-headers", "message/partial"])
  func returned(type: String) {
    let mail = message(
      """
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; ann@example.org
      --b
      Content-Type: \(type)

      Received: by x
      message-id:
       <reply.9@shop.example>
      Subject: Your parcel
      --b--
      """)
    #expect(mail.returnedMessageID == "reply.9@shop.example")
  }

  @Test("A bounce whose last delimiter is misspelt still names the mail that came back")
  func misspeltDelimiter() {
    let mail = message(
      """
      From: MAILER-DAEMON@mx.example
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; ann@example.org
      Status: 5.1.1

      --c
      Content-Type: message/rfc822

      Return-Path: <help@shop.example>
      Message-Id: <reply.3@shop.example>
      Subject: Your parcel
      """)
    #expect(mail.deliveryFailures.map(\.recipient) == ["ann@example.org"])
    #expect(mail.returnedMessageID == "reply.3@shop.example")
  }

  @Test("Case 70: the header of a mail that came back never becomes the header of the bounce")
  func nested() {
    let mail = bounce("Final-Recipient: rfc822; ann@example.org")
    #expect(mail.subject.isEmpty)
    #expect(mail.headers.map(\.name) == ["From", "Content-Type"])
    #expect(!mail.text.contains("words"))
  }

  @Test("Case 71: the parts of a digest are mails although nothing says so")
  func digest() {
    let mail = message("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b--\n")
    #expect(mail.parts.map(\.type) == ["message/rfc822"])
    #expect(mail.subject.isEmpty)
  }

  @Test("A person's mail is no report, whatever addresses stand in it")
  func person() {
    let mail = message("From: ann@example.org\n\nDelivery failed: bob@example.org\n550 5.1.1 <bob@example.org>\n")
    #expect(mail.deliveryReport == nil)
    #expect(mail.deliveryFailures.isEmpty)
    #expect(mail.dispositionNotification == nil)
    #expect(mail.abuseReport == nil)
  }

  @Test("A report with a hundred thousand recipients is cut, not waited for")
  func many() {
    let group = "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n"
    let mail = bounce(String(repeating: group, count: 20_000))
    #expect(mail.deliveryFailures.count == 1_000)
  }
}
