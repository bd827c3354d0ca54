/// How an element is shown, as far as it decides what is read; passed on to the elements within it.
struct HTMLVisibility: OptionSet {
  let rawValue: UInt8
  /// Shown by nothing within it: `display:none`, no opacity, no height.
  static let removed = HTMLVisibility(rawValue: 1)
  /// Letters of at most a pixel. Layout tables set this and their cells take it back.
  static let tiny = HTMLVisibility(rawValue: 2)
  static let invisible = HTMLVisibility(rawValue: 4)
  /// Letters in the colour of what is behind them.
  static let inkOfPaper = HTMLVisibility(rawValue: 8)
  /// Nobody's words: what a drawing or a choice box is made of.
  static let silent = HTMLVisibility(rawValue: 16)
  /// Spaces and line ends count.
  static let preformatted = HTMLVisibility(rawValue: 32)

  static let unseen: HTMLVisibility = [.removed, .tiny, .invisible, .inkOfPaper]
  var isUnseen: Bool { rawValue & Self.unseen.rawValue != 0 }
}

/// The declarations of a `style` attribute that matter for reading (CSS 2.2).
///
/// `mso-hide:all` is not among them: only Outlook obeys it, and it stands on the buttons that everybody else sees.
struct HTMLStyle {
  private(set) var sets: HTMLVisibility = []
  private(set) var clears: HTMLVisibility = []
  /// It says how to display the element, and not that it is not.
  private(set) var isDisplayed = false
  private(set) var hasNoMargin = false
  private(set) var hasNoBorder = false
  /// The line that Outlook draws above the header block of the mail it answers.
  var isHeaderRule: Bool { hasTopRule && hasRulePadding }
  /// At most one pixel wide and high.
  var isPixel: Bool { isNarrow && isLow }

  private var hasTopRule = false
  private var hasRulePadding = false
  private var isNarrow = false
  private var isLow = false
  private var isClipped = false
  private var isFlat = false
  private var ink: UInt32?
  private var paper: UInt32?

  init() {}

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let nameStart = index
      var colon = -1
      while index < range.upperBound, bytes[index] != ASCII.semicolon {
        if colon < 0, bytes[index] == ASCII.colon { colon = index }
        index += 1
      }
      if colon >= 0 { declare(bytes, Self.trimmed(bytes, nameStart..<colon), Self.trimmed(bytes, (colon + 1)..<index)) }
      index += 1
    }
    if isClipped, isFlat { sets.insert(.removed) }
    settleColours()
  }

  /// Colours given by the attributes `color` and `bgcolor` count where the style gives none.
  mutating func addColours(_ bytes: Span<UInt8>, ink: Range<Int>?, paper: Range<Int>?) {
    if let ink, self.ink == nil { self.ink = HTMLColour.value(bytes, Self.trimmed(bytes, ink)) }
    if let paper, self.paper == nil { self.paper = HTMLColour.value(bytes, Self.trimmed(bytes, paper)) }
    settleColours()
  }

  private mutating func settleColours() {
    guard ink != nil || paper != nil else { return }
    if ink == paper { sets.insert(.inkOfPaper) } else { clears.insert(.inkOfPaper) }
  }

  /// What an element shows that stands in one that shows `outer`.
  func applied(to outer: HTMLVisibility) -> HTMLVisibility { outer.subtracting(clears).union(sets) }

  private enum Property: UInt8 {
    case none, display, visibility, size, font, opacity, maxHeight, height, width, overflow, ink, paper, space, margin
    case border, rule, padding, indent

    static let names = NameTable([
      ("display", display.rawValue), ("visibility", visibility.rawValue), ("font-size", size.rawValue),
      ("font", font.rawValue), ("opacity", opacity.rawValue), ("max-height", maxHeight.rawValue),
      ("height", height.rawValue), ("width", width.rawValue), ("overflow", overflow.rawValue), ("color", ink.rawValue),
      ("background", paper.rawValue), ("background-color", paper.rawValue), ("white-space", space.rawValue),
      ("margin", margin.rawValue), ("border", border.rawValue), ("border-top", rule.rawValue),
      ("padding", padding.rawValue), ("text-indent", indent.rawValue), ("left", indent.rawValue),
    ])
  }
  private static let properties = Property.names

  private mutating func declare(_ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>) {
    guard !value.isEmpty, name.count < 17 else { return }
    var key: UInt64 = 0
    for index in name { NameTable.add(bytes[index], to: &key, at: index - name.lowerBound) }
    switch Property(rawValue: Self.properties.value(key: key, length: name.count)) ?? .none {
    case .none: break
    case .display:
      if bytes.starts(with: "none", at: value) { sets.insert(.removed) } else { isDisplayed = true }
    case .visibility:
      if bytes.starts(with: "hidden", at: value) || bytes.starts(with: "collapse", at: value) {
        sets.insert(.invisible)
      } else if bytes.starts(with: "visible", at: value) {
        sets.remove(.invisible)
        clears.insert(.invisible)
      }
    case .size:
      if let size = Self.length(bytes, value), size <= 1 {
        sets.insert(.tiny)
      } else if !bytes.starts(with: "inherit", at: value) {
        sets.remove(.tiny)
        clears.insert(.tiny)
      }
    case .font: if Self.hasDigitAboveZero(bytes, value) { clears.insert(.tiny) }
    case .opacity: if Self.length(bytes, value) == 0 { sets.insert(.removed) }
    case .maxHeight: if Self.length(bytes, value) == 0 { sets.insert(.removed) }
    case .height:
      let height = Self.length(bytes, value)
      isFlat = isFlat || height == 0
      isLow = (height ?? 2) <= 1
    case .width:
      let width = Self.length(bytes, value)
      isFlat = isFlat || width == 0
      isNarrow = (width ?? 2) <= 1
    case .overflow: isClipped = bytes.starts(with: "hidden", at: value)
    case .ink: ink = HTMLColour.value(bytes, value)
    case .paper: paper = HTMLColour.value(bytes, value)
    case .space:
      if bytes.starts(with: "pre", at: value) { sets.insert(.preformatted) } else { clears.insert(.preformatted) }
    case .margin: hasNoMargin = !Self.hasDigitAboveZero(bytes, value)
    case .border: hasNoBorder = bytes.starts(with: "none", at: value) || bytes.starts(with: "0", at: value)
    case .rule: hasTopRule = bytes.starts(with: "solid", at: value)
    case .padding: hasRulePadding = bytes.starts(with: "3.0pt 0", at: value) || bytes.starts(with: "3pt 0", at: value)
    case .indent: if let indent = Self.length(bytes, value), indent < -990 { sets.insert(.removed) }
    }
  }

  /// The number a value starts with, cut to three places; one in a larger unit or a share of something else (`in`,
  /// `vw`, `em`, `%`) counts only where it is next to nothing. nil where it starts with none.
  private static func length(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let isNegative = index < range.upperBound && bytes[index] == ASCII.hyphen
    if isNegative { index += 1 }
    var value = 0.0
    var scale = 0.0
    let start = index
    while index < range.upperBound, index - start < 9 {
      let byte = bytes[index]
      if byte.isDigit {
        if scale == 0 { value = value * 10 + Double(byte - 0x30) } else { value += Double(byte - 0x30) * scale }
        scale /= 10
      } else if byte == ASCII.dot, scale == 0 {
        scale = 0.1
      } else {
        break
      }
      index += 1
    }
    guard index > start else { return nil }
    let unit = index < range.upperBound ? bytes[index] | 0x20 : 0
    // Points, pixels and millimetres are taken as they stand; of all other units one is more than a letter is high.
    let isShare = unit == 0x25 || unit >= 0x61 && unit <= 0x7A && unit != 0x70 && unit != 0x6D
    if isShare, value > 0.05 { value = max(value, 16) }
    return isNegative ? -value : value
  }

  private static func hasDigitAboveZero(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] > 0x30 && bytes[index] <= 0x39 { return true }
    return false
  }

  static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower] <= ASCII.space { lower += 1 }
    while upper > lower, bytes[upper - 1] <= ASCII.space { upper -= 1 }
    return lower..<upper
  }
}

