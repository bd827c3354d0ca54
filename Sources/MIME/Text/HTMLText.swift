/// HTML as a person would read it, in plain text: blocks as lines, quotes with `> `, links as `text <url>`.
///
/// One pass, no tree and no recursion. Nothing is fetched, and nothing of style is read but what hides text.
struct HTMLText {
  /// Most links whose address is written out (Zammad refuses mail with more than 5,000).
  static let linkLimit = 5_000
  /// Longest address of a link that is written out, in bytes: what browsers show.
  static let addressLimit = 2_000

  private(set) var text = ""
  /// Whether something was left out because its reader was not to see it.
  private(set) var leftOutHidden = false

  private let bytes: [UInt8]
  private var index = 0
  private var page = TextPage()
  /// The element whose content is left out, and how many of its name are open within.
  private var hidden: (name: String, depth: Int)?
  private var link: (address: [UInt8], start: Int)?
  private var linkCount = 0
  private var hasUnendedComment = false
  private var trustsQuotes = true
  /// Some `>` is still to come.
  private var hasTagEnd = true

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    read()
    text = page.finish()
  }

  private mutating func read() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.less {
        readMarkup()
      } else if byte == 0x26, let found = HTMLEntities.match(in: bytes[...], at: index) {
        if hidden == nil { page.append(scalar: found.scalar) }
        index = found.end
      } else {
        if hidden == nil { page.append(byte) } else if byte > ASCII.space { leftOutHidden = true }
        index += 1
      }
    }
    closeLink()
  }

  private mutating func readMarkup() {
    guard index + 1 < bytes.count else {
      if hidden == nil { page.append(bytes[index]) }
      index += 1
      return
    }
    let next = bytes[index + 1]
    if next == 0x21 || next == ASCII.question {
      skipDeclaration()
    } else if let tag = nextTag() {
      index = tag.end
      take(tag)
    } else {
      // A `<` that opens nothing: a person's "less than", or an end cut off.
      if hidden == nil { page.append(bytes[index]) }
      index += 1
    }
  }

  private mutating func nextTag() -> HTMLTag? {
    let start = bytes[index + 1] == 0x2F ? index + 2 : index + 1
    guard hasTagEnd, start < bytes.count, bytes[start].isLetter else { return nil }
    if trustsQuotes {
      if let tag = HTMLTag(in: bytes, at: index) { return tag }
      trustsQuotes = false
    }
    let tag = HTMLTag(in: bytes, at: index, trustsQuotes: false)
    if tag == nil { hasTagEnd = false }
    return tag
  }

  private mutating func skipDeclaration() {
    if bytes[index...].starts(with: "<!--".utf8), !hasUnendedComment {
      var place = index + 4
      while place + 2 < bytes.count {
        if bytes[place] == ASCII.hyphen, bytes[place + 1] == ASCII.hyphen, bytes[place + 2] == ASCII.greater {
          index = place + 3
          return
        }
        place += 1
      }
      hasUnendedComment = true
    }
    index = (bytes[index...].firstIndex(of: ASCII.greater) ?? bytes.count - 1) + 1
  }

  private mutating func take(_ tag: HTMLTag) {
    let name = tag.name
    if let current = hidden {
      if name == current.name {
        let depth = current.depth + (tag.isClosing ? -1 : 1)
        hidden = depth == 0 ? nil : (name, depth)
        // A paragraph or list item ends where the next one starts.
        if !tag.isClosing, name == "p" || name == "li" || name == "td" || name == "tr" { hidden = nil }
        if hidden == nil, !tag.isClosing { take(tag) }
      }
      return
    }
    if HTMLTag.silent.contains(name) {
      if !tag.isClosing { skipContent(of: name) }
      return
    }
    if !tag.isClosing, !HTMLTag.void.contains(name), tag.isHidden(in: bytes) {
      hidden = (name, 1)
      return
    }
    switch name {
    case "br": page.breakLine()
    case "a":
      closeLink()
      if !tag.isClosing, let address = tag.attribute("href", in: bytes) { link = (address, page.mark) }
    case "td", "th": if tag.isClosing { page.endCell() }
    case "blockquote":
      page.startBlock(emptyLine: true)
      page.quoteDepth += tag.isClosing ? -1 : 1
    case "pre":
      page.startBlock(emptyLine: true)
      page.preformattedDepth += tag.isClosing ? -1 : 1
    case "ol", "ul":
      page.startBlock(emptyLine: page.listDepth == (tag.isClosing ? 1 : 0))
      if tag.isClosing { page.endList() } else { page.startList(isNumbered: name == "ol") }
    case "li":
      page.startBlock(emptyLine: false)
      if !tag.isClosing { page.startItem() }
    default:
      if HTMLTag.block.contains(name) { page.startBlock(emptyLine: HTMLTag.paragraph.contains(name)) }
    }
  }

  /// Passes over the content of `script`, `style` and their like, up to the closing tag or the end.
  private mutating func skipContent(of name: String) {
    let wanted = Array("</\(name)".utf8)
    while index < bytes.count {
      guard let open = bytes[index...].firstIndex(of: ASCII.less) else { break }
      let end = open + wanted.count
      if end <= bytes.count, zip(bytes[open..<end], wanted).allSatisfy({ $0.lowercasedASCII == $1 }) {
        index = (bytes[end...].firstIndex(of: ASCII.greater) ?? bytes.count - 1) + 1
        return
      }
      index = open + 1
    }
    index = bytes.count
  }

  private mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    linkCount += 1
    guard linkCount <= Self.linkLimit, open.address.count <= Self.addressLimit else { return }
    let shown = page.text(since: open.start)
    let address = open.address.filter { $0 > ASCII.space && $0 != ASCII.less && $0 != ASCII.greater && $0 != 0x7F }
    let isFollowed = ["http://", "https://", "mailto:", "tel:"] as [StaticString]
    guard !shown.isEmpty, isFollowed.contains(where: { address.startsIgnoringCase($0) }) else { return }
    guard Self.essence(of: shown) != Self.essence(of: address) else { return }
    page.append(ASCII.space)
    page.append(ASCII.less)
    for byte in address { page.append(byte) }
    page.append(ASCII.greater)
  }

  /// What tells one address from another: without scheme, `www.`, last slash and case.
  private static func essence(of address: [UInt8]) -> [UInt8] {
    var rest = address.filter { $0 > ASCII.space }.map(\.lowercasedASCII)[...]
    for prefix in ["http://", "https://", "mailto:", "tel:", "www."] where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    if rest.last == 0x2F { rest = rest.dropLast() }
    return Array(rest)
  }

  /// The charset that a `meta` element in the first 1,024 octets names (WHATWG HTML, 13.2.3.2).
  static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(1_024))
    var index = 0
    while let open = head[index...].firstIndex(of: ASCII.less) {
      index = open + 1
      guard head[index...].startsIgnoringCase("meta"), let tag = HTMLTag(in: head, at: open) else { continue }
      if let charset = tag.attribute("charset", in: head) { return String(decoding: charset, as: UTF8.self) }
      if let content = tag.attribute("content", in: head), let charset = ParameterizedValue(content)["charset"] {
        return charset
      }
    }
    return nil
  }
}
