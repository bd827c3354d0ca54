/// One IMAP command without its tag (RFC 9051, 6), ready to be sent.
///
/// Its fixed words come from this file alone. Everything else passes ``Line/addString(_:)``, ``flags(_:)`` or a literal,
/// which have no way to write a CR, LF or NUL outside a literal, nor to end a quoted string early.
struct IMAPCommand: Hashable, Sendable {
  /// The longest command line, CRLF included (RFC 2683, 3.2.1.5).
  static let maxLineLength = 1000
  /// The longest string sent in quotes, so that a line stays short; what is longer goes as a literal. Flags have no
  /// such way out: a longer list of them cannot be said.
  static let maxQuotedLength = 400

  /// Octets to send as they are, or a literal.
  enum Piece: Hashable, Sendable {
    case text([UInt8])
    case literal([UInt8])
    /// One whose header is in UTF-8 (RFC 6855, 4; RFC 3516, 4.4).
    case literal8([UInt8])
  }

  /// What of a command differs with the server's alphabet, and the rest.
  private enum Part: Hashable, Sendable {
    case piece(Piece)
    case mailbox(String)
    case message([UInt8])
    /// That what is searched for is in UTF-8.
    case charset
  }

  /// In the order they are sent; never empty.
  private var parts: [Part]

  private init(_ words: StaticString) { parts = [.piece(.text(octets(words.description)))] }

  /// In the order they are sent; never empty.
  /// - Parameter utf8: whether the server has switched on UTF8=ACCEPT (RFC 6855, 3): then names of mailboxes are in
  ///   UTF-8 and no charset is named.
  func pieces(utf8: Bool = false) -> [Piece] {
    var line = Line()
    for part in parts {
      switch part {
      case .piece(let piece): line.add(piece)
      case .mailbox(let name): line.addString(utf8 ? octets(name) : ModifiedUTF7.encode(name))
      case .charset: if !utf8 { line.add(.text(octets("CHARSET UTF-8 "))) }
      case .message(let bytes):
        guard utf8, bytes.contains(where: { $0 >= 0x80 }) else {
          line.add(.literal(bytes))
          continue
        }
        line.add(.text(octets("UTF8 (")))
        line.add(.literal8(bytes))
        line.add(.text(octets(")")))
      }
    }
    return line.pieces
  }

  /// Pieces, runs of text joined.
  private struct Line {
    var pieces: [Piece] = []

    mutating func add(_ piece: Piece) {
      if case .text(let text) = piece, case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(piece)
      }
    }

