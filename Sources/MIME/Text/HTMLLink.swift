/// A link while its words are written.
struct HTMLLink {
  /// Without what no address holds: white space, `<`, `>`, controls and marks of writing direction.
  let address: [UInt8]
  init(address: [UInt8]) {
    // Nearly all addresses are clean, and need no copy.
    let isClean = address.allSatisfy { Self.isPart($0) && $0 != 0xE2 } && !address.starts(with: Self.noScheme)
    self.address = isClean ? address : Self.cleaned(address)
  }

  private static let noScheme = Array("//".utf8)

  private static func isPart(_ byte: UInt8) -> Bool {
    byte > ASCII.space && byte != ASCII.less && byte != ASCII.greater && byte != 0x7F
  }

  private static func cleaned(_ address: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(address.count)
    var index = 0
    while index < address.count {
      if address[index] == 0xE2, index + 2 < address.count, isInvisible(address[index + 1], address[index + 2]) {
        index += 3
        continue
      }
      if isPart(address[index]) { kept.append(address[index]) }
      index += 1
    }
    return kept.starts(with: noScheme) ? Array("https:".utf8) + kept : kept
  }

  /// U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F: no width, or a direction of writing.
  private static func isInvisible(_ second: UInt8, _ third: UInt8) -> Bool {
    switch (second, third) {
    case (0x80, 0x8B...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0...0xAF): true
    default: false
    }
  }

  /// Somebody may be led there: `javascript:` and places within the mail lead nowhere.
  private var isFollowed: Bool {
    guard let first = address.first else { return false }
    return switch first | 0x20 {
    // Browsers need no slashes behind it.
    case 0x68: address.startsIgnoringCase("http:") || address.startsIgnoringCase("https:")
    case 0x6D: isMail
    case 0x74: address.startsIgnoringCase("tel:")
    default: false
    }
  }
  private var isMail: Bool { address.startsIgnoringCase("mailto:") }

  /// What is written behind the words of the link; nothing where they say it all.
  func aside(to shown: ArraySlice<UInt8>, isDeceiving: Bool) -> [UInt8] {
    guard isFollowed, isDeceiving || !Self.saysSame(shown, address[...]) else { return [] }
    var result: [UInt8] = [ASCII.space]
    let isTooLong = address.count > HTMLText.addressLimit
    if isDeceiving {
      // A warning sign and where it really leads, before an address made to be misread.
      result += Array("⚠ ".utf8) + Self.shownHost(of: address[...]) + [ASCII.space]
    }
    if isTooLong, isDeceiving { return result.dropLast() }
    if isTooLong { return [] }
    result.append(ASCII.less)
    result += address
    result.append(ASCII.greater)
    return result
  }

  /// Longest host that is shown, in bytes: longer ones there are none (RFC 1035, 2.3.4).
  private static let hostLimit = 253

  /// The host of `address`, cut between two letters where it is too long to be one.
  private static func shownHost(of address: ArraySlice<UInt8>) -> [UInt8] {
    let host = Array(HTMLHost.of(address))
    guard host.count > hostLimit else { return host }
    var end = hostLimit
    while end > 0, host[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(host[..<end])
  }

  /// Whether its words are the address of one site and it leads to another.
  func deceives(_ shown: ArraySlice<UInt8>) -> Bool {
    guard isFollowed, let claimed = HTMLHost.claimed(by: shown) else { return false }
    let real = HTMLHost.of(address[...])
    guard !real.isEmpty else { return false }
    if HTMLHost.isSameSite(claimed, real) { return false }
    // Mail gateways write their own address around that of the link.
    if let wrapped = HTMLHost.wrapped(in: address, host: real) { return !HTMLHost.isSameSite(claimed, wrapped) }
    return true
  }

  /// Whether two addresses are one but for scheme, `www.`, last slash, case and white space; two telephone numbers,
  /// but for how they are parted.
  private static func saysSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    let isNumber = other.startsIgnoringCase("tel:")
    let one = essence(of: one)
    let other = essence(of: other)
    var first = one.startIndex
    var second = other.startIndex
    func isPassed(_ octet: UInt8) -> Bool { octet <= ASCII.space || isNumber && separators.contains(octet) }
    while true {
      while first < one.endIndex, isPassed(one[first]) { first += 1 }
      while second < other.endIndex, isPassed(other[second]) { second += 1 }
      guard first < one.endIndex, second < other.endIndex else {
        return first == one.endIndex && second == other.endIndex
      }
      guard one[first].lowercasedASCII == other[second].lowercasedASCII else { return false }
      first += 1
      second += 1
    }
  }

  private static let separators = Array("-./()".utf8)

  private static func essence(of address: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = address
    while let first = rest.first, first <= ASCII.space { rest = rest.dropFirst() }
    while let last = rest.last, last <= ASCII.space { rest = rest.dropLast() }
    for prefix in ["http://", "https://", "mailto:", "tel:", "www."] as [StaticString]
    where rest.startsIgnoringCase(prefix) {
      rest = rest.dropFirst(prefix.utf8CodeUnitCount)
    }
    return rest.last == 0x2F ? rest.dropLast() : rest
  }
}
