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

  @Test("Taken in pieces of any size the hash is the same")
  func pieces() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000] {
      let whole = SHA256.hash(bytes[..<length])
      for size in [1, 3, 64, 100] {
        var hash = SHA256()
        for start in stride(from: 0, to: length, by: size) {
          let chunk = bytes[start..<min(start + size, length)]
          hash.update(chunk.span)
        }
        #expect(hash.digest() == whole)
      }
    }
  }

  @Test("Octets that are not stored in one piece have the same hash")
  func lazyOctets() {
    #expect(SHA256.hash((0..<200 as Range<UInt8>).lazy.map { $0 }) == SHA256.hash(Array(0..<200 as Range<UInt8>)))
  }
}
