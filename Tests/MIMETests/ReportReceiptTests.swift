import Testing

@testable import MIME

@Suite("Read receipts and complaints are told apart from bounces, and read")
struct ReportReceiptTests {
  private func report(_ type: String, _ fields: String) -> Message {
    message(
      """
      From: postmaster@example.org
      Return-Path: <>
      Content-Type: multipart/report; report-type=\(type); boundary=b

      --b

      For people.
      --b
      Content-Type: message/\(type)

      \(fields)
      --b
      Content-Type: message/rfc822

      Message-ID: <reply.1@shop.example>
      To: ann@example.org

      words
      --b--
      """)
  }

  @Test("Case 75: a read receipt says whose mail was opened, and whether a person did it")
  func receipt() throws {
    let mail = report(
      "disposition-notification",
      """
      Reporting-UA: pc.example; Mail 1.0
      Original-Recipient: rfc822; ann@example.org
      Final-Recipient: rfc822; ann.lee@example.org
      Original-Message-ID: <reply.1@shop.example>
      Disposition: manual-action/MDN-sent-automatically (x);
       Displayed/error, warning
      Error: disk full
      """)
    let receipt = try #require(mail.dispositionNotification)
    #expect(receipt.disposition == "displayed")
    #expect(receipt.action == .manual)
    #expect(receipt.sending == .automatic)
    #expect(receipt.modifiers == ["error", "warning"])
    #expect(receipt.originalMessageID == "reply.1@shop.example")
    #expect(receipt.finalRecipient == "ann.lee@example.org")
    #expect(receipt.originalRecipient == "ann@example.org")
    #expect(receipt.reportingUA == "pc.example; Mail 1.0")
    #expect(receipt.remarks == ["disk full"])
    #expect(mail.classification(own: OwnAddresses([])).mailClass == .autoReply)
    #expect(mail.deliveryReport == nil)
  }

  @Test("Case 75: an id that was encoded on its way is the id of our mail again")
  func encodedID() {
    let mail = report(
      "disposition-notification",
      "Final-Recipient: rfc822; a@example.org\nOriginal-Message-ID: =?utf-8?Q?=3Creply.1=40shop.example=3E?=")
    #expect(mail.dispositionNotification?.originalMessageID == "reply.1@shop.example")
  }

  @Test("Case 75: a complaint says whom to write no more")
  func complaint() throws {
    let mail = report(
      "feedback-report",
      """
      Feedback-Type: Abuse
      User-Agent: Feedback/2.0
      Version: 1
      Original-Mail-From: <bounce+1@shop.example>
      Original-Rcpt-To: <ann@example.org>
      Original-Rcpt-To: bob@example.org
      Received-Date: Tue, 3 Mar 2026 10:00:00 +0100
      Source-IP: 192.0.2.1
      Reported-Domain: shop.example
      Reported-URI: https://shop.example/x
      Incidents: 3
      Original-Envelope-Id: case-7
      """)
    #expect(
      try #require(mail.abuseReport)
        == AbuseReport(
          feedbackType: "abuse", userAgent: "Feedback/2.0", originalMailFrom: "bounce+1@shop.example",
          originalRecipients: ["ann@example.org", "bob@example.org"],
          arrivalDate: MailDate(seconds: 1_772_528_400, offsetMinutes: 60), sourceIP: "192.0.2.1",
          reportedDomains: ["shop.example"], reportedURIs: ["https://shop.example/x"], incidents: 3,
          originalMessageID: "reply.1@shop.example", originalEnvelopeID: "case-7"))
    #expect(mail.abuseReport?.isComplaint == true)
    #expect(mail.classification(own: OwnAddresses([])).mailClass == .autoReply)
  }

  @Test("A failed signature and mail called no spam complain of nothing", arguments: ["auth-failure", "Not-Spam"])
  func noComplaint(type: String) {
    #expect(report("feedback-report", "Feedback-Type: \(type)").abuseReport?.isComplaint == false)
  }

  @Test("A number of incidents that no computer holds counts as one")
  func absurdIncidents() {
    let mail = report("feedback-report", "Feedback-Type: abuse\nIncidents: 99999999999999999999999")
    #expect(mail.abuseReport?.incidents == 1)
  }

  @Test("Case 75: Hotmail's complaint without the standard's part is one too")
  func hotmail() throws {
    let mail = message(
      """
      From: staff@hotmail.com
      Subject: complaint about message from 192.0.2.222
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: message/rfc822

      X-HmXmrOriginalRecipient: ann@example.org
      Message-ID: <reply.1@shop.example>

      words
      --b--
      """)
    let complaint = try #require(mail.abuseReport)
    #expect(complaint.feedbackType == "abuse")
    #expect(complaint.originalRecipients == ["ann@example.org"])
    #expect(complaint.originalMessageID == "reply.1@shop.example")
    #expect(complaint.sourceIP == "192.0.2.222")
    #expect(mail.classification(own: OwnAddresses([])).mailClass == .autoReply)
  }
}