    /// `octets`, which are UTF-8, in quotes where they hold no control character and are not long, else as a literal.
    mutating func addString(_ octets: [UInt8]) {
      guard octets.count <= IMAPCommand.maxQuotedLength, !String(decoding: octets, as: UTF8.self).hasControls else {
        return add(.literal(octets))
      }
      var quoted: [UInt8] = [0x22]
      for octet in octets {
        if octet == 0x22 || octet == 0x5C { quoted.append(0x5C) }
        quoted.append(octet)
      }
      add(.text(quoted + [0x22]))
    }
  }

  static let capability = IMAPCommand("CAPABILITY")
  static let noop = IMAPCommand("NOOP")
  static let idle = IMAPCommand("IDLE")
  static let logout = IMAPCommand("LOGOUT")

  /// Switches on an extension that must be asked for (RFC 5161, 3.1).
  static func enable(_ capability: StaticString) -> IMAPCommand { IMAPCommand("ENABLE ").words(capability) }

  static func select(_ mailbox: String) -> IMAPCommand { IMAPCommand("SELECT ").mailbox(mailbox) }

  /// Opens a mailbox and asks what changed in it since `point` (RFC 7162, 3.2.5).
  static func select(_ mailbox: String, resuming point: ResyncPoint) -> IMAPCommand {
    select(mailbox).words(" (QRESYNC (").number(point.uidValidity).words(" ").number(point.modSeq).words("))")
  }

  static func examine(_ mailbox: String) -> IMAPCommand { IMAPCommand("EXAMINE ").mailbox(mailbox) }
  static func create(_ mailbox: String) -> IMAPCommand { IMAPCommand("CREATE ").mailbox(mailbox) }

  /// Every mailbox; with `specialUse` its use is asked for as well (RFC 6154, 2; RFC 5258).
  static func list(specialUse: Bool) -> IMAPCommand {
    specialUse ? IMAPCommand(#"LIST "" "*" RETURN (SPECIAL-USE)"#) : IMAPCommand(#"LIST "" "*""#)
  }

  /// Size, flags and arrival of every message above `uid`; the server adds its last one if there is none.
  /// - Parameter gmail: whether Gmail's own number is asked for as well.
  static func listing(after uid: UInt32, gmail: Bool = false) -> IMAPCommand {
    IMAPCommand("UID FETCH ").number(uid &+ 1).words(":*").listed(gmail)
  }

  /// The same of one message.
  static func listing(of uid: UInt32, gmail: Bool = false) -> IMAPCommand {
    IMAPCommand("UID FETCH ").number(uid).listed(gmail)
  }

  private func listed(_ gmail: Bool) -> IMAPCommand {
    words(gmail ? " (UID RFC822.SIZE FLAGS INTERNALDATE X-GM-MSGID)" : " (UID RFC822.SIZE FLAGS INTERNALDATE)")
  }

  /// UID and arrival of every message with a UID in `range`.
  static func arrivals(in range: ClosedRange<UInt32>) -> IMAPCommand {
    IMAPCommand("UID FETCH ").range(range).words(" (UID INTERNALDATE)")
  }

  /// Which of the messages of `set` there are.
  static func presence(_ set: String) -> IMAPCommand { IMAPCommand("UID FETCH ").set(set).words(" (UID)") }

  /// `octets` octets of one message from the octet `offset` on, without marking it seen (RFC 9051, 6.4.5).
  static func fetch(uid: UInt32, from offset: Int, octets: Int) -> IMAPCommand {
    IMAPCommand("UID FETCH ").number(uid).words(" (UID BODY.PEEK[]<").number(max(offset, 0)).words(".")
      .number(max(octets, 1)).words(">)")
  }

  /// A header field of the messages from the `first` in the mailbox's order to its last; nil where `field` is no name.
  static func headerField(_ field: String, from first: Int) -> IMAPCommand? {
    guard isFieldName(field) else { return nil }
    return IMAPCommand("FETCH ").number(max(first, 1)).words(":* (UID BODY.PEEK[HEADER.FIELDS (")
      .appending(Wire.octets(field)).words(")])")
  }

  /// The raw bytes of the messages of `set`, without marking them seen; of each only the first `octets` where given.
  static func fetch(_ set: String, upTo octets: Int?) -> IMAPCommand {
    let command = IMAPCommand("UID FETCH ").set(set).words(" (UID BODY.PEEK[]")
    guard let octets else { return command.words(")") }
    return command.words("<0.").number(UInt32(clamping: max(octets, 1))).words(">)")
  }

  static func addFlags(_ flags: [String], to set: String) -> IMAPCommand? {
    IMAPCommand("UID STORE ").set(set).words(" +FLAGS.SILENT ").flags(flags)
  }

  /// Messages whose header field Message-ID holds `id`; nil where `id` is not printable ASCII.
  static func search(messageID id: String) -> IMAPCommand? {
    guard !id.isEmpty, id.utf8.allSatisfy(isPrintableASCII) else { return nil }
    return search(header: "Message-ID", value: id)
  }

  /// Messages whose header field `field` holds `value`; nil where `field` is no name, or `value` is empty or holds a
  /// control character.
  ///
  /// Text outside ASCII goes as a literal, with its charset (RFC 9051, 6.4.4).
  static func search(header field: String, value: String) -> IMAPCommand? {
    guard isFieldName(field), isSearchable(value) else { return nil }
    let isASCII = value.utf8.allSatisfy(isPrintableASCII)
    let search = IMAPCommand("UID SEARCH ")
    return (isASCII ? search : search.adding(.charset)).words("HEADER ")
      .appending(octets(field)).words(" ").string(octets(value))
  }

  /// Messages with a UID in `range` that came on `day` or later.
  /// - Parameters:
  ///   - keyword: only those without it; a word that is no keyword is left out.
  ///   - asSet: whether the answer shall be a set (RFC 4731), not a list.
  static func search(
    in range: ClosedRange<UInt32>?, since day: CalendarDay?, lacking keyword: String? = nil, asSet: Bool
  ) -> IMAPCommand {
    var command = IMAPCommand("UID SEARCH").words(asSet ? " RETURN (ALL)" : "")
    if let range { command = command.words(" UID ").range(range) }
    if let day { command = command.words(" SINCE ").appending(octets(day.inSearch)) }
    if let keyword, isFlag(keyword) { command = command.words(" UNKEYWORD ").appending(octets(keyword)) }
    return range == nil && day == nil && keyword == nil ? command.words(" ALL") : command
  }

  /// Letters, digits and hyphens, as many as a line of 78 has room for: stricter than RFC 5322, 2.2 allows.
  static func isFieldName(_ field: String) -> Bool {
    (1...76).contains(field.utf8.count) && field.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
  }

  /// Whether `value` can be asked for: not empty, and without a control character.
  static func isSearchable(_ value: String) -> Bool {
    !value.isEmpty && !value.hasControls
  }

  static func append(_ bytes: [UInt8], to mailbox: String, flags: [String]) -> IMAPCommand? {
    IMAPCommand("APPEND ").mailbox(mailbox).words(" ").flags(flags)?.words(" ").adding(.message(bytes))
  }

  /// Whether `flag` can be said: `\Answered`, `$HeardIngested` (RFC 9051, 9, flag).
  static func isFlag(_ flag: String) -> Bool {
    let atom = flag.hasPrefix("\\") ? flag.dropFirst() : flag[...]
    return !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || "$-_.:+/!&'#".utf8.contains($0) }
  }

  private func words(_ words: StaticString) -> IMAPCommand { appending(octets(words.description)) }

  private func number(_ number: some FixedWidthInteger) -> IMAPCommand { appending(octets("\(number)")) }

  private func range(_ range: ClosedRange<UInt32>) -> IMAPCommand {
    number(range.lowerBound).words(":").number(range.upperBound)
  }

  /// A set as ``UIDSet`` wrote it; any other octet is left out.
  private func set(_ set: String) -> IMAPCommand {
    appending(set.utf8.filter { isDigit($0) || $0 == 0x2C || $0 == 0x3A })
  }

  private func flags(_ flags: [String]) -> IMAPCommand? {
    guard flags.allSatisfy(Self.isFlag) else { return nil }
    let list = octets("(\(flags.joined(separator: " ")))")
    return list.count <= Self.maxQuotedLength ? appending(list) : nil
  }

  private func mailbox(_ name: String) -> IMAPCommand { adding(.mailbox(name)) }

  /// `octets` in quotes where they are printable ASCII and not long, else as a literal.
  private func string(_ octets: [UInt8]) -> IMAPCommand {
    guard octets.allSatisfy(isPrintableASCII) else { return adding(.piece(.literal(octets))) }
    var line = Line()
    line.addString(octets)
    return line.pieces.reduce(self) { $0.adding(.piece($1)) }
  }

  private func appending(_ octets: [UInt8]) -> IMAPCommand { adding(.piece(.text(octets))) }

  private func adding(_ part: Part) -> IMAPCommand {
    var command = self
    command.parts.append(part)
    return command
  }
}

extension String {
  /// Whether a control character stands in it: CR, LF and NUL among them.
  fileprivate var hasControls: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

/// Tags that no mail text can guess: a random beginning for each connection, then a count.
struct IMAPTags {
  private let beginning: String
  private var count = 0

  /// - Parameter generator: where the 50 random bits of a beginning come from.
  init(using generator: inout some RandomNumberGenerator) {
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    beginning = "H" + String((0..<10).map { _ in letters[Int.random(in: 0..<32, using: &generator)] })
  }

  mutating func next() -> String {
    count += 1
    return "\(beginning)x\(count)"
  }
}
