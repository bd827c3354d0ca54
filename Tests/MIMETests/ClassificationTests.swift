import MIME
import Testing

@Suite("Machines are told from people, with the sign that gave them away")
struct ClassificationTests {
  private let own = OwnAddresses(["Help@Shop.example"])

  @Test(
    "Case 78: each sign has its class",
    arguments: [
      ("From: ann@example.org", MailClass.human),
      ("From: ann@example.org\nAuto-Submitted: no", .human),
      ("From: ann@example.org\nAuto-Submitted: (really) No; owner=x", .human),
      ("From: ann@example.org\nAUTO-SUBMITTED:\n auto-replied (vacation)", .autoReply),
      ("From: ann@example.org\nAuto-Submitted: auto-generated; owner-email=x", .autoReply),
      ("From: ann@example.org\nAuto-Submitted: auto-notified", .autoReply),
      ("From: ann@example.org\nX-Autoreply: yes", .autoReply),
      ("From: ann@example.org\nX-Autoreply: no", .human),
      ("From: ann@example.org\nX-Autorespond: Away", .autoReply),
      ("From: ann@example.org\nPrecedence: auto_reply", .autoReply),
      ("From: ann@example.org\nX-Auto-Response-Suppress: All", .autoReply),
      ("From: ann@example.org\nX-Auto-Response-Suppress: OOF, AutoReply", .autoReply),
      ("From: ann@example.org\nX-Auto-Response-Suppress: None", .human),
      ("From: ann@example.org\nSubject: Automatic reply: Parcel", .autoReply),
      ("From: ann@example.org\nSubject: Re: Automatic reply: Parcel", .human),
      (
        "From: ann@example.org\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
        .autoReply
      ),
      ("From: ann@example.org\nReturn-Path: <>\nAuto-Submitted: auto-replied", .autoReply),
      ("From: ann@example.org\nReturn-Path: <>", .bounce),
      ("From: ann@example.org\nReturn-Path: <ann@example.org>", .human),
      ("From: ann@example.org\nReturn-Path: <MAILER-DAEMON@mx.example>", .bounce),
      ("From: MAILER-DAEMON@mx.example", .bounce),
      ("From: MAILER-DAEMON <>", .bounce),
      ("From: Mail Delivery System <Mail.Delivery.System@mx.example>", .bounce),
      ("From: postmaster@mx.example", .bounce),
      ("From: post_master@mx.example", .bounce),
      ("From: ann@example.org\nX-Failed-Recipients: bob@example.org", .bounce),
      ("From: x@mx.example\nContent-Type: multipart/report; report-type=\"delivery-status\"; boundary=b", .bounce),
      ("From: ann@example.org\nList-Id: <users.lists.example>", .list),
      ("From: ann@example.org\nList-Archive: <https://lists.example>", .list),
      ("From: ann@example.org\nMailing-List: contact users-help@lists.example", .list),
      ("From: ann@example.org\nPrecedence: list", .list),
      ("From: users-request@lists.example", .list),
      ("From: owner-users@lists.example", .list),
      ("From: news@example.org\nPrecedence: bulk", .bulk),
      ("From: news@example.org\nPrecedence: junk", .bulk),
      ("From: news@example.org\nList-Unsubscribe: <https://example.org/u>", .bulk),
      (
        "From: news@example.org\nList-Unsubscribe: <https://example.org/u>\n"
          + "List-Unsubscribe-Post: List-Unsubscribe=One-Click", .bulk
      ),
      ("From: No-Reply@example.org", .bulk),
      ("From: do_not.reply@example.org", .bulk),
      ("From: ann@example.org\nX-Spam-Flag: YES\nX-Loop: x\nPrecedence: first-class", .human),
      ("From: Help <help@shop.example>\nList-Id: <x>", .own),
      ("From: Help <help@shop.example>\nX-Heard-Id: 5", .own),
      ("From: ann@example.org\nX-Heard-Id: 5", .human),
    ])
  func signs(headers: String, expected: MailClass) {
    let found = message(headers + "\n\nhello").classification(own: own)
    #expect(found.mailClass == expected)
    #expect(!found.reason.isEmpty)
  }

