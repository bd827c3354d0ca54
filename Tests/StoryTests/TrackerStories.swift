import Foundation
import TestKit
import Testing

@Suite("The tracker", .serialized)
struct TrackerStories {
  @Test("A man who looked at the tracker is not sent there again, and Ann signs his answer")
  func trackerAlreadyChecked() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()

    let line = try await shop.object("queue")
    #expect(line["id"] == "d1")
    #expect(line["template"] == "missing-parcel")
    #expect(line.number("objections") == 0)
    #expect(line["from"] == "tom@riverside.example")

    let draft = try await shop.object("show", "d1")
    let signed = try #require(draft["signed"])
    #expect(signed.hasPrefix("Hello Tom,\n"))
    #expect(signed.contains("you have already looked at the delivery tracker"))
    #expect(signed.contains("undeliverable"))
    #expect(!signed.lowercased().contains("could you look at the"))
    #expect(!signed.contains("order number?"))
    #expect(signed.contains("\nAnn\n"))
    let tried = draft.object("answers").list("claims").first { $0["key"] == "check tracker" }
    #expect(tried?["quote"]?.contains("looked at") == true)

    let approved = try await shop.heard("approve", "d1")
    #expect(approved.status == 0)
    #expect(approved.outputText == "d1 approved as o1, to tom@riverside.example, signed Ann\n")
    #expect(try shop.lab.mails(of: "tom").isEmpty, "nothing leaves before the worker's next round")
    try await shop.round()

    let received = try await shop.lab.mails(of: "tom", atLeast: 1)
    #expect(received.count == 1)
    let reply = ReceivedMail(try #require(received.first))
    #expect(reply.headers["in-reply-to"] == "<5f0c2f1e-7a44-4b55@riverside.example>")
    #expect(reply.headers["references"] == "<5f0c2f1e-7a44-4b55@riverside.example>")
    #expect(reply.headers["subject"] == "Re: Where is my parcel? Order 2026-48817")
    #expect(reply.headers["to"] == "Tom Hartley <tom@riverside.example>")
    #expect(reply.headers["from"]?.hasSuffix("<support@shop.example>") == true)
    #expect(reply.headers["from"]?.contains("Ann") == true)
    #expect(reply.headers["auto-submitted"] == nil)
    #expect(reply.body.hasPrefix("Hello Tom,\n"))
    #expect(reply.body.contains("\nAnn\n"))

    let original = try #require(try shop.lab.mails(of: "support").first)
    #expect(original.flags.contains(.answered))
    #expect(!original.flags.contains(.seen), "reading it is the agents' affair")
    let copies = try shop.lab.mails(of: "support", in: "Sent")
    #expect(copies.count == 1)
    #expect(ReceivedMail(try #require(copies.first)).headers["message-id"] == reply.headers["message-id"])

    let why = try await shop.heard("why", "d1")
    for part in ["human", "check tracker", "missing-parcel", "gate     clear", "by Ann", "outbox sent", "250"] {
      #expect(why.outputText.contains(part), "why tells: \(part)")
    }

    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").count == 1)
    #expect(try shop.lab.mails(of: "support", in: "Sent").count == 1)
  }

  @Test("An agent who adds “please check the delivery tracker” is refused, and shown both sentences")
  func editedDraftIsRefused() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()

    let text = "Hello Tom,\n\nplease check the delivery tracker and write again.\n"
    let edited = try await shop.heard("edit", "d1", "--body-file", "-", input: Array(text.utf8))
    #expect(edited.status == 0)
    #expect(edited.outputText == "d1 revision 2\n")
    #expect(edited.errorText.contains("The gate will refuse it"))

    let refused = try await shop.heard("approve", "d1")
    #expect(refused.status == 3)
    #expect(refused.outputText.contains("please check the delivery tracker"))
    #expect(refused.outputText.contains("looked at the\ndelivery tracker") || refused.outputText.contains("looked at the delivery tracker"))
    #expect(
      refused.errorText == "heard: d1 was refused by the gate. Take the ask out: heard edit d1. If it is right all the same: "
        + "heard approve d1 --anyway REASON\n")

    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").isEmpty)
    #expect(try await shop.object("queue").number("objections") == 1)
  }

  @Test("A second mail before the approval: the old draft is refused, a new one knows both, in one conversation")
  func secondMailBeforeApproval() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    try await shop.deliver("tracker-second-mail")
    try await shop.round()

    let refused = try await shop.heard("approve", "d1")
    #expect(refused.status == 1)
    #expect(refused.errorText.contains("d1 was superseded (m2 arrived, superseded by d2)"))

    let waiting = try await shop.objects("queue")
    #expect(waiting.map { $0["id"] } == ["d2"])
    #expect(waiting.first?["conversation"] == "c1")
    let draft = try await shop.object("show", "d2")
    #expect(draft.object("answers")["message"] == "m2")
    #expect(draft.object("answers")["evidence"] == "cited")
    #expect(draft["text"]?.contains("order number?") == false, "it stood in the first mail")

    #expect(try await shop.heard("approve", "d2").status == 0)
    try await shop.round()
    let replies = try await shop.lab.mails(of: "tom", atLeast: 1)
    #expect(replies.count == 1)
    #expect(
      ReceivedMail(try #require(replies.first)).headers["references"]
        == "<5f0c2f1e-7a44-4b55@riverside.example> <91b3c07d-02aa-4e1c@riverside.example>")
  }

  @Test("A second mail after the approval and before the sending: the approval is void, nothing stale leaves")
  func secondMailAfterApproval() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.deliver("tracker-second-mail")
    try await shop.round()

    #expect(try shop.lab.mails(of: "tom").isEmpty)
    #expect(try await shop.object("show", "o1")["state"] == "withdrawn")
    #expect(try await shop.object("show", "d1")["state"] == "superseded")
    #expect(try await shop.objects("queue").map { $0["id"] } == ["d2"])
  }
}
