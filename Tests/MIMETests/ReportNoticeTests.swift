import MIME
import Testing

@Suite("Bounces that servers wrote for people are understood as well")
struct ReportNoticeTests {
  struct Notice: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    /// `address status action`.
    let expected: [String]
    let returned: String?
    var testDescription: String { name }
  }

  static let notices = [
    Notice(
      name: "qmail",
      text: """
        Hi. This is the qmail-send program at mx.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <ann@example.org>:
        192.0.2.5 does not like recipient.
        Remote host said: 550 5.1.1 <ann@example.org>: no
        Giving up on 192.0.2.5.

        <bob@example.net>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Return-Path: <help@shop.example>
        Received: (qmail 1 invoked by uid 9)
        Message-ID: <reply.4@shop.example>
        To: carl@example.com

        Our own words, to carl@example.com: 550 4.2.2
        """,
      expected: ["ann@example.org 5.1.1 failed", "bob@example.net 5.1.1 failed"], returned: "reply.4@shop.example"),
    Notice(
      name: "Exim",
      text: """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. The following address(es) failed:

          ann@example.org
            host mx.example.org [192.0.2.20]: 554 5.7.0 Header error

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <help@shop.example>
        Received: from localhost by shop.example
        From: help@shop.example
        To: ann@example.org
        Message-Id: <reply.5@shop.example>
        """,
      expected: ["ann@example.org 5.7.0 failed"], returned: "reply.5@shop.example"),
    Notice(
      name: "an old sendmail",
      text: """
           ----- Transcript of session follows -----
        554 <ann@example.org>... 550 Host unknown (Authoritative answer from name server)
        554 <bob@example.org>... 550 Host unknown (Authoritative answer from name server)

           ----- Unsent message follows -----
        Received: by mx.example
        From: help@shop.example
        """,
      expected: ["ann@example.org 5.1.2 failed", "bob@example.org 5.1.2 failed"], returned: nil),
    Notice(
      name: "a delay",
      text: """
        THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.

        Delivery to the following recipient has been delayed:

             ann@example.org

        The error that the other server returned was: 450 4.2.2 mailbox full
        """,
      expected: ["ann@example.org 4.2.2 delayed"], returned: nil),
    Notice(
      name: "Exchange",
      text: """
        Your message

          To:      bob@example.com
          Subject: Parcel

        did not reach the following recipient(s):

        ann@example.org on Thu, 29 Apr 2010 00:00:00 -0000
            The recipient name is not recognized
        """,
      expected: ["ann@example.org 5.1.1 failed"], returned: nil),
    Notice(
      name: "an SMTP dialogue",
      text: """
        Sent <<< RCPT TO:<ann@example.org>
        Received >>> 552 mailbox full
        """,
      expected: ["ann@example.org 5.2.2 failed"], returned: nil),
    Notice(
      name: "a sentence",
      text: """
        For help contact admin@mx.example
        There was an error delivering your mail to <ann@example.org>.
        DNS lookup failure: host example.org not found
        """,
      expected: ["ann@example.org 5.1.2 failed"], returned: nil),
    Notice(
      name: "fields without MIME",
      text: """
        Technical report:
        Reporting-MTA: dsn; out.example
        Action: failed
        Final-Recipient: rfc822; ann@example.org
        Diagnostic-Code: smtp; 552 full
        Status: 5.2.2
        """,
      expected: ["ann@example.org 5.2.2 failed"], returned: nil),
    Notice(
      name: "nobody named, the mail came back to one",
      text: """
        Error: message refused.

        Received: by mx.example
        From: help@shop.example
        To: Ann <ann@example.org>
        Message-ID: <reply.6@shop.example>
        """,
      expected: ["ann@example.org  failed"], returned: "reply.6@shop.example"),
    Notice(
      name: "nobody named, the mail came back to two",
      text: """
        Error: message refused.

        Received: by mx.example
        To: Ann <ann@example.org>, bob@example.org
        Message-ID: <reply.6@shop.example>
        """,
      expected: [], returned: "reply.6@shop.example"),
  ]

  @Test(
    "Case 74: recipient, status and returned mail come out of the notice", arguments: notices, ["\n", "\r\n", "\r"])
  func notice(notice: Notice, lineEnd: String) {
    let mail = message("From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n" + notice.text, lineEnd: lineEnd)
    #expect(mail.deliveryFailures.map { "\($0.recipient) \($0.status) \($0.action)" } == notice.expected)
    #expect(mail.returnedMessageID == notice.returned)
    #expect(mail.classification(own: OwnAddresses([])).mailClass == .bounce)
  }

  @Test("X-Failed-Recipients counts before what the words say, which give the status")
  func failedRecipients() {
    let mail = message(
      """
      From: ann@example.org
      X-Failed-Recipients: ann@example.org, bob@example.org

      The following addresses failed:

        bob@example.org
          550 5.2.2 full
        eve@example.org
          550 5.1.1 unknown
      """)
    #expect(mail.deliveryFailures.map(\.recipient) == ["ann@example.org", "bob@example.org"])
    #expect(mail.deliveryReport?.source == .words)
  }

  @Test("The answer of the other server is kept with the recipient it is about")
  func diagnostic() {
    let mail = message("From: MAILER-DAEMON\n\n<a@example.org>:\n  550 full\n\n<b@example.org>:\n  550 gone\n")
    #expect(mail.deliveryFailures.map(\.diagnostic) == ["<a@example.org>: 550 full", "<b@example.org>: 550 gone"])
  }

  @Test("A bounce without MIME still names the mail that came back")
  func plainBounce() {
    let mail = message("From: MAILER-DAEMON\n\nSorry.\n--- Below is a copy.\n\nMessage-ID: <reply.2@shop.example>\n")
    #expect(mail.returnedMessageID == "reply.2@shop.example")
    #expect(message("From: a@b.example\n\nhello").returnedMessageID == nil)
  }
}
