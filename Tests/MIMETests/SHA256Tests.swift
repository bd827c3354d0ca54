import MIME
import Testing

@Suite("SHA-256 gives what FIPS 180-4 says")
struct SHA256Tests {
  @Test(
    "Known texts have their known hashes",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func knownHash(text: String, expected: String) {
    #expect(SHA256.hex(text.utf8) == expected)
    #expect(SHA256.hex(Array(text.utf8)) == expected)
  }

  @Test("A million letters a have their known hash")
  func longText() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hex([UInt8](repeating: 0x61, count: 1_000_000)) == expected)
  }
}
