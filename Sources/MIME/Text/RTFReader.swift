/// Reads RTF from start to end: groups, control words and text.
struct RTFReader {
  private enum Word: UInt8 {
    case none, par, tab, unicode, unicodeCount, binary, codePage, font, fontCharset, defaultFont, plain, mac, pc, pca
    case hidden, deleted, skipped, fontTable, fromHTML, htmlTag, htmlRTF, leftQuote, rightQuote, leftDouble
    case rightDouble, bullet, enDash, emDash, space, keptOpen

    static let names = NameTable([
      ("par", par.rawValue), ("line", par.rawValue), ("sect", par.rawValue), ("page", par.rawValue),
      ("row", par.rawValue), ("nestrow", par.rawValue), ("softline", par.rawValue), ("column", par.rawValue),
      ("tab", tab.rawValue), ("cell", tab.rawValue), ("nestcell", tab.rawValue), ("u", unicode.rawValue),
      ("uc", unicodeCount.rawValue), ("bin", binary.rawValue), ("ansicpg", codePage.rawValue), ("f", font.rawValue),
      ("fcharset", fontCharset.rawValue), ("deff", defaultFont.rawValue), ("plain", plain.rawValue),
      ("mac", mac.rawValue), ("pc", pc.rawValue), ("pca", pca.rawValue), ("v", hidden.rawValue),
      ("deleted", deleted.rawValue), ("fonttbl", fontTable.rawValue), ("colortbl", skipped.rawValue),
      ("stylesheet", skipped.rawValue), ("info", skipped.rawValue), ("pict", skipped.rawValue),
      ("objdata", skipped.rawValue), ("objclass", skipped.rawValue), ("header", skipped.rawValue),
      ("headerl", skipped.rawValue), ("headerr", skipped.rawValue), ("headerf", skipped.rawValue),
      ("footer", skipped.rawValue), ("footerl", skipped.rawValue), ("footerr", skipped.rawValue),
      ("footerf", skipped.rawValue), ("nonshppict", skipped.rawValue), ("fldinst", skipped.rawValue),
      ("xe", skipped.rawValue), ("tc", skipped.rawValue), ("filetbl", skipped.rawValue),
      ("revtbl", skipped.rawValue), ("listtable", skipped.rawValue), ("fromhtml", fromHTML.rawValue),
      ("htmltag", htmlTag.rawValue), ("htmlrtf", htmlRTF.rawValue), ("lquote", leftQuote.rawValue),
      ("rquote", rightQuote.rawValue), ("ldblquote", leftDouble.rawValue), ("rdblquote", rightDouble.rawValue),
      ("bullet", bullet.rawValue), ("endash", enDash.rawValue), ("emdash", emDash.rawValue),
      ("emspace", space.rawValue), ("enspace", space.rawValue), ("qmspace", space.rawValue),
      ("pntext", keptOpen.rawValue), ("listtext", keptOpen.rawValue),
    ])
  }

  private struct Group {
    var isSkipped = false
    var isFontTable = false
    /// What Outlook adds for those who read the RTF and not the HTML in it.
    var isRTFOnly = false
    var isHidden = false
    /// How many characters stand behind `\u` for those who do not know it.
    var unicodeCount = 1
    /// 0 for the one of the document.
    var codePage = 0
  }

  private let words = Word.names
  private var index = 0
  private var group = Group()
  private var outer: [Group] = []
  /// Groups open that were not kept for there being too many.
  private var overflowing = 0
  private var documentPage = 1_252
  private var defaultFont = 0
  private var fontPages: [Int: Int] = [:]
  private var tableFont = 0
  private var isHTML = false
  private var result: [UInt8] = []
  /// Octets of the current code page that were not decoded yet.
  private var pending: [UInt8] = []
  private var isPendingASCII = true
  private var pendingPage = 0
  /// Characters still to be passed over behind a `\u`.
  private var skippedCharacters = 0
  private var highSurrogate: UInt32?
  /// The next control word names a destination that may be passed over.
  private var isIgnorable = false

  var content: RTFText.Content { isHTML ? .html(result) : .text(result) }