  @Test("Where several signs stand, the first of ours, bounce, reply, list, bulk decides, and is the reason")
  func order() {
    var lines = [
      "From: no-reply@example.org", "Precedence: bulk", "List-Id: <x.example>", "Auto-Submitted: auto-replied",
      "X-Failed-Recipients: a@b.example",
    ]
    var reasons: [String] = []
    while !lines.isEmpty {
      let found = message(lines.joined(separator: "\n") + "\n\nhello").classification(own: own)
      reasons.append("\(found.mailClass): \(found.reason)")
      lines.removeLast()
    }
    #expect(
      reasons == [
        "bounce: X-Failed-Recipients", "autoReply: Auto-Submitted: auto-replied", "list: list-id",
        "bulk: Precedence: bulk", "bulk: From: no-reply",
      ])
  }

  @Test("The null sender of the envelope makes a bounce")
  func nullSender() {
    let mail = message("From: ann@example.org\n\nhello")
    #expect(mail.classification(own: own, envelopeSender: "").mailClass == .bounce)
    #expect(mail.classification(own: own, envelopeSender: "ann@example.org").mailClass == .human)
  }

  @Test(
    "A mail that went round more than a hundred servers is a machine's",
    arguments: [(100, MailClass.human), (101, .autoReply)])
  func loop(count: Int, expected: MailClass) {
    let trace = String(repeating: "Received: by a.example\n", count: count)
    #expect(message(trace + "From: ann@example.org\n\nhello").classification(own: own).mailClass == expected)
  }

  @Test("Where our mailbox is a list itself, its customers are people still")
  func ownList() {
    let fields = "Precedence: list\nMailing-list: list help@shop.example\nList-Unsubscribe: <mailto:x@lists.example>\n"
    let byPost = "List-Post: <https://lists.example/p>, <mailto:help@shop.example>\nList-ID: <12.lists.example>\n"
    let byID = "List-ID: Help <help.shop.example>\n"
    for list in [byPost, byID] {
      #expect(
        message("From: ann@example.org\n\(fields)\(list)\nhello").classification(own: own).mailClass == .human)
      #expect(
        message("From: ann@example.org\nAuto-Submitted: auto-replied\n\(fields)\(list)\nhello")
          .classification(own: own).mailClass == .autoReply)
      #expect(
        message("From: owner-x@example.org\n\(fields)\(list)\nhello").classification(own: own).mailClass == .list)
      #expect(
        message("From: ann@example.org\n\(fields)\(list)\nhello")
          .classification(own: OwnAddresses(["other@shop.example"])).mailClass == .list)
    }
  }

  @Test("A customer whose address a list of ours wrote over is not taken for us")
  func rewrittenAuthor() {
    let list = "List-Post: <mailto:help@shop.example>\n"
    let from = "From: 'Ann' via Help <help@shop.example>\n"
    #expect(
      message("\(from)\(list)X-Original-From: Ann <ann@example.org>\n\nhello").classification(own: own).mailClass
        == .human)
    #expect(
      message("\(from)\(list)X-Original-From: help@shop.example\n\nhello").classification(own: own).mailClass == .own)
    #expect(message("\(from)X-Original-From: ann@example.org\n\nhello").classification(own: own).mailClass == .own)
  }

  @Test("A no-reply mail that brings one of ours back is a bounce; a newsletter that speaks of delivery is none")
  func refusalOfNobody() {
    let head = "From: no-reply@carrier.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
    let words = "Your mail could not be delivered to: <ann@example.org>\n"
    let returned = "--b\nContent-Type: message/rfc822\n\nMessage-ID: <reply.1@shop.example>\n\nhi\n--b--\n"
    let mail = message(head + words + returned)
    #expect(mail.classification(own: own).mailClass == .bounce)
    #expect(mail.deliveryFailures.map(\.recipient) == ["ann@example.org"])
    #expect(message(head + words + "--b--\n").classification(own: own).mailClass == .bulk)
  }

  @Test("A customer who complains about a parcel that was not delivered is a person")
  func complaint() {
    let mail = message("From: ann@example.org\nSubject: Delivery failed\n\nMy parcel could not be delivered.\n")
    #expect(mail.classification(own: own).mailClass == .human)
  }
}
