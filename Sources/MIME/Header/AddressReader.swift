/// Reads an address list (RFC 5322, 3.4), with its obsolete forms (4.4) and the usual faults (RFC 7103, 7.1).
///
/// Encoded words are decoded only after the list is cut up, so none can make an address out of a name.
struct AddressReader {
  /// Most pieces before unquoted commas that one name is put together from: `Doe, John, MD, PhD <j@d>`.
  static let heldLimit = 4

  var addresses: [Address] = []
  var damage: [Damage.Kind] = []

  let fallback: Charset
  var words = EncodedWord.Finder()
  var mailbox = AddressPieces()
  /// Words before unquoted commas, which may be the first half of a name: `Doe, John <j@d>`.
  var held: [AddressPieces] = []
  /// A comment or quoted string that never ends was met; further ones are not looked for, their marks passed over.
  var hasOpenComment = false
  var hasOpenQuote = false
  var isCut = false
  private var isInGroup = false

  init(fallback: Charset) { self.fallback = fallback }

  mutating func read(_ bytes: Span<UInt8>) {
    let wordEnds = Self.wordEnds
    var index = 0
    while index < bytes.count, !isCut {
      switch bytes[index] {
      case ASCII.space, ASCII.tab, ASCII.cr, ASCII.lf: index += 1
      case ASCII.less: index = readAngle(bytes, at: index)
      case ASCII.quote: index = readQuoted(bytes, at: index)
      case ASCII.openParenthesis: index = readComment(bytes, at: index)
      case ASCII.comma:
        finish(bytes, isComma: true)
        index += 1
      case ASCII.semicolon:
        finish(bytes, isComma: false)
        if !isInGroup { damage.note(.invalidAddress) }
        isInGroup = false
        index += 1
      case ASCII.colon where mailbox.angle == nil && mailbox.atCount == 0:
        openGroup(bytes)
        index += 1
      case ASCII.greater:
        damage.note(.invalidAddress)
        index += 1
      default: index = readWord(bytes, at: index, wordEnds)
      }
    }
    if !isCut { finish(bytes, isComma: false) }
    releaseHeld(bytes)
  }

  private static let wordEnds = OctetSet("(\"<>,;: \t\r\n")
  /// What an address between angle brackets is made of where it needs no second look.
  private static let addressEnds = OctetSet("()<>\",;:[]\\ \t\r\n")

  private mutating func readComment(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard !hasOpenComment, let end = Comments.end(in: bytes, from: index) else {
      hasOpenComment = true
      damage.note(.invalidAddress)
      return index + 1
    }
    mailbox.addComment((index + 1)..<(end - 1))
    return end
  }

  /// The place of the quotation mark that ends the string begun at `index`; nil where there is none.
  mutating func endOfQuoted(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    guard !hasOpenQuote else { return nil }
    var place = index + 1
    while place < bytes.count {
      if bytes[place] == ASCII.quote { return place }
      place += bytes[place] == ASCII.backslash ? 2 : 1
    }
    hasOpenQuote = true
    return nil
  }

  private mutating func readQuoted(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard let end = endOfQuoted(bytes, at: index) else {
      damage.note(.invalidAddress)
      return index + 1
    }
    startAnew(bytes)
    mailbox.addWord(index..<(end + 1), in: bytes, isQuoted: true)
    return end + 1
  }

  private mutating func readWord(_ bytes: Span<UInt8>, at start: Int, _ wordEnds: OctetSet) -> Int {
    startAnew(bytes)
    var index = start
    if bytes[index] == ASCII.equals, index + 1 < bytes.count, bytes[index + 1] == ASCII.question,
      let word = words.closedMatch(in: bytes, at: index, amongAddresses: true)
    {
      mailbox.addWord(index..<word.end, in: bytes, isEncoded: true)
      return word.end
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.at { mailbox.atCount += 1 }
      // A colon behind `@` belongs to a literal: `a@[IPv6:...]`.
      if wordEnds.contains(byte), index > start, byte != ASCII.colon || mailbox.atCount == 0 {
        break
      }
      index += 1
    }
    mailbox.addWord(start..<index, in: bytes)
    return index
  }

  private mutating func readAngle(_ bytes: Span<UInt8>, at open: Int) -> Int {
    startAnew(bytes)
    let ends = Self.addressEnds
    var start = open + 1
    var index = start
    while index < bytes.count, !ends.contains(bytes[index]) { index += 1 }
    if index < bytes.count, bytes[index] == ASCII.greater {
      mailbox.setAngle(start..<index, isPlain: true)
      return index + 1
    }
    index = start
    var hasAt = false
    // White space behind the address: another name may start there.
    var gap: Int?
    var isRoute: Bool?
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case ASCII.greater:
        mailbox.setAngle(start..<index, isPlain: false)
        return index + 1
      case ASCII.quote:
        index = endOfQuoted(bytes, at: index) ?? index
      case ASCII.openParenthesis:
        if !hasOpenComment, let end = Comments.end(in: bytes, from: index) {
          index = end - 1
        } else {
          hasOpenComment = true
        }
      case ASCII.less where !hasAt:
        damage.note(.invalidAddress)
        start = index + 1
        isRoute = nil
      case ASCII.less where startsMailto(bytes, at: index + 1):
        // Outlook writes `<a@b<mailto:a@b>>`.
        damage.note(.invalidAddress)
        mailbox.setAngle(start..<index, isPlain: false)
        return (bytes.first(ASCII.greater, in: index..<bytes.count) ?? bytes.count - 1) + 1
      case ASCII.less,
        ASCII.comma where isRoute != true:
        damage.note(.invalidAddress)
        let end = byte == ASCII.less ? gap ?? index : index
        mailbox.setAngle(start..<end, isPlain: false)
        return end
      case ASCII.at:
        hasAt = true
        gap = nil
        if isRoute == nil { isRoute = true }
      case ASCII.colon: isRoute = false
      default:
        if byte.isFieldSpace {
          if hasAt, gap == nil { gap = index }
        } else if isRoute == nil {
          isRoute = false
        }
      }
      index += 1
    }
    damage.note(.invalidAddress)
    mailbox.setAngle(start..<bytes.count, isPlain: false)
    return bytes.count
  }

  private func startsMailto(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    start + 7 <= bytes.count && bytes.holds("mailto:", in: start..<(start + 7))
  }

  /// `mailto:a@b`, or the name of a group. The group itself leaves no trace; nested ones, which are illegal, need no
  /// depth (CVE-2025-14874 of nodemailer, GMime's crash).
  private mutating func openGroup(_ bytes: Span<UInt8>) {
    if isInGroup { damage.note(.invalidAddress) }
    isInGroup = true
    mailbox = AddressPieces()
    releaseHeld(bytes)
  }

  /// A mailbox that follows another without a comma.
  private mutating func startAnew(_ bytes: Span<UInt8>) {
    guard mailbox.angle != nil else { return }
    finish(bytes, isComma: false)
    mailbox.lacksSeparator = true
  }
}