/// Colours as far as two can be told to be the same (CSS Color 3, 4).
enum HTMLColour {
  /// 24 bits of red, green, blue; a mark of its own for a name or for what is not understood; nil for none at all.
  static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
    // What is behind the letters is a picture or a shading, whatever colour stands in for it.
    for index in range.dropFirst(3) where bytes[index] == ASCII.openParenthesis {
      let isGradient = bytes[index - 1] | 0x20 == 0x74
      if isGradient || bytes.starts(with: "url(", at: (index - 3)..<range.upperBound) { return nil }
    }
    if bytes.starts(with: "white", at: range) { return 0xFFFFFF }
    if bytes.starts(with: "black", at: range) { return 0 }
    for none in ["transparent", "inherit", "none", "initial", "url("] as [StaticString]
    where bytes.starts(with: none, at: range) {
      return nil
    }
    if bytes.starts(with: "rgb(", at: range) { return channels(bytes, (range.lowerBound + 4)..<range.upperBound) }
    guard let first = range.first else { return nil }
    var index = bytes[first] == 0x23 ? first + 1 : first
    let digits = index
    var value: UInt32 = 0
    while index < range.upperBound, index - digits < 6, let digit = bytes[index].hexValue {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    if index - digits == 6 { return value }
    if index - digits == 3, bytes[first] == 0x23 {
      return (value & 0xF00) * 0x1100 | (value & 0xF0) * 0x110 | (value & 0xF) * 0x11
    }
    var hash: UInt32 = 0x811C_9DC5
    for index in range where bytes[index] > ASCII.space && bytes[index] != 0x21 {
      hash = (hash ^ UInt32(bytes[index] | 0x20)) &* 0x0100_0193
    }
    return hash | 0x8000_0000
  }

  private static func channels(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var value: UInt32 = 0
    var channel: UInt32 = 0
    var count = 0
    for index in range {
      let byte = bytes[index]
      if byte.isDigit {
        channel = min(channel * 10 + UInt32(byte - 0x30), 255)
      } else if byte == ASCII.comma || byte == ASCII.closeParenthesis {
        value = value << 8 | channel
        channel = 0
        count += 1
        if count == 3 { break }
      }
    }
    return value
  }
}

extension Span where Element == UInt8 {
  /// Whether the octets of `range` begin with `text` but for the case of ASCII letters; `text` is in lower case.
  func starts(with text: StaticString, at range: Range<Int>) -> Bool {
    guard text.hasPointerRepresentation, range.count >= text.utf8CodeUnitCount else { return false }
    var place = range.lowerBound
    for octet in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
      guard self[place].lowercasedASCII == octet else { return false }
      place += 1
    }
    return true
  }
}
