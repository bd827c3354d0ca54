/// A display name that shows an address its sender does not have: `"bob@shop.example" <eve@evil.example>`.
enum MisleadingName {
  /// Whether `name` holds an address other than `address`; letters of ASCII count in either case.
  ///
  /// An address is taken for one by its host, which has a dot in it. U+FF20 and U+FE6B look like `@` and count as it.
  static func holdsOtherAddress(_ name: String, than address: String) -> Bool {
    guard !name.isEmpty else { return false }
    var name = name
    let mayHold = name.withUTF8 { octets in octets.contains { $0 == ASCII.at || $0 == 0xEF } }
    guard mayHold else { return false }
    let octets = Array(name.utf8)
    var index = 0
    while index < octets.count {
      var behind = index + 1
      if octets[index] != ASCII.at {
        guard index + 2 < octets.count, octets[index] == 0xEF,
          octets[index + 1] == 0xBC && octets[index + 2] == 0xA0
            || octets[index + 1] == 0xB9 && octets[index + 2] == 0xAB
        else {
          index += 1
          continue
        }
        behind = index + 3
      }
      var start = index
      while start > 0, isAddressOctet(octets[start - 1]) { start -= 1 }
      var end = behind
      while end < octets.count, isAddressOctet(octets[end]) { end += 1 }
      while end > behind, octets[end - 1] == ASCII.dot { end -= 1 }
      // What is passed over is not looked at again: a name of nothing but signs stays cheap.
      let shown = octets[start..<index] + [ASCII.at] + octets[behind..<end]
      if start < index, octets[behind..<end].contains(ASCII.dot), !isSame(shown, address.utf8) {
        return true
      }
      index = max(end, behind)
    }
    return false
  }

  private static func isSame(_ shown: ArraySlice<UInt8>, _ address: String.UTF8View) -> Bool {
    shown.count == address.count
      && zip(shown, address).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }

  private static let ends = OctetSet("()<>[],;:\"'@ ")

  /// Octets that an address in a text is made of; letters beyond ASCII are.
  private static func isAddressOctet(_ octet: UInt8) -> Bool {
    octet > ASCII.space && !ends.contains(octet)
  }
}
