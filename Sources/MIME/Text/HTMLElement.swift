/// The elements of HTML that shape the text; all others are `unknown` and transparent.
enum HTMLElement: UInt8 {
  case unknown, a, address, area, article, aside, base, blockquote, body, br, caption, center, col, dd, details, dir
  case div, dl, dt, embed, fieldset, figcaption, figure, font, footer, form, h1, h2, h3, h4, h5, h6, head, header
  case hr, html, iframe, img, input, li, link, listing, main, menu, meta, nav, noembed, noframes, object, ol, p, param
  case plaintext, pre, script, section, select, source, span, style, summary, svg, table, tbody, td, template, textarea
  case tfoot, th, thead, title, tr, track, ul, video, wbr, xmp
  /// An element that is open no more although others within it are.
  case ended

  static let count = Int(ended.rawValue) + 1

  /// What an element does to the lines around it and to the elements it stands in.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Starts and ends a line.
    static let block = Traits(rawValue: 1)
    /// Has an empty line around it.
    static let paragraph = Traits(rawValue: 2)
    /// Has no content and no closing tag.
    static let void = Traits(rawValue: 4)
    /// A closing tag within it ends nothing outside of it (WHATWG HTML, 13.2.4.2, "scope").
    static let boundary = Traits(rawValue: 8)
    /// Its content is no markup, up to its closing tag.
    static let raw = Traits(rawValue: 16)
    /// Its content is nobody's words.
    static let silent = Traits(rawValue: 32)
    /// Spaces and line ends count.
    static let preformatted = Traits(rawValue: 64)
    /// Ends an open `p`.
    static let endsParagraph = Traits(rawValue: 128)

    static let flow: Traits = [.block, .endsParagraph]
    static let spaced: Traits = [.block, .paragraph, .endsParagraph]
  }

  private static let known: [(StaticString, HTMLElement, Traits)] = [
    ("address", .address, .flow), ("area", .area, .void), ("article", .article, .flow), ("aside", .aside, .flow),
    ("base", .base, .void), ("blockquote", .blockquote, .spaced), ("body", .body, .block), ("br", .br, .void),
    ("caption", .caption, [.block, .boundary]), ("center", .center, .flow), ("col", .col, .void), ("dd", .dd, .flow),
    ("details", .details, .flow), ("dir", .dir, .spaced), ("div", .div, .flow), ("dl", .dl, .spaced),
    ("dt", .dt, .flow), ("embed", .embed, .void), ("fieldset", .fieldset, .flow), ("figcaption", .figcaption, .flow),
    ("figure", .figure, .flow), ("font", .font, []), ("footer", .footer, .flow), ("form", .form, .flow),
    ("h1", .h1, .spaced), ("h2", .h2, .spaced), ("h3", .h3, .spaced), ("h4", .h4, .spaced), ("h5", .h5, .spaced),
    ("h6", .h6, .spaced), ("head", .head, []), ("header", .header, .flow), ("hr", .hr, [.void, .block, .endsParagraph]),
    ("html", .html, []), ("iframe", .iframe, [.raw, .silent]), ("img", .img, .void), ("input", .input, .void),
    ("li", .li, .flow), ("link", .link, .void), ("listing", .listing, [.spaced, .preformatted]), ("main", .main, .flow),
    ("menu", .menu, .spaced), ("meta", .meta, .void), ("nav", .nav, .flow), ("noembed", .noembed, [.raw, .silent]),
    ("noframes", .noframes, [.raw, .silent]), ("object", .object, .boundary), ("ol", .ol, .spaced), ("p", .p, .spaced),
    ("param", .param, .void), ("plaintext", .plaintext, .spaced), ("pre", .pre, [.spaced, .preformatted]),
    ("script", .script, [.raw, .silent]), ("section", .section, .flow), ("select", .select, .silent),
    ("source", .source, .void), ("span", .span, []), ("style", .style, [.raw, .silent]), ("summary", .summary, .flow),
    ("svg", .svg, .silent), ("table", .table, [.block, .boundary, .endsParagraph]), ("tbody", .tbody, .block),
    ("td", .td, .boundary), ("template", .template, [.boundary, .silent]), ("a", .a, []),
    ("textarea", .textarea, [.block, .raw, .preformatted]), ("tfoot", .tfoot, .block), ("th", .th, .boundary),
    ("thead", .thead, .block), ("title", .title, [.raw, .silent]), ("tr", .tr, .block), ("track", .track, .void),
    ("ul", .ul, .spaced), ("video", .video, []), ("wbr", .wbr, .void), ("xmp", .xmp, [.spaced, .raw, .preformatted]),
  ]

  static let names = NameTable(known.map { ($0.0, $0.1.rawValue) })

  /// By raw value.
  static let traits: [Traits] = {
    var table = [Traits](repeating: [], count: count)
    for (_, element, traits) in known { table[Int(element.rawValue)] = traits }
    return table
  }()
}

/// Finds short names without making a String of them: the first eight octets in a word, and the length.
struct NameTable: Sendable {
  private var keys = [UInt64](repeating: 0, count: 256)
  private var lengths = [UInt8](repeating: 0, count: 256)
  private var values = [UInt8](repeating: 0, count: 256)

  /// - Parameter names: at most 128, in lower case.
  init(_ names: [(StaticString, UInt8)]) {
    for (name, value) in names {
      var key: UInt64 = 0
      var length = 0
      name.withUTF8Buffer { octets in
        for octet in octets {
          Self.add(octet, to: &key, at: length)
          length += 1
        }
      }
      var slot = Self.slot(key)
      while lengths[slot] != 0 { slot = (slot + 1) & 255 }
      keys[slot] = key
      lengths[slot] = UInt8(truncatingIfNeeded: length)
      values[slot] = value
    }
  }

  /// Adds the octet at `place` of a name, its case taken off.
  static func add(_ octet: UInt8, to key: inout UInt64, at place: Int) {
    if place < 8 { key |= UInt64(octet | 0x20) &<< (UInt64(truncatingIfNeeded: place) &* 8) }
  }

  private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 56) }

  /// The value of a name, 0 where it is not in the table.
  func value(key: UInt64, length: Int) -> UInt8 {
    var slot = Self.slot(key)
    while lengths[slot] != 0 {
      if keys[slot] == key, Int(lengths[slot]) == length { return values[slot] }
      slot = (slot + 1) & 255
    }
    return 0
  }
}
