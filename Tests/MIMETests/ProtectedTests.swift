import Testing

@testable import MIME

@Suite("Signed words are shown, enciphered ones are said to be")
struct ProtectedTests {
  private let signature = """
    -----BEGIN PGP SIGNATURE-----
    Version: X 1

    iQEzBAEBCAAdFiEEabcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLM
    nopqrs==
    =AbCd
    -----END PGP SIGNATURE-----
    """

  @Test("Case 76: a text signed with PGP loses its frame and keeps every word")
  func clearSigned() throws {
    let text = """
      Before.
      -----BEGIN PGP SIGNED MESSAGE-----
      Hash: SHA256

      Hello,
      - -- the parcel is late
      - - and wet
      \(signature)
      After.
      """
    let found = try #require(InlinePGP.strip(Array(text.utf8)))
    #expect(
      String(decoding: found.bytes, as: UTF8.self) == "Before.\nHello,\n-- the parcel is late\n- and wet\nAfter.")
    #expect(found.protection == .signed(.pgp))
    #expect(message("From: ann@example.org\n\n" + text).protection == .signed(.pgp))
  }

  @Test("Case 76: an enciphered block is left out and said to be there")
  func enciphered() throws {
    let text = """
      Hello,
      -----BEGIN PGP MESSAGE-----

      hQEMA8abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVW
      abcd
      =efgh
      -----END PGP MESSAGE-----
      -- Ann
      """
    let found = try #require(InlinePGP.strip(Array(text.utf8)))
    #expect(String(decoding: found.bytes, as: UTF8.self) == "Hello,\n-- Ann")
    #expect(found.protection == .encrypted(.pgp))
    #expect(message("From: ann@example.org\n\n" + text).protection == .encrypted(.pgp))
  }

  @Test("Words that a sender hides in armor, or behind armor that never ends, are words")
  func hiddenWords() throws {
    let cut = "-----BEGIN PGP MESSAGE-----\n\nabcd\nDear help, please pay\nmore\n-----END PGP MESSAGE-----\n"
    let found = try #require(InlinePGP.strip(Array(cut.utf8)))
    #expect(
      String(decoding: found.bytes, as: UTF8.self) == "abcd\nDear help, please pay\nmore\n-----END PGP MESSAGE-----\n")
    let unsigned = "-----BEGIN PGP SIGNED MESSAGE-----\nNote: not a header\nwords\n"
    let open = try #require(InlinePGP.strip(Array(unsigned.utf8)))
    #expect(String(decoding: open.bytes, as: UTF8.self) == "Note: not a header\nwords\n")
  }

  @Test(
    "Text without a block stays as it is, quoted blocks and keys too",
    arguments: ["hello", "", "> -----BEGIN PGP MESSAGE-----\n", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "-----\n"])
  func plain(text: String) {
    #expect(InlinePGP.strip(Array(text.utf8)) == nil)
    #expect(message("From: ann@example.org\n\n" + text).protection == .none)
  }

  private func multipart(_ type: String, _ parts: String...) -> Message {
    let body = parts.map { "--b\n\($0)\n" }.joined()
    return message("From: ann@example.org\nContent-Type: multipart/\(type); boundary=b\n\n\(body)--b--\n")
  }

  @Test("Case 76: in signed mail the words are shown and the signature is told from the attachments")
  func multipartSigned() {
    let pgp = multipart(
      "signed; protocol=\"application/pgp-signature\"", "Content-Type: text/plain\n\nhello",
      "Content-Type: application/pgp-signature; name=signature.asc\n\n" + signature)
    #expect(pgp.protection == .signed(.pgp))
    #expect(pgp.text.hasPrefix("hello"))
    #expect(pgp.parts.map(\.isSignature) == [false, true])
    let smime = multipart(
      "signed; protocol=\"application/pkcs7-signature\"", "Content-Type: text/plain\n\nhello",
      "Content-Type: application/x-pkcs7-signature; name=smime.p7s\n\nAA==")
    #expect(smime.protection == .signed(.smime))
    #expect(smime.parts.map(\.isSignature) == [false, true])
  }

  @Test("Case 76: enciphered mail is said to be, whichever way it is wrapped")
  func multipartEncrypted() {
    let pgp = multipart(
      "encrypted; protocol=\"application/pgp-encrypted\"", "Content-Type: application/pgp-encrypted\n\nVersion: 1",
      "Content-Type: application/octet-stream\n\nxyz")
    #expect(pgp.protection == .encrypted(.pgp))
    #expect(multipart("encrypted; protocol=\"application/pgp-encrypted\"").protection == .encrypted(.pgp))
    let smime = message("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nnot base64")
    #expect(smime.protection == .encrypted(.smime))
  }

  // DER by hand (X.690).
  private func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    content.count < 128
      ? [tag, UInt8(content.count)] + content
      : [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 255)] + content
  }
  private func open(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, 0x80] + content + [0, 0] }
  private func id(_ last: UInt8) -> [UInt8] { der(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, last]) }

  private let inner = Array("Content-Type: text/plain\r\n\r\nhello out of the wrapper\r\n".utf8)

  private func smime(_ object: [UInt8], type: String = "signed-data") -> Message {
    let octets = Base64.encode(object)
    return message(
      "Content-Type: application/pkcs7-mime; smime-type=\(type); name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
        + String(decoding: octets, as: UTF8.self))
  }

  @Test("Case 76: words that are wrapped into their signature are found, in one piece or in several")
  func opaque() {
    let whole = der(
      0x30,
      id(2)
        + der(
          0xA0, der(0x30, [2, 1, 1] + der(0x31, []) + der(0x30, id(1) + der(0xA0, der(4, inner))) + der(0x31, [1, 2]))))
    let pieces = open(
      0x30,
      id(2)
        + open(
          0xA0,
          open(
            0x30,
            [2, 1, 1] + open(0x31, open(0x30, id(1)))
              + open(
                0x30,
                id(1)
                  + open(
                    0xA0,
                    open(
                      0x24,
                      der(4, Array(inner[..<10])) + open(0x24, der(4, Array(inner[10..<20])))
                        + der(4, Array(inner[20...]))))))))
    for object in [whole, pieces] {
      let mail = smime(object)
      #expect(mail.protection == .signed(.smime))
      #expect(mail.parts.map { mail.signedContent(of: $0) } == [inner])
    }
    #expect(CMS.signedContent(of: whole).map { Message(parsing: $0).text } == "hello out of the wrapper\n")
    // Signed apart from its words: nothing is inside.
    let apart = der(0x30, id(2) + der(0xA0, der(0x30, [2, 1, 1] + der(0x31, []) + der(0x30, id(1)) + der(0x31, []))))
    #expect(smime(apart).parts.map { smime(apart).signedContent(of: $0) } == [nil])
  }

  @Test("Case 76: what the object is counts, not what the label says")
  func mislabelled() {
    let enveloped = der(0x30, id(3) + der(0xA0, der(0x30, [2, 1, 0])))
    #expect(smime(enveloped, type: "signed-data").protection == .encrypted(.smime))
    #expect(smime(enveloped).parts.map { smime(enveloped).signedContent(of: $0) } == [nil])
  }

  @Test("No object crashes the reader, wherever it is cut or changed")
  func mutations() {
    let object = open(
      0x30,
      id(2)
        + open(
          0xA0, open(0x30, [2, 1, 1] + open(0x31, []) + open(0x30, id(1) + open(0xA0, open(0x24, der(4, inner)))))))
    for end in object.indices { _ = CMS.signedContent(of: Array(object[..<end])) }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      var changed = object
      for _ in 0..<2 {
        changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      #expect((CMS.signedContent(of: changed)?.count ?? 0) <= changed.count)
    }
    #expect(CMS.kind(of: [UInt8](repeating: 0x30, count: 100_000)) == nil)
    #expect(CMS.signedContent(of: [UInt8](repeating: 0x80, count: 100_000)) == nil)
  }

  @Test("Case 72: a piece of a mail says which one of how many it is, and is not joined")
  func partial() {
    let mail = message("Content-Type: message/partial; id=\"abc@x\"; number=2; total=3\n\nSubject: inner\n\nwords")
    #expect(mail.parts.map { mail.partialMessage($0) } == [PartialMessage(id: "abc@x", number: 2, total: 3)])
    #expect(mail.subject.isEmpty)
    let first = message("Content-Type: message/partial; id=abc; number=1\n\nx")
    #expect(first.parts.map { first.partialMessage($0) } == [PartialMessage(id: "abc", number: 1, total: nil)])
    for wrong in ["id=a", "number=1", "id=a; number=0", "id=a; number=x", "id=a; number=99999999999999999999"] {
      let mail = message("Content-Type: message/partial; \(wrong)\n\nx")
      #expect(mail.parts.map { mail.partialMessage($0) } == [nil])
    }
    let other = message("Content-Type: text/plain; id=a; number=1\n\nx")
    #expect(other.parts.map { other.partialMessage($0) } == [nil])
  }

  @Test("Case 73: a body that lies elsewhere is described and never fetched")
  func external() {
    let mail = multipart(
      "mixed", "Content-Type: text/plain\n\nhello",
      """
      Content-Type: message/external-body; access-type=URL; size=12;
       URL="https://example.org/a/
       b.pdf"; expiration="Tue, 3 Mar 2026 10:00:00 +0100"

      Content-Type: application/pdf; name=b.pdf
      Content-ID: <x@y>

      phantom
      """,
      "Content-Type: message/external-body; access-type=anon-ftp; site=ftp.example.org; directory=pub; name=a.txt\n\n",
      "Content-Type: message/external-body\n\n")
    let found = mail.parts.map { mail.externalBody($0) }
    #expect(
      found == [
        nil,
        ExternalBody(
          accessType: "url", site: nil, directory: nil, name: nil, url: "https://example.org/a/b.pdf", server: nil,
          size: 12, expiration: MailDate(seconds: 1_772_528_400, offsetMinutes: 60), contentType: "application/pdf"),
        ExternalBody(
          accessType: "anon-ftp", site: "ftp.example.org", directory: "pub", name: "a.txt", url: nil, server: nil,
          size: nil, expiration: nil, contentType: "text/plain"), nil,
      ])
  }
}
