/// HTML as a person would read it, in plain text: blocks as lines, quotes with `> `, links as `text <url>`.
///
/// One pass, no tree and no recursion. Nothing is fetched, and nothing of style is read but what hides text.
enum HTMLText {
  /// Most links whose address is written out (Zammad refuses mail with more than 5,000).
  static let linkLimit = 5_000
  /// Longest address of a link that is written out, in bytes: what browsers show.
  static let addressLimit = 2_000
  /// Most marks kept: a long thread has some hundreds.
  static let markLimit = 10_000
  /// Most images kept: a newsletter has some dozens.
  static let imageLimit = 1_000
  /// Longest text of an image that is written out, in bytes: a sentence or two.
  static let alternativeLimit = 300
  /// Most hidden text kept, in bytes: enough to show what was hidden, not enough to fill the memory with it.
  static let hiddenLimit = 65_536

  /// The readable text of `utf8`, an HTML document or a piece of one.
  static func read(_ utf8: [UInt8]) -> ReadableText {
    var reader = HTMLReader(utf8)
    reader.read(utf8.span)
    return reader.finish()
  }

  /// The charset that a `meta` element in the first 1,024 octets names (WHATWG HTML, 13.2.3.2).
  static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = bytes.span.extracting(first: 1_024)
    var tag = HTMLTag()
    var index = 0
    while index < head.count {
      guard head[index] == ASCII.less, head.starts(with: "<meta", at: index..<head.count),
        tag.read(head, at: index) == .tag, tag.element == .meta
      else {
        index += 1
        continue
      }
      index = tag.end
      if let charset = tag.text(.charset, in: head) { return String(decoding: charset, as: UTF8.self) }
      if let content = tag[.content], let charset = charset(in: head, content) { return charset }
    }
    return nil
  }

  /// The value behind `charset=` in the `content` of a `meta` element (WHATWG HTML, "extracting a character encoding").
  private static func charset(in bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    var index = range.lowerBound
    while index < range.upperBound, !bytes.starts(with: "charset", at: index..<range.upperBound) { index += 1 }
    index += 7
    while index < range.upperBound, bytes[index] <= ASCII.space { index += 1 }
    guard index < range.upperBound, bytes[index] == ASCII.equals else { return nil }
    index += 1
    var label: [UInt8] = []
    while index < range.upperBound, bytes[index] != ASCII.semicolon {
      let byte = bytes[index]
      if byte <= ASCII.space, !label.isEmpty { break }
      if byte > ASCII.space, byte != ASCII.quote, byte != 0x27 { label.append(byte) }
      index += 1
    }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  }

  /// `words` with white space, no-break spaces and the invisible fillers of preheaders made single spaces.
  static func collapsed(_ words: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(words.count)
    var hasSpace = false
    var index = 0
    while index < words.count {
      let byte = words[index]
      let next = index + 1 < words.count ? words[index + 1] : 0
      let third = index + 2 < words.count ? words[index + 2] : 0
      let length =
        switch (byte, next, third) {
        case (0...ASCII.space, _, _), (0x7F, _, _): 1
        // No-break space, soft hyphen, grapheme joiner.
        case (0xC2, 0xA0, _), (0xC2, 0xAD, _), (0xCD, 0x8F, _): 2
        // Spaces of all widths and of none, the byte order mark.
        case (0xE2, 0x80, 0x80...0x8C), (0xEF, 0xBB, 0xBF): 3
        default: 0
        }
      if length > 0 {
        hasSpace = true
        index += length
        continue
      }
      if hasSpace, !result.isEmpty { result.append(ASCII.space) }
      hasSpace = false
      result.append(byte)
      index += 1
    }
    return result
  }

  /// Whether a character is one of those that preheaders are filled up with: of no width, or a space of some width.
  ///
  /// Between words only: in a word they part syllables, join emoji, or shape Persian and Indic letters.
  static func isFiller(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x2000...0x200D, 0xFEFF: true
    default: false
    }
  }

  /// Whether a filler may start with the octet.
  static func mayBeFiller(_ octet: UInt8) -> Bool { octet == 0xC2 || octet == 0xCD || octet == 0xE2 || octet == 0xEF }

  /// The octets of the filler that starts at `index`; 0 where none does.
  static func fillerLength(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard index + 1 < bytes.count else { return 0 }
    let third = index + 2 < bytes.count ? bytes[index + 2] : 0
    return switch (bytes[index], bytes[index + 1], third) {
    case (0xC2, 0xAD, _), (0xCD, 0x8F, _): 2
    case (0xE2, 0x80, 0x80...0x8D), (0xEF, 0xBB, 0xBF): 3
    default: 0
    }
  }

  /// The first `count` octets, or fewer so that no character is cut.
  static func cut(_ words: ArraySlice<UInt8>, to count: Int) -> ArraySlice<UInt8> {
    var kept = words.prefix(count)
    guard kept.count < words.count else { return kept }
    while let next = words[kept.endIndex...].first, next & 0xC0 == 0x80, !kept.isEmpty {
      kept = words[kept.startIndex..<(kept.endIndex - 1)]
    }
    return kept
  }
}
