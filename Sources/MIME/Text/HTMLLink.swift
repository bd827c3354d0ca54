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
      result += Array("⚠ ".utf8) + HTMLHost.of(address[...]).prefix(253) + [ASCII.space]
    }
    if isTooLong, isDeceiving { return result.dropLast() }
    if isTooLong { return [] }
    result.append(ASCII.less)
    result += address
    result.append(ASCII.greater)
    return result
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

  /// Whether two addresses are one but for scheme, `www.`, last slash, case and white space.
  private static func saysSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    let one = essence(of: one)
    let other = essence(of: other)
    var first = one.startIndex
    var second = other.startIndex
    while true {
      while first < one.endIndex, one[first] <= ASCII.space { first += 1 }
      while second < other.endIndex, other[second] <= ASCII.space { second += 1 }
      guard first < one.endIndex, second < other.endIndex else {
        return first == one.endIndex && second == other.endIndex
      }
      guard one[first].lowercasedASCII == other[second].lowercasedASCII else { return false }
      first += 1
      second += 1
    }
  }

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

/// Host names in addresses and in what is shown for them.
enum HTMLHost {
  /// The host of an address, in lower case: of `https://user@host:1/path` and of `mailto:user@host?x`.
  static func of(_ address: ArraySlice<UInt8>) -> [UInt8] {
    var rest = address
    if rest.startsIgnoringCase("mailto:") {
      rest = rest.dropFirst(7).prefix { $0 != ASCII.question && $0 != ASCII.comma }
      guard let at = rest.lastIndex(of: ASCII.at) else { return [] }
      return rest[(at + 1)...].map(\.lowercasedASCII)
    }
    guard let colon = rest.firstIndex(of: ASCII.colon) else { return [] }
    // Browsers take a backslash for a slash, and any number of them.
    rest = rest[(colon + 1)...].drop { $0 == 0x2F || $0 == ASCII.backslash }
    rest = rest.prefix { $0 != 0x2F && $0 != ASCII.backslash && $0 != ASCII.question && $0 != 0x23 }
    if let at = rest.lastIndex(of: ASCII.at) { rest = rest[(at + 1)...] }
    rest = rest.prefix { $0 != ASCII.colon }
    return rest.map(\.lowercasedASCII)
  }

  /// The host that words look like the address of; nil where they are just words.
  static func claimed(by shown: ArraySlice<UInt8>) -> [UInt8]? {
    var word = shown.drop { $0 <= ASCII.space }
    let isWhole = word.prefix(300).drop { $0 > ASCII.space }.allSatisfy { $0 <= ASCII.space }
    word = word.prefix(300).prefix { $0 > ASCII.space }
    if word.startsIgnoringCase("http://") || word.startsIgnoringCase("https://") { return plausible(of(word)) }
    if word.startsIgnoringCase("www.") { return plausible(of(Array("http://".utf8)[...] + word)) }
    // Without a scheme it takes more to be an address: the only word, and an ending that sites have and files have not.
    guard isWhole else { return nil }
    var host = word
    if let at = word.lastIndex(of: ASCII.at) { host = word[(at + 1)...] }
    host = host.prefix { $0 != 0x2F && $0 != ASCII.colon && $0 != ASCII.question && $0 != 0x23 }
    guard let name = plausible(host.map(\.lowercasedASCII)), let dot = name.lastIndex(of: ASCII.dot) else { return nil }
    let ending = String(decoding: name[(dot + 1)...], as: UTF8.self)
    return siteEndings.contains(ending) || ending.utf8.count == 2 && !fileEndings.contains(ending) ? name : nil
  }

  /// Most used endings of three letters and more.
  private static let siteEndings: Set<String> = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "app", "dev", "shop", "store", "online", "site",
    "bank", "cloud", "eu", "xyz", "club", "live", "tech",
  ]
  /// Endings of two letters that are more often of a file than of a country.
  private static let fileEndings: Set<String> = [
    "md", "py", "rs", "sh", "js", "ts", "pl", "ps", "cc", "so", "gz", "rb", "cs", "go", "hs", "kt", "mm", "pm", "vb",
    "xz",
  ]

  private static func plausible(_ host: [UInt8]) -> [UInt8]? {
    let isName = host.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.dot || $0 >= 0x80 }
    guard isName, let dot = host.firstIndex(of: ASCII.dot), dot > 0, let last = host.last else { return nil }
    return last == ASCII.dot ? plausible(host.dropLast()) : host
  }

  /// Whether two hosts belong to one owner, as far as their names tell: the same last two labels, or three under
  /// `co.uk` and the like.
  static func isSameSite(_ one: [UInt8], _ other: [UInt8]) -> Bool { site(of: one).elementsEqual(site(of: other)) }

  private static func site(of host: [UInt8]) -> ArraySlice<UInt8> {
    let host = host.last == ASCII.dot ? host.dropLast() : host[...]
    let labels = host.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    guard labels.count > 2 else { return host }
    // An address of four numbers is one name.
    if labels.count == 4, host.allSatisfy({ $0.isDigit || $0 == ASCII.dot }) { return host }
    let isCountry = labels[labels.count - 1].count == 2 && labels[labels.count - 2].count <= 3
    let first = labels.count - (isCountry ? 3 : 2)
    return host[labels[max(0, first)].startIndex...]
  }

  /// The host of the address that a gateway's or search engine's address carries; nil where `host` is none of theirs.
  static func wrapped(in address: [UInt8], host: [UInt8]) -> [UInt8]? {
    let site = String(decoding: host, as: UTF8.self)
    var key: [UInt8]
    if site.hasSuffix(".safelinks.protection.outlook.com") {
      key = Array("url=".utf8)
    } else if site == "www.google.com" {
      key = Array("q=".utf8)
    } else if site == "urldefense.com" {
      key = Array("/v3/__".utf8)
    } else {
      return nil
    }
    guard let start = end(of: key, in: address) else { return nil }
    key = []
    // 400: a host and what stands before it.
    var index = start
    while index < address.count, key.count < 400 {
      if address[index] == 0x25, index + 2 < address.count, let high = address[index + 1].hexValue,
        let low = address[index + 2].hexValue
      {
        key.append(high << 4 | low)
        index += 3
      } else {
        if address[index] == 0x26 { break }
        key.append(address[index])
        index += 1
      }
    }
    let inner = of(key[...])
    return inner.isEmpty ? nil : inner
  }

  /// Behind the first `key` that is the name of a parameter, or a part of the path.
  private static func end(of key: [UInt8], in address: [UInt8]) -> Int? {
    guard address.count > key.count else { return nil }
    for start in 1..<(address.count - key.count) where address[start] == key[0] {
      let before = address[start - 1]
      guard key[0] == 0x2F || before == 0x26 || before == ASCII.question else { continue }
      if address[start..<(start + key.count)].elementsEqual(key) { return start + key.count }
    }
    return nil
  }
}
