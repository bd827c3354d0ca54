/// One tag of HTML as byte ranges, read without a dictionary of attributes (WHATWG HTML, 13.2.5).
struct HTMLTag {
  /// Lower case, at most 16 octets: no element that matters here is called longer.
  let name: String
  let isClosing: Bool
  let attributes: Range<Int>
  /// Behind the `>`.
  let end: Int

  /// The tag that starts with the `<` at `start`; nil where none does, or where it never ends.
  ///
  /// - Parameter trustsQuotes: whether a `>` inside quotes is part of a value. Once a tag ran to the end of the text
  ///   because of its quotes they are trusted no more, which keeps reading linear.
  init?(in bytes: [UInt8], at start: Int, trustsQuotes: Bool = true) {
    var index = start + 1
    guard index < bytes.count else { return nil }
    isClosing = bytes[index] == 0x2F
    if isClosing { index += 1 }
    let nameStart = index
    while index < bytes.count, bytes[index].isLetter || bytes[index].isDigit || bytes[index] == ASCII.colon {
      index += 1
    }
    guard index > nameStart, bytes[nameStart].isLetter else { return nil }
    name = bytes[nameStart..<min(index, nameStart + 16)].lowercasedASCIIString
    let attributeStart = index
    var quote: UInt8?
    var isValue = false
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == ASCII.greater {
        attributes = attributeStart..<index
        end = index + 1
        return
      } else if trustsQuotes, isValue, byte == ASCII.quote || byte == 0x27 {
        quote = byte
      }
      if byte == ASCII.equals { isValue = true } else if !byte.isWSP { isValue = false }
      index += 1
    }
    return nil
  }

  /// The value of the attribute `name`, given in lower case, entities undone; nil where it is not there.
  func attribute(_ wanted: StaticString, in bytes: [UInt8]) -> [UInt8]? {
    var index = attributes.lowerBound
    let end = attributes.upperBound
    while index < end {
      while index < end, bytes[index] <= ASCII.space || bytes[index] == 0x2F { index += 1 }
      let nameStart = index
      while index < end, bytes[index] > ASCII.space, bytes[index] != ASCII.equals, bytes[index] != 0x2F { index += 1 }
      let name = bytes[nameStart..<index]
      while index < end, bytes[index] <= ASCII.space { index += 1 }
      var value = index..<index
      if index < end, bytes[index] == ASCII.equals {
        index += 1
        while index < end, bytes[index] <= ASCII.space { index += 1 }
        if index < end, bytes[index] == ASCII.quote || bytes[index] == 0x27 {
          let close = bytes[(index + 1)..<end].firstIndex(of: bytes[index]) ?? end
          value = (index + 1)..<close
          index = min(close + 1, end)
        } else {
          let valueStart = index
          while index < end, bytes[index] > ASCII.space { index += 1 }
          value = valueStart..<index
        }
      } else if name.isEmpty {
        index += 1
      }
      if name.equalsIgnoringCase(wanted) { return HTMLEntities.decoded(bytes[value]) }
    }
    return nil
  }

  /// Whether its reader does not see what it encloses.
  func isHidden(in bytes: [UInt8]) -> Bool {
    guard attributes.count > 5 else { return false }
    if attribute("hidden", in: bytes) != nil { return true }
    guard let style = attribute("style", in: bytes) else { return false }
    let compact = style.filter { $0 > ASCII.space }.lowercasedASCIIString
    return compact.contains("display:none") || compact.contains("visibility:hidden") || compact.contains("mso-hide:all")
      || Self.declarations(of: compact).contains("font-size:0")
      || Self.declarations(of: compact).contains("font-size:0px")
  }

  private static func declarations(of style: String) -> [Substring] { style.split(separator: ";") }

  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]
  /// Elements that start a line of their own.
  static let block: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "caption", "title",
  ]
  /// Elements with an empty line around them.
  static let paragraph: Set<String> = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote"]
  /// Elements whose content is nobody's words.
  static let silent: Set<String> = [
    "script", "style", "title", "template", "noembed", "object", "svg", "textarea", "select", "noframes",
  ]
}
