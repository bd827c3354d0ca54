import MIME
import Testing

@Suite("A reply belongs to what it answers")
struct ReplyTests {
  @Test("Our newest mail stays in the chain although the customer's program dropped it")
  func ownID() {
    let parent = message("Message-ID: <b@x>\nReferences: <a@x>\n\nx")
    #expect(OutgoingMail.references(answering: parent, after: "r1@shop") == ["a@x", "r1@shop", "b@x"])
    #expect(OutgoingMail.references(answering: parent, after: "a@x") == ["a@x", "b@x"])
    #expect(OutgoingMail.references(answering: parent, after: "b@x") == ["a@x", "b@x"])
    #expect(OutgoingMail.references(answering: parent, after: "r 1") == ["a@x", "b@x"])
    #expect(OutgoingMail.references(answering: message("Subject: x\n\nx"), after: "r1@shop").isEmpty)
  }

  @Test("Our newest mail is kept where a long chain is cut")
  func ownIDInLongChain() {
    let ids = (0..<60).map { "<m\($0)@x.example>" }.joined(separator: " ")
    let parent = message("Message-ID: <now@x.example>\nReferences: \(ids)\n\nx")
    let chain = OutgoingMail.references(answering: parent, after: "m5@x.example")
    #expect(chain == ["m0@x.example"] + (42..<60).map { "m\($0)@x.example" } + ["m5@x.example", "now@x.example"])
    let recent = OutgoingMail.references(answering: parent, after: "m50@x.example")
    #expect(recent == ["m0@x.example"] + (41..<60).map { "m\($0)@x.example" } + ["now@x.example"])
  }

  @Test("Fifty thousand ids, and ids that cannot be written, leave a chain that can")
  func hugeChain() throws {
    let ids = (0..<50_000).map { $0 % 3 == 0 ? "<a\($0)@ü>" : "<a\($0)@x>" }.joined(separator: "\n ")
    let parent = message("Message-ID: <now@x>\nReferences: \(ids)\n\nx")
    let chain = OutgoingMail.references(answering: parent)
    #expect(chain.count == 21)
    #expect(chain.allSatisfy { MessageID.isWritable($0) })
  }

  @Test(
    "A reply's subject has one Re, in whatever language it had some",
    arguments: [
      ("Re[2]: Parcel", "Re: Parcel"), ("RE(3) : Parcel", "Re: Parcel"), ("回复：包裹", "Re: 包裹"), ("ΑΠ: δέμα", "Re: δέμα"),
      ("Antw: Re: pakket", "Re: pakket"), ("R: drive is full", "Re: R: drive is full"), ("Re[x]: y", "Re: Re[x]: y"),
      ("Result: none", "Re: Result: none"), ("a\r\nBcc: x", "Re: a  Bcc: x"), ("  Parcel ", "Re: Parcel"),
      (": odd", "Re: : odd"), ("[x]: y", "Re: [x]: y"),
    ])
  func subject(subject: String, expected: String) {
    #expect(OutgoingMail.replySubject(subject) == expected)
  }

  @Test("A subject of a hundred thousand marks is read at once")
  func manyMarks() {
    #expect(OutgoingMail.replySubject(String(repeating: "Re: ", count: 100_000) + "x") == "Re: x")
  }
}
