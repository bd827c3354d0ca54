/// One IMAP command without its tag (RFC 9051, 6), ready to be sent.
///
/// Its fixed words come from this file alone. Everything else passes ``string(_:)`` or ``flags(_:)``, which have no way
/// to write a CR, LF or NUL outside a literal, nor to end a quoted string early.
struct IMAPCommand: Hashable, Sendable {
  /// The longest command line, CRLF included (RFC 2683, 3.2.1.5).
  static let maxLineLength = 1000
  /// The longest string sent in quotes; what is longer goes as a literal.
  static let maxQuotedLength = 400

  /// Octets to send as they are, or a literal.
  enum Piece: Hashable, Sendable {
    case text([UInt8])
    case literal([UInt8])
  }

  /// In the order they are sent; never empty.
  private(set) var pieces: [Piece]

  private init(_ words: StaticString) { pieces = [.text(octets(words.description))] }

  static let capability = IMAPCommand("CAPABILITY")
  static let noop = IMAPCommand("NOOP")
  static let idle = IMAPCommand("IDLE")
  static let logout = IMAPCommand("LOGOUT")

  static func select(_ mailbox: String) -> IMAPCommand { IMAPCommand("SELECT ").mailbox(mailbox) }
  static func examine(_ mailbox: String) -> IMAPCommand { IMAPCommand("EXAMINE ").mailbox(mailbox) }
  static func create(_ mailbox: String) -> IMAPCommand { IMAPCommand("CREATE ").mailbox(mailbox) }

  /// Every mailbox; with `specialUse` its use is asked for as well (RFC 6154, 2; RFC 5258).
  static func list(specialUse: Bool) -> IMAPCommand {
    specialUse ? IMAPCommand(#"LIST "" "*" RETURN (SPECIAL-USE)"#) : IMAPCommand(#"LIST "" "*""#)
  }

  /// Size, flags and arrival of every message above `uid`; the server adds its last one if there is none.
  static func listing(after uid: UInt32) -> IMAPCommand {
    IMAPCommand("UID FETCH ").number(uid &+ 1).words(":* (UID RFC822.SIZE FLAGS INTERNALDATE)")
  }

  /// The raw bytes of the messages of `set`, without marking them seen; of each only the first `octets` where given.
  static func fetch(_ set: String, upTo octets: Int?) -> IMAPCommand {
    let command = IMAPCommand("UID FETCH ").set(set).words(" (UID BODY.PEEK[]")
    guard let octets else { return command.words(")") }
    return command.words("<0.").number(UInt32(clamping: max(octets, 1))).words(">)")
  }

  static func addFlags(_ flags: [String], uid: UInt32) -> IMAPCommand? {
    IMAPCommand("UID STORE ").number(uid).words(" +FLAGS.SILENT ").flags(flags)
  }

  /// Messages whose header field Message-ID holds `id`; nil where `id` is not printable ASCII.
  static func search(messageID id: String) -> IMAPCommand? {
    guard !id.isEmpty, id.utf8.allSatisfy(isPrintableASCII) else { return nil }
    return IMAPCommand("UID SEARCH HEADER Message-ID ").string(octets(id))
  }

  static func append(_ bytes: [UInt8], to mailbox: String, flags: [String]) -> IMAPCommand? {
    var command = IMAPCommand("APPEND ").mailbox(mailbox).words(" ").flags(flags)?.words(" ")
    command?.pieces.append(.literal(bytes))
    return command
  }

  /// Whether `flag` can be said: `\Answered`, `$HeardIngested` (RFC 9051, 9, flag).
  static func isFlag(_ flag: String) -> Bool {
    let atom = flag.hasPrefix("\\") ? flag.dropFirst() : flag[...]
    return !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || "$-_.:+/!&'#".utf8.contains($0) }
  }

  private func words(_ words: StaticString) -> IMAPCommand { appending(octets(words.description)) }

  private func number(_ number: UInt32) -> IMAPCommand { appending(octets("\(number)")) }

  /// A set as ``UIDSet`` wrote it; any other octet is left out.
  private func set(_ set: String) -> IMAPCommand {
    appending(set.utf8.filter { isDigit($0) || $0 == 0x2C || $0 == 0x3A })
  }

  private func flags(_ flags: [String]) -> IMAPCommand? {
    guard flags.allSatisfy(Self.isFlag) else { return nil }
    return appending(octets("(\(flags.joined(separator: " ")))"))
  }

  private func mailbox(_ name: String) -> IMAPCommand { string(ModifiedUTF7.encode(name)) }

  /// `octets` in quotes where they are printable ASCII and not long, else as a literal.
  private func string(_ octets: [UInt8]) -> IMAPCommand {
    guard octets.count <= Self.maxQuotedLength, octets.allSatisfy(isPrintableASCII) else {
      var command = self
      command.pieces.append(.literal(octets))
      return command
    }
    var quoted: [UInt8] = [0x22]
    for octet in octets {
      if octet == 0x22 || octet == 0x5C { quoted.append(0x5C) }
      quoted.append(octet)
    }
    quoted.append(0x22)
    return appending(quoted)
  }

  private func appending(_ octets: [UInt8]) -> IMAPCommand {
    var command = self
    if case .text(let text)? = command.pieces.last {
      command.pieces[command.pieces.count - 1] = .text(text + octets)
    } else {
      command.pieces.append(.text(octets))
    }
    return command
  }
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
