import MIME
import Testing

@Suite("A file of messages falls into its messages")
struct MboxTests {
  private func messages(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Mbox.messages(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("Each message comes without its From line and without the empty line behind it")
  func cutting() {
    let first = "From ann@x.example Sun May  3 09:30:00 2026\n"
    #expect(messages("\(first)A: 1\n\none\n\n\(first)A: 2\n\ntwo\n\n") == ["A: 1\n\none\n", "A: 2\n\ntwo\n"])
    #expect(messages("\(first)A: 1\r\n\r\none\n") == ["A: 1\r\n\r\none\n"])
  }

  @Test("A sentence that starts with From is no new message")
  func sentence() {
    let text = "From ann@x.example Sun May  3 09:30:00 2026\nA: 1\n\nFrom Monday on\n"
    #expect(messages(text) == ["A: 1\n\nFrom Monday on\n"])
    #expect(messages("A: 1\n\nx\n") == ["A: 1\n\nx\n"])
    #expect(messages("").isEmpty)
  }

  @Test("Quoted From lines are restored one level")
  func unquoting() {
    let quoted = Array("a\n>From b\n>>From c\n> From d\n".utf8)
    #expect(String(decoding: Mbox.unquoted(quoted), as: UTF8.self) == "a\nFrom b\n>From c\n> From d\n")
  }
}
