/// One tag of HTML as byte ranges, read without a dictionary of attributes (WHATWG HTML, 13.2.5.6 to 13.2.5.40).
struct HTMLTag {
  /// The attributes that say something about the text.
  enum Attribute: UInt8 {
    case none, style, id, classes, href, src, alt, hidden, type, start, value, width, height, color, bgcolor, name
    case marker, smartmail, charset, content

    static let count = Int(content.rawValue) + 1
    static let names = NameTable([
      ("style", style.rawValue), ("id", id.rawValue), ("class", classes.rawValue), ("href", href.rawValue),
      ("src", src.rawValue), ("alt", alt.rawValue), ("hidden", hidden.rawValue), ("type", type.rawValue),
      ("start", start.rawValue), ("value", value.rawValue), ("width", width.rawValue), ("height", height.rawValue),
      ("color", color.rawValue), ("bgcolor", bgcolor.rawValue), ("name", name.rawValue),
      ("data-marker", marker.rawValue), ("data-smartmail", smartmail.rawValue), ("charset", charset.rawValue),
      ("content", content.rawValue),
    ])
  }

  /// What a `<` turned out to be.
  enum Outcome {
    case tag
    /// A person's "less than", or an address between `<` and `>`.
    case text
    /// It never ends.
    case unended
  }

  private(set) var element = HTMLElement.unknown
  private(set) var isClosing = false
  /// Behind the `>`.
  private(set) var end = 0
  /// A bit for each attribute that is there.
  private var present: UInt32 = 0
  private var values = [Range<Int>](repeating: 0..<0, count: Attribute.count)
  private let elements = HTMLElement.names
  private let attributes = Attribute.names

  var hasAttributes: Bool { present != 0 }

  /// Where the value of an attribute stands; nil where it has none. The first of several counts.
  subscript(_ attribute: Attribute) -> Range<Int>? {
    present & (1 &<< UInt32(attribute.rawValue)) != 0 ? values[Int(attribute.rawValue)] : nil
  }

  /// The value of an attribute with references undone.
  func text(_ attribute: Attribute, in bytes: Span<UInt8>) -> [UInt8]? {
    self[attribute].map { HTMLEntities.standard.decoded(bytes, $0) }
  }

  /// The value of an attribute that is a whole number, `px` and what else follows it passed over.
  func number(_ attribute: Attribute, in bytes: Span<UInt8>) -> Int? {
    guard let range = self[attribute] else { return nil }
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] <= ASCII.space { index += 1 }
    let digits = index
    var value = 0
    // Nine digits: no overflow, and no list is longer.
    while index < range.upperBound, bytes[index].isDigit, index - digits < 9 {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    return index > digits ? value : nil
  }

  /// Reads the tag that starts with the `<` at `start`.
  ///
  /// - Parameter trustsQuotes: whether a `>` inside quotes is part of a value. Once a tag ran to the end of the text
  ///   because of its quotes they are trusted no more, which keeps reading linear.
  mutating func read(_ bytes: Span<UInt8>, at start: Int, trustsQuotes: Bool = true) -> Outcome {
    let count = bytes.count
    var index = start + 1
    isClosing = index < count && bytes[index] == 0x2F
    if isClosing { index += 1 }
    guard index < count, bytes[index].isLetter else { return .text }
    var key: UInt64 = 0
    let nameStart = index
    var hasOpening = false
    while index < count {
      let byte = bytes[index]
      if byte <= ASCII.space || byte == ASCII.greater || byte == 0x2F { break }
      // `<ann@example.org>` and `<https://example.org>` are somebody's words, whatever the standard says.
      if byte == ASCII.at, !hasOpening { return .text }
      if byte == ASCII.less { hasOpening = true }
      NameTable.add(byte, to: &key, at: index - nameStart)
      index += 1
    }
    guard index < count else { return .unended }
    if bytes[index] == 0x2F, bytes[index - 1] == ASCII.colon, !hasOpening { return .text }
    element = HTMLElement(rawValue: elements.value(key: key, length: index - nameStart)) ?? .unknown
    return readAttributes(bytes, from: index, trustsQuotes: trustsQuotes)
  }

  private mutating func readAttributes(_ bytes: Span<UInt8>, from start: Int, trustsQuotes: Bool) -> Outcome {
    present = 0
    let count = bytes.count
    var index = start
    while true {
      while index < count, bytes[index] <= ASCII.space || bytes[index] == 0x2F { index += 1 }
      guard index < count else { return .unended }
      if bytes[index] == ASCII.greater {
        end = index + 1
        return .tag
      }
      // An `=` that comes first belongs to the name.
      var key = UInt64(bytes[index] | 0x20)
      var shift: UInt64 = 8
      let nameStart = index
      index += 1
      while index < count {
        let byte = bytes[index]
        // Letters first: nearly all octets of names are.
        if byte < 0x40, byte <= ASCII.space || byte == ASCII.equals || byte == ASCII.greater || byte == 0x2F { break }
        if shift < 64 {
          key |= UInt64(byte | 0x20) &<< shift
          shift += 8
        }
        index += 1
      }
      let length = index - nameStart
      while index < count, bytes[index] <= ASCII.space { index += 1 }
      var value = index..<index
      if index < count, bytes[index] == ASCII.equals {
        index += 1
        while index < count, bytes[index] <= ASCII.space { index += 1 }
        guard index < count else { return .unended }
        let mark = bytes[index]
        if trustsQuotes, mark == ASCII.quote || mark == 0x27 {
          let valueStart = index + 1
          index = valueStart
          while index < count, bytes[index] != mark { index += 1 }
          guard index < count else { return .unended }
          value = valueStart..<index
          index += 1
        } else {
          let valueStart = index
          while index < count, bytes[index] > ASCII.space, bytes[index] != ASCII.greater { index += 1 }
          value = valueStart..<index
        }
      }
      let name = attributes.value(key: key, length: length)
      if name != 0, present & (1 &<< UInt32(name)) == 0 {
        present |= 1 &<< UInt32(name)
        values[Int(name)] = value
      }
    }
  }
}

extension HTMLTag {
  /// Whether `</` at `start` begins the closing tag of `element`; reads the name only.
  static func isClosing(_ wanted: HTMLElement, _ bytes: Span<UInt8>, at start: Int) -> Bool {
    var key: UInt64 = 0
    let nameStart = start + 2
    var index = nameStart
    // No element that is known is called longer.
    while index < bytes.count, index - nameStart < 11, bytes[index].isLetter || bytes[index].isDigit {
      NameTable.add(bytes[index], to: &key, at: index - nameStart)
      index += 1
    }
    return HTMLElement.names.value(key: key, length: index - nameStart) == wanted.rawValue
  }
}
