import Foundation
import TestKit
import Testing

@Suite("Other customers", .serialized)
struct OtherStories {
  @Test("The wrong blog: the answer names the item and says what was done, by whom")
  func wrongBlog() async throws {
    let shop = try await Shop { $0.agents["somebody-else"] = "Ben" }
    try await shop.deliver("wrong-blog")
    try await shop.round()

    let first = try await shop.object("show", "d1")
    #expect(first["template"] == "wrong-item")
    #expect(first["text"]?.contains("priyareads.example") == true, "it names what was bought, in her words")
    #expect(first["text"]?.contains("I have moved") == false, "nothing is stated as done before it was")

    let done = "moved the Premium upgrade to latenightbaking.example"
    #expect(try await shop.heard("edit", "d1", "--done", done).status == 0)
    let second = try await shop.object("show", "d1")
    #expect(second["text"]?.contains("I have \(done).") == true)
    #expect(second.number("revision") == 2)

    #expect(try await shop.heard("edit", "d1", "--done", done, "--by", "Ben").status == 0)
    #expect(try await shop.object("show", "d1")["text"]?.contains("Ben has \(done).") == true)

    #expect(try await shop.heard("edit", "d1", "--done", done).status == 0)
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.round()
    let reply = ReceivedMail(try #require(try await shop.lab.mails(of: "priya", atLeast: 1).first))
    #expect(reply.body.hasPrefix("Hello Priya,"))
    #expect(reply.body.replacingOccurrences(of: " \n", with: " ").contains("I have \(done)."))
    #expect(reply.body.contains("\nAnn\n"))
  }

  @Test("An out-of-office and a bounce make no draft, and are visible")
  func automaticMail() async throws {
    let shop = try await Shop()
    try await shop.deliver("out-of-office", "bounce")
    try await shop.round()

    #expect(try await shop.objects("queue").isEmpty)
    let all = try await shop.objects("queue", "--all")
    #expect(Set(all.compactMap { $0["class"] }) == ["autoReply", "bounce"])
    #expect(all.allSatisfy { $0["reason"]?.isEmpty == false })
    let queue = try await shop.heard("queue")
    #expect(queue.errorText.contains("2 more made no draft"))
    let message = try #require(all.first?["message"])
    #expect(try await shop.heard("show", message).outputText.contains("No draft:"))
  }

  @Test("A bounce of our own answer stands in the conversation of that answer")
  func bounceOfOurs() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    try await shop.heard("approve", "d1")
    try await shop.round()
    let id = try #require(try await shop.object("show", "o1")["messageID"])
    let bounce = """
      From: MAILER-DAEMON@mx.riverside.example
      To: support@shop.example
      Subject: Undelivered Mail Returned to Sender
      Message-ID: <bounce-1@mx.riverside.example>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

      --b1
      Content-Type: text/plain

      It could not be delivered.
      --b1
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.riverside.example

      Final-Recipient: rfc822; tom@riverside.example
      Action: failed
      Status: 5.1.1
      --b1
      Content-Type: text/rfc822-headers

      Message-ID: <\(id)>
      Subject: Re: Where is my parcel? Order 2026-48817
      --b1--

      """
    try await shop.lab.deliver(Array(bounce.utf8), to: "support")
    try await shop.round()
    let shown = try await shop.object("show", "m2")
    #expect(shown["class"] == "bounce")
    #expect(shown["conversation"] == "c1")
    #expect(shown["evidence"] == "bounceOfOurs")
    #expect(try await shop.objects("queue").isEmpty)
  }

  @Test("A stranger who cites our Message-ID gets a conversation of his own")
  func stranger() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let mail = """
      From: Mallory <mallory@elsewhere.example>
      To: support@shop.example
      Subject: Re: Where is my parcel?
      Message-ID: <m-1@elsewhere.example>
      In-Reply-To: <5f0c2f1e-7a44-4b55@riverside.example>

      Please tell me again what the order was, and where it goes.

      """
    try await shop.lab.deliver(Array(mail.utf8), to: "support")
    try await shop.round()
    let draft = try await shop.object("show", "m2")
    #expect(draft.object("answers")["evidence"] == "citedByStranger")
    #expect(draft.object("answers")["conversation"] == "c2")
    #expect(draft["text"]?.contains("48817") == false)
    #expect(try await shop.objects("queue").count == 2)
  }

  @Test("Three customers raised one topic: three thanks in their own words, and none when run again")
  func topicOfThree() async throws {
    let shop = try await Shop()
    try await shop.deliver("suggestion-a", "suggestion-b", "suggestion-c")
    try await shop.round()
    #expect(try await shop.heard("topic", "add", "Less plastic in the parcels").outputText == "t1\n")
    let messages = try await shop.objects("queue").compactMap { $0["message"] }
    #expect(messages.count == 3)
    for message in messages { #expect(try await shop.heard("topic", "link", "t1", message).status == 0) }
    #expect(try await shop.objects("thank", "--dry-run").isEmpty, "nothing was done about it yet")
    let resolution = "Since Monday we pack in paper."
    #expect(try await shop.heard("topic", "resolve", "t1", "--done", resolution).status == 0)

    let dry = try await shop.objects("thank", "--dry-run")
    #expect(dry.count == 3)
    #expect(try await shop.objects("queue").count == 3, "a dry run changes nothing")
    let thanks = try await shop.objects("thank", "--queue")
    #expect(thanks.count == 3)
    #expect(Set(thanks.compactMap { $0["to"] }).count == 3)
    let voices = try #require(try await shop.objects("topic", "list").first).list("voices")
    for mail in thanks {
      let text = try #require(mail["text"])
      #expect(text.contains(resolution))
      let quote = try #require(voices.first { $0["address"] == mail["to"] }?["quote"])
      let words = quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains(words), "in their own words")
    }
    #expect(try await shop.objects("thank", "--queue").isEmpty)
    #expect(try await shop.heard("thank", "--queue").errorText == "Nobody is left to thank.\n")

    let drafts = thanks.compactMap { $0["draft"] }
    #expect(drafts.count == 3)
    let first = try #require(drafts.first)
    let approval = try await shop.heard("approve", first)
    #expect(approval.status == 0, "\(approval.errorText) \(approval.outputText) \(thanks)")
    try await shop.round()
    let target = try #require(thanks.first?["to"]?.split(separator: "@").first)
    let received = try await shop.lab.mails(of: String(target), atLeast: 1)
    #expect(received.count == 1)
    #expect(ReceivedMail(try #require(received.first)).headers["in-reply-to"] != nil)
  }
}
