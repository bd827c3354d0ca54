import Testing

@testable import MIME

@Suite("Message-IDs, of whatever make, find their thread")
struct MessageIDTests {
  private func first(_ raw: String) -> String? { MessageIDs.first(in: Array(raw.utf8).span) }
  private func all(_ raw: String) -> [String] { MessageIDs.all(in: Array(raw.utf8).span) }

  @Test(
    "Case 18: one id, whatever stands around and within it",
    arguments: [
      ("<a.1@x.example>", "a.1@x.example"), (" <a@x.example> (added by mx)", "a@x.example"),
      ("a@x.example", "a@x.example"),
      ("a@x.example junk", "a@x.example"), ("12345", "12345"), ("<a@b@c>", "a@b@c"),
      ("<a,b@c>", "a,b@c"),
      ("<\"quoted part\"@c>", "\"quotedpart\"@c"), ("<a@@b>", "a@@b"), ("<<a@b>>", "a@b"),
      ("<a@b", "a@b"),
      ("< a@b >", "a@b"), ("<A@B>", "A@B"), ("<>junk<a@b>", "a@b"), ("<a\r\n b@c>", "ab@c"),
      ("<a\u{0}b@c>", "ab@c"),
    ])
  func one(raw: String, expected: String) { #expect(first(raw) == expected) }

  @Test("Case 18: no id", arguments: ["", "  ", "<>", "\r\n "])
  func none(raw: String) { #expect(first(raw) == nil) }

  @Test(
    "Case 19: a thread's ids, with words, commas and folds between them",
    arguments: [
      ("<a@x>\r\n <b@x>,<c@x>", ["a@x", "b@x", "c@x"]),
      ("\"Your message of Monday\" <b@x>", ["b@x"]),
      ("Ann's message of \"Mon, 4 May\" <b@x> <c@x>", ["b@x", "c@x"]),
      ("a@x b@x,c@x", ["a@x", "b@x", "c@x"]),
      ("<a@\r\n\tx> <b@x>", ["a@x", "b@x"]),
      ("<a@x", ["a@x"]), ("nothing of use", []), ("", []),
    ])
  func several(raw: String, expected: [String]) { #expect(all(raw) == expected) }

  @Test("Case 19: of fifty thousand ids the first and the nearest stay")
  func limit() {
    let ids = all((0..<50_000).map { "<\($0)@x>" }.joined(separator: " "))
    #expect(ids.count == MessageIDs.limit)
    #expect(ids.first == "0@x")
    #expect(ids[1] == "49001@x")
    #expect(ids.last == "49999@x")
  }

  @Test(
    "Ids made to cost time are read to their end", arguments: ["<", "<a", ">", "a@b ", "<>", "\""])
  func bombs(piece: String) {
    let raw = String(repeating: piece, count: 50_000)
    #expect(all(raw).count <= MessageIDs.limit)
    _ = first(raw)
  }
}
