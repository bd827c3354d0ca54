/// Reads an address list (RFC 5322, 3.4), with its obsolete forms (4.4) and the usual faults (RFC 7103, 7.1).
///
/// Encoded words are decoded only after the list is cut up, so none can make an address out of a name.
struct AddressList {
  /// Most addresses read from one field: a list of 100,000 costs others minutes (Dovecot, CVE-2024-23184).
  static let addressLimit = 1_000

  private(set) var addresses: [Address] = []
  private(set) var hasInvalid = false
  private(set) var isCut = false

  private let bytes: [UInt8]
  private let lastClose: Int
  private var index = 0
  private var mailbox = Mailbox()
  /// Words before an unquoted comma, which may be the first half of a name: `Doe, John <j@d>`.
  private var heldBack: [UInt8] = []
  /// A quoted string that never ends was met; further quotes are passed over.
  private var hasOpenQuote = false

  /// - Parameter value: unfolded, not decoded.
  init(_ value: String) {
    bytes = Array(value.utf8)
    lastClose = EncodedWord.lastClose(in: bytes)
    read()
  }

  private mutating func read() {
    // A comment that never ends makes the rest of the field one; looked for only once.
    var hasOpenComment = false
    while index < bytes.count, !isCut {
      let byte = bytes[index]
      switch byte {
      case ASCII.openParenthesis:
        if !hasOpenComment, let end = Comments.end(in: bytes, from: index) {
          mailbox.comment = Array(bytes[(index + 1)..<(end - 1)])
          mailbox.appendSpace()
          index = end
        } else {
          hasOpenComment = true
          hasInvalid = true
          index += 1
        }
      case ASCII.quote: readQuoted()
      case ASCII.less: readAngle()
      case ASCII.greater: index += 1
      case ASCII.comma, ASCII.semicolon:
        finish(isComma: byte == ASCII.comma)
        index += 1
      case ASCII.colon where !mailbox.hasAngle && !mailbox.words.contains(ASCII.at):
        // `mailto:a@b`, or the name of a group. The group itself leaves no trace; nested ones need no depth.
        mailbox = Mailbox()
        heldBack = []
        index += 1
      case ASCII.space, ASCII.tab, ASCII.cr, ASCII.lf:
        mailbox.appendSpace()
        index += 1
      default: readWord()
      }
    }
    finish(isComma: false)
    if !heldBack.isEmpty { takeBareLocalPart(heldBack) }
  }

  private mutating func startAnew() {
    guard mailbox.hasAngle else { return }
    finish(isComma: false)
    mailbox.lacksSeparator = true
  }

  private mutating func readQuoted() {
    startAnew()
    guard !hasOpenQuote else {
      index += 1
      return
    }
    var place = index + 1
    var text: [UInt8] = []
    while place < bytes.count, bytes[place] != ASCII.quote {
      if bytes[place] == ASCII.backslash, place + 1 < bytes.count { place += 1 }
      text.append(bytes[place])
      place += 1
    }
    guard place < bytes.count else {
      hasOpenQuote = true
      hasInvalid = true
      index += 1
      return
    }
    mailbox.appendQuoted(text, raw: bytes[index...place])
    index = place + 1
  }

