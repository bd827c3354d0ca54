import Desk
import Foundation
import Store
import Testing

@testable import Worker

@Suite("What a customer writes, in the header of our answer")
struct HostileValueTests {
  /// What could end a line, as it stands and as an encoded word decodes to it.
  static let fragments = ["\r", "\n", "\r\n", "\u{0}", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}"]

  /// The names of the header's fields in the answer to a mail with these values; nil where none could be written.
  static func fields(name: String, subject: String, order: String) async throws -> [String]? {
    func word(_ text: String) -> String { "=?utf-8?b?\(Data(text.utf8).base64EncodedString())?=" }
    let office = try Office()
    try await office.receive(
      """
      From: \(word(name)) <tom@riverside.example>
      To: support@shop.example
      Subject: \(word(subject))
      Message-ID: <1@riverside.example>
      Content-Type: text/plain; charset=utf-8

      Hello, my order number is \(order). I have looked at the delivery tracker, it says "undeliverable\(order)".

      """)
    guard case .approved(let id, to: "tom@riverside.example", _) = try await office.approve(1, by: Office.ann) else {
      return nil
    }
    let mail = try #require(try await office.store.outbox(id))
    #expect(mail.recipients.map(\.address) == ["tom@riverside.example"])
    let text = String(decoding: mail.bytes, as: UTF8.self)
    // By scalars: to Swift, CR LF is one character.
    let head = text.unicodeScalars.split(separator: "\r\n\r\n".unicodeScalars, maxSplits: 1)[0]
    let lines = head.split(separator: "\r\n".unicodeScalars).filter { $0.first != " " }
    #expect(head.filter { $0 == "\n" }.count == head.filter { $0 == "\r" }.count)
    return lines.map { String($0.prefix { $0 != ":" }) }
  }

  @Test("D-1: whatever ends a line in a name, a subject or an order number, the answer has the fields it always has")
  func fields() async throws {
    let plain = try #require(try await Self.fields(name: "Tom Hartley", subject: "my parcel", order: "4471-B"))
    #expect(plain.contains("Subject") && plain.contains("To") && !plain.contains("Bcc"))
    for fragment in Self.fragments {
      let attack = "Tom\(fragment)Bcc: eve@evil.example"
      #expect(try await Self.fields(name: attack, subject: "my parcel", order: "4471-B") == plain, "name: \(fragment.debugDescription)")
      #expect(try await Self.fields(name: "Tom", subject: attack, order: "4471-B") == plain, "subject: \(fragment.debugDescription)")
      #expect(
        try await Self.fields(name: "Tom", subject: "my parcel", order: "4471-B\(fragment)Bcc: eve@evil.example") == plain,
        "order: \(fragment.debugDescription)")
    }
    // An encoded word inside an encoded word stays what it is: words.
    let nested = "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?="
    #expect(try await Self.fields(name: nested, subject: nested, order: nested) == plain)
  }
}