  mutating func read(_ bytes: Span<UInt8>) {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x7B:
        index += 1
        openGroup()
      case 0x7D:
        index += 1
        closeGroup()
      case ASCII.backslash: readControl(bytes)
      case ASCII.lf, ASCII.cr, 0:
        index += 1
      default:
        index += 1
        take(byte)
      }
    }
    flush()
    if !isHTML, let last = result.last, last != ASCII.lf { result.append(ASCII.lf) }
  }

  private mutating func openGroup() {
    skippedCharacters = 0
    isIgnorable = false
    if outer.count < RTFText.depthLimit { outer.append(group) } else { overflowing += 1 }
  }

  private mutating func closeGroup() {
    skippedCharacters = 0
    isIgnorable = false
    if overflowing > 0 {
      overflowing -= 1
    } else if let last = outer.popLast() {
      group = last
    }
  }

  // MARK: Text

  private var isWritten: Bool { !group.isSkipped && !group.isHidden && !(isHTML && group.isRTFOnly) }

  /// An octet of text in the current code page.
  private mutating func take(_ byte: UInt8) {
    if skippedCharacters > 0 {
      skippedCharacters -= 1
      return
    }
    guard isWritten else { return }
    let page = group.codePage == 0 ? documentPage : group.codePage
    if page != pendingPage {
      flush()
      pendingPage = page
    }
    if byte >= 0x80 { isPendingASCII = false }
    pending.append(byte)
  }

  private mutating func flush() {
    highSurrogate = nil
    guard !pending.isEmpty else { return }
    result += isPendingASCII ? pending : RTFText.decoded(pending, codePage: pendingPage)
    pending.removeAll(keepingCapacity: true)
    isPendingASCII = true
  }

  private mutating func write(_ words: StaticString) {
    guard isWritten else { return }
    flush()
    words.withUTF8Buffer { result.append(contentsOf: $0) }
  }

  private mutating func take(unicode number: Int) {
    skippedCharacters = group.unicodeCount
    guard isWritten else { return }
    let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
    // Some writers give whole code points.
    let value = number > 0xFFFF && number <= 0x10FFFF ? UInt32(number) : unit
    let high = highSurrogate
    flush()
    if value >= 0xD800, value < 0xDC00 {
      highSurrogate = value
    } else if let high, value >= 0xDC00, value < 0xE000 {
      result.append(scalar: 0x10000 + (high - 0xD800) << 10 + (value - 0xDC00))
    } else if value >= 0x20 {
      result.append(scalar: value)
    }
  }

  // MARK: Control words

  private mutating func readControl(_ bytes: Span<UInt8>) {
    index += 1
    guard index < bytes.count else { return }
    let byte = bytes[index]
    guard byte.isLetter else {
      index += 1
      readSymbol(byte, bytes)
      return
    }
    var key: UInt64 = 0
    let start = index
    // 32: the longest control word there may be.
    while index < bytes.count, bytes[index].isLetter, index - start < 32 {
      NameTable.add(bytes[index], to: &key, at: index - start)
      index += 1
    }
    let length = index - start
    var number: Int?
    let isNegative = index + 1 < bytes.count && bytes[index] == ASCII.hyphen && bytes[index + 1].isDigit
    if isNegative { index += 1 }
    let digits = index
    // Ten digits: enough for 32 bits, and no overflow.
    while index < bytes.count, bytes[index].isDigit, index - digits < 10 {
      number = (number ?? 0) * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    if isNegative { number = number.map { -$0 } }
    if index < bytes.count, bytes[index] == ASCII.space { index += 1 }
    let word = Word(rawValue: words.value(key: key, length: length)) ?? .none
    if skippedCharacters > 0, word != .unicode, word != .binary {
      skippedCharacters -= 1
      return
    }
    if isIgnorable {
      isIgnorable = false
      if word != .htmlTag, word != .keptOpen { group.isSkipped = true }
    }
    take(word, number, bytes.count)
  }

  private mutating func readSymbol(_ byte: UInt8, _ bytes: Span<UInt8>) {
    switch byte {
    case 0x27:
      guard index + 1 < bytes.count, let high = bytes[index].hexValue, let low = bytes[index + 1].hexValue
      else { return }
      index += 2
      take(high << 4 | low)
    case ASCII.backslash, 0x7B, 0x7D: take(byte)
    case 0x2A: isIgnorable = true
    case 0x7E: if isHTML { write("&nbsp;") } else { put(ASCII.space) }
    case ASCII.underscore: put(ASCII.hyphen)
    case ASCII.lf, ASCII.cr: put(ASCII.lf)
    default: break
    }
  }

  private mutating func take(_ word: Word, _ number: Int?, _ count: Int) {
    switch word {
    case .none, .keptOpen: break
    case .par: put(ASCII.lf)
    case .tab: put(ASCII.tab)
    case .space: put(ASCII.space)
    case .unicode: if let number { take(unicode: number) }
    // 10: no writer gives more than two.
    case .unicodeCount: group.unicodeCount = min(max(number ?? 1, 0), 10)
    case .binary:
      let length = max(number ?? 0, 0)
      index = length < count - index ? index + length : count
    case .codePage: documentPage = number ?? documentPage
    case .mac: documentPage = 10_000
    case .pc: documentPage = 437
    case .pca: documentPage = 850
    case .font:
      let font = number ?? 0
      if group.isFontTable { tableFont = font } else { group.codePage = fontPages[font] ?? 0 }
    case .fontCharset:
      if group.isFontTable, fontPages.count < RTFText.fontLimit {
        fontPages[tableFont] = RTFText.codePage(ofFontCharset: number ?? 0)
      }
    case .defaultFont: defaultFont = number ?? 0
    case .plain:
      group.isHidden = false
      group.codePage = fontPages[defaultFont] ?? 0
    case .hidden, .deleted: group.isHidden = number != 0
    case .skipped: group.isSkipped = true
    case .fontTable:
      group.isSkipped = true
      group.isFontTable = true
    case .fromHTML: isHTML = number != 0
    case .htmlTag: group.isRTFOnly = !isHTML
    case .htmlRTF: group.isRTFOnly = number != 0
    case .leftQuote: write("‘")
    case .rightQuote: write("’")
    case .leftDouble: write("“")
    case .rightDouble: write("”")
    case .bullet: write("•")
    case .enDash: write("–")
    case .emDash: write("—")
    }
  }

  private mutating func put(_ byte: UInt8) {
    guard isWritten else { return }
    flush()
    result.append(byte)
  }
}