  private mutating func readWord() {
    startAnew()
    if bytes[index] == ASCII.equals, let word = EncodedWord.match(in: bytes, at: index, lastClose: lastClose),
      word.isClosed
    {
      mailbox.append(bytes[index..<word.end])
      index = word.end
      return
    }
    let start = index
    index += 1
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.openParenthesis, ASCII.quote, ASCII.less, ASCII.greater, ASCII.comma, ASCII.semicolon, ASCII.colon,
        ASCII.space, ASCII.tab, ASCII.cr, ASCII.lf:
        // A colon inside `[IPv6:...]` belongs to the address.
        if bytes[index] == ASCII.colon, mailbox.words.contains(ASCII.at) || bytes[start..<index].contains(ASCII.at) {
          index += 1
          continue
        }
      default:
        index += 1
        continue
      }
      break
    }
    mailbox.append(bytes[start..<index])
  }

  private mutating func readAngle() {
    startAnew()
    mailbox.hasAngle = true
    index += 1
    var text: [UInt8] = []
    var isQuoted = false
    loop: while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.backslash, isQuoted, index + 1 < bytes.count {
        text += [byte, bytes[index + 1]]
        index += 2
        continue
      }
      switch byte {
      case ASCII.quote:
        isQuoted.toggle()
        text.append(byte)
      case ASCII.less where !isQuoted:
        text = []
      case ASCII.greater where !isQuoted:
        index += 1
        mailbox.angle = text
        return
      case ASCII.comma where !isQuoted && text.first != ASCII.at:
        break loop
      case _ where byte.isWSP && !isQuoted: break
      default: text.append(byte)
      }
      index += 1
    }
    hasInvalid = true
    mailbox.angle = text
  }

  private mutating func finish(isComma: Bool) {
    let done = mailbox
    mailbox = Mailbox()
    if done.hasAngle {
      guard let address = AddressSpec.cleaned(done.angle) else {
        hasInvalid = true
        return
      }
      var name = done.name
      if !heldBack.isEmpty { name = heldBack + [ASCII.comma, ASCII.space] + name }
      heldBack = []
      take(name: name.isEmpty ? done.comment : name, address: address)
      return
    }
    guard !done.words.trimmedWSP.isEmpty else { return }
    if !heldBack.isEmpty {
      takeBareLocalPart(heldBack)
      heldBack = []
    }
    if done.words.contains(ASCII.at) {
      let found = AddressSpec.all(in: done.words)
      if found.isEmpty { hasInvalid = true }
      if found.count > 1 { hasInvalid = true }
      for spec in found { take(name: found.count == 1 ? done.comment : [], address: spec) }
    } else if done.lacksSeparator {
      hasInvalid = true
    } else if isComma, !done.hasOnlyLowerCaseLocalPart {
      heldBack = done.name
    } else {
      takeBareLocalPart(done.words.trimmedWSP)
    }
  }

  /// `root` and `MAILER-DAEMON` are addresses on the host that wrote them (RFC 7103, 7.1.7); several words are none.
  private mutating func takeBareLocalPart(_ words: [UInt8]) {
    guard !words.contains(where: \.isWSP), !EncodedWord.mayOccur(in: words), !words.contains(ASCII.quote) else {
      hasInvalid = true
      return
    }
    take(name: [], address: words)
  }

  private mutating func take(name: [UInt8], address: [UInt8]) {
    guard addresses.count < Self.addressLimit else {
      isCut = true
      return
    }
    let text = HeaderText.decoded(String(decoding: name.trimmedWSP, as: UTF8.self)).text
    let spec = HeaderText.withoutControls(String(decoding: address.filter { !$0.isControl }, as: UTF8.self))
    addresses.append(Address(name: text.trimmingSpaces, address: spec))
  }
}

/// One mailbox while it is read.
private struct Mailbox {
  /// Everything outside angles and comments, quotes kept: what an address without angles is read from.
  var words: [UInt8] = []
  /// The same with quotes taken off: the display name.
  var name: [UInt8] = []
  var comment: [UInt8] = []
  var angle: [UInt8] = []
  var hasAngle = false
  /// It follows another mailbox without a comma.
  var lacksSeparator = false

  mutating func appendSpace() {
    if let last = words.last, !last.isWSP {
      words.append(ASCII.space)
      name.append(ASCII.space)
    }
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    words += bytes
    name += bytes
  }

  mutating func appendQuoted(_ text: [UInt8], raw: ArraySlice<UInt8>) {
    words += raw
    name += text
  }

  var hasOnlyLowerCaseLocalPart: Bool {
    let kept = words.trimmedWSP
    return kept.allSatisfy { $0 < 0x80 && $0.lowercasedASCII == $0 && $0 != ASCII.quote && !$0.isWSP }
  }
}
