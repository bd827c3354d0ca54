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

  /// Longest words that are looked at for an address, in bytes: a host has 253 at most.
  private static let claimLimit = 300
  /// How far into the words an address may start and still be what they are about: a line, not a paragraph.
  private static let labelLimit = 100

  /// The host that words look like the address of; nil where they are just words.
  static func claimed(by shown: ArraySlice<UInt8>) -> [UInt8]? {
    guard shown.prefix(claimLimit).contains(ASCII.dot) else { return nil }
    let plain = withoutMarks(shown.prefix(claimLimit))
    let words = plain.split { $0 <= ASCII.space }
    for word in words where word.startIndex < labelLimit {
      if word.startsIgnoringCase("http://") || word.startsIgnoringCase("https://") { return plausible(of(word)) }
      if word.startsIgnoringCase("www.") { return plausible(of(Array("http://".utf8)[...] + word)) }
    }
    // Without a scheme it takes more to be an address: the only word, and an ending that sites have and files have not.
    guard words.count == 1, shown.count <= claimLimit, let word = words.first else { return nil }
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

  /// `words` with a space for each bracket and quotation mark, and without what has no width: neither is a part of an
  /// address, and both are put around or into one so that programs do not see it.
  private static func withoutMarks(_ words: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(words.count)
    var index = words.startIndex
    while index < words.endIndex {
      let octet = words[index]
      let next = index + 1 < words.endIndex ? words[index + 1] : 0
      let third = index + 2 < words.endIndex ? words[index + 2] : 0
      switch (octet, next, third) {
      case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xAF), (0xEF, 0xBB, 0xBF):
        index += 3
      case (0xC2, 0xAD, _):
        index += 2
      case (0xE2, 0x80, _):
        result.append(ASCII.space)
        index += 3
      case (0xC2, 0xA0...0xBF, _):
        result.append(ASCII.space)
        index += 2
      default:
        result.append(Self.marks.contains(octet) ? ASCII.space : octet)
        index += 1
      }
    }
    return result
  }

  private static let marks = Array("<>()[]{}\"'`*|,;!".utf8)

  private static func plausible(_ host: [UInt8]) -> [UInt8]? {
    let isName = host.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.dot || $0 >= 0x80 }
    guard isName, let dot = host.firstIndex(of: ASCII.dot), dot > 0, let last = host.last else { return nil }
    return last == ASCII.dot ? plausible(host.dropLast()) : host
  }

  /// Whether two hosts belong to one owner, as far as their names tell: one is a part of the other, or they have the
  /// same last two labels, or three under `co.uk` and the like.
  static func isSameSite(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let one = folded(one)
    let other = folded(other)
    return isWithin(one, other) || isWithin(other, one) || site(of: one).elementsEqual(site(of: other))
  }

  /// Whether `inner` is `outer` or a part of it. Nobody owns `co.uk`, and what is within it has many owners.
  private static func isWithin(_ inner: [UInt8], _ outer: [UInt8]) -> Bool {
    if inner == outer { return true }
    guard inner.count > outer.count, inner[inner.count - outer.count - 1] == ASCII.dot,
      inner[(inner.count - outer.count)...].elementsEqual(outer)
    else { return false }
    let labels = outer.split(separator: ASCII.dot)
    guard labels.count > 1 else { return false }
    return labels.count > 2 || labels[1].count > 2 || !sharedLabels.contains(String(decoding: labels[0], as: UTF8.self))
  }

  /// Labels under which countries let others register.
  private static let sharedLabels: Set<String> = [
    "ac", "ad", "asn", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "gr", "idv", "int", "ltd", "me",
    "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch",
  ]

  /// `host` without `www.` and the dot at its end, its internationalised labels in their own letters.
  private static func folded(_ host: [UInt8]) -> [UInt8] {
    var rest = host.last == ASCII.dot ? host.dropLast() : host[...]
    if rest.starts(with: "www.".utf8), rest.dropFirst(4).contains(ASCII.dot) { rest = rest.dropFirst(4) }
    let isPlain = rest.allSatisfy { $0 < 0x80 } && !String(decoding: rest, as: UTF8.self).holds("xn--")
    if isPlain { return Array(rest) }
    let labels = rest.split(separator: ASCII.dot, omittingEmptySubsequences: false).map { label -> String in
      guard label.starts(with: "xn--".utf8), let scalars = Punycode.decode(label.dropFirst(4)) else {
        return String(decoding: label, as: UTF8.self).lowercased()
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }
    return Array(labels.joined(separator: ".").utf8)
  }

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
