/// A folder of messages, one a file (D. J. Bernstein, "Using maildir format"; Courier and Dovecot added sizes and
/// keywords). Nothing here reads folders: the names are given.
public enum Maildir {
  /// One message, as the name of its file tells it.
  public struct Entry: Hashable, Sendable {
    /// The name of the file, without folder.
    public let fileName: String
    /// It lies in `new/`: no mail program has seen it yet. Otherwise in `cur/`.
    public let isNew: Bool
    /// What stays the same while flags change and the file moves: all before the colon.
    public let unique: String
    /// When it was delivered, in seconds since 1970; nil where the name does not start with a time.
    public let time: Int?
    /// Microseconds of that second, where the name has them (`M123`); else 0.
    public let microseconds: Int
    public let flags: Set<Flag>
    /// Dovecot's keywords, as the small letters that stand for them, in order.
    public let keywords: [Character]
    /// Octets of the file (`,S=`); nil where the name does not say.
    public let size: Int?
    /// Octets with CRLF line ends (`,W=`); nil where the name does not say.
    public let virtualSize: Int?
    /// What comes between entries of one second: the numbers and words of the name.
    private let order: [Piece]
  }

  public enum Flag: Character, Hashable, Sendable, CaseIterable {
    case draft = "D"
    case flagged = "F"
    /// Resent, forwarded or bounced.
    case passed = "P"
    case replied = "R"
    case seen = "S"
    case trashed = "T"
  }

  /// The messages of a Maildir, oldest delivery first.
  ///
  /// Names that start with a dot, or hold a slash or NUL, are no messages. A message that moved from `new` to `cur`
  /// while the two were listed is there once, in `cur`.
  ///
  /// - Parameters:
  ///   - new: the names in `new/`.
  ///   - cur: the names in `cur/`.
  public static func messages(new: [String], cur: [String]) -> [Entry] {
    let seen = cur.compactMap { Entry(fileName: $0, isNew: false) }
    let known = Set(seen.map(\.unique))
    let unseen = new.compactMap { Entry(fileName: $0, isNew: true) }.filter { !known.contains($0.unique) }
    return (seen + unseen).sorted()
  }
}

extension Maildir.Entry {
  /// nil for a name that is no message's.
  public init?(fileName: String, isNew: Bool) {
    let bytes = Array(fileName.utf8)
    guard let head = bytes.first, head != ASCII.dot, !bytes.contains(0x2F), !bytes.contains(0) else { return nil }
    self.fileName = fileName
    self.isNew = isNew
    let info = Self.infoStart(in: bytes)
    unique = String(decoding: bytes[..<(info ?? bytes.count)], as: UTF8.self)
    var flags: Set<Maildir.Flag> = []
    var keywords: [Character] = []
    if let info {
      // Behind the flags, other programs may write what they like after a comma.
      for byte in bytes[(info + 3)...].prefix(while: { $0 != ASCII.comma }) {
        let letter = Character(Unicode.Scalar(byte))
        if let flag = Maildir.Flag(rawValue: letter) {
          flags.insert(flag)
        } else if byte >= 0x61, byte <= 0x7A {
          keywords.append(letter)
        }
      }
    }
    self.flags = flags
    self.keywords = keywords
    let fields = bytes[..<(info ?? bytes.count)].split(separator: ASCII.comma)
    size = Self.size(0x53, in: fields)
    virtualSize = Self.size(0x57, in: fields)
    let pieces = (fields.first ?? []).split(separator: ASCII.dot, maxSplits: 2, omittingEmptySubsequences: false)
    let time = pieces.first.flatMap(Self.number)
    self.time = time
    var microseconds = 0
    if time != nil, pieces.count > 1, let mark = pieces[1].firstIndex(of: 0x4D) {
      let digits = pieces[1][(mark + 1)...].prefix { $0.isDigit }
      if digits.count <= 6, let number = Self.number(digits) { microseconds = number }
    }
    self.microseconds = microseconds
    order = Self.pieces(of: bytes[..<(info ?? bytes.count)])
  }

  /// Where the file lies in its Maildir: `new/…` or `cur/…`.
  public var path: String { "\(isNew ? "new" : "cur")/\(fileName)" }

  /// Where `:2,` stands; file systems without colons have `;` or `!` in its place.
  private static func infoStart(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 3 else { return nil }
    return (0...(bytes.count - 3)).reversed().first { index in
      (bytes[index] == ASCII.colon || bytes[index] == ASCII.semicolon || bytes[index] == 0x21)
        && bytes[index + 1] == 0x32 && bytes[index + 2] == ASCII.comma
    }
  }

  private static func size(_ letter: UInt8, in fields: [ArraySlice<UInt8>]) -> Int? {
    let field = fields.dropFirst().first { $0.first == letter && $0.dropFirst().first == ASCII.equals }
    return field.flatMap { number($0.dropFirst(2)) }
  }

  /// 18 digits at most, which no number of this size overflows.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...18).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension Maildir.Entry: Comparable {
  /// A stretch of a name: digits count as a number, so that 9 comes before 10.
  fileprivate enum Piece: Hashable, Comparable {
    /// Digits without leading zeros.
    case number([UInt8])
    case word([UInt8])

    static func < (left: Piece, right: Piece) -> Bool {
      switch (left, right) {
      case (.number(let left), .number(let right)):
        left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
      case (.word(let left), .word(let right)): left.lexicographicallyPrecedes(right)
      case (.number, .word): true
      case (.word, .number): false
      }
    }
  }

  private static func pieces(of name: ArraySlice<UInt8>) -> [Piece] {
    var result: [Piece] = []
    var index = name.startIndex
    while index < name.endIndex {
      let isNumber = name[index].isDigit
      let stretch = name[index...].prefix { $0.isDigit == isNumber }
      result.append(isNumber ? .number(Array(stretch.drop { $0 == 0x30 })) : .word(Array(stretch)))
      index = stretch.endIndex
    }
    return result
  }

  /// By time of delivery, then by name with its numbers as numbers. What has no time comes last.
  public static func < (left: Maildir.Entry, right: Maildir.Entry) -> Bool {
    if left.time != right.time { return (left.time ?? .max) < (right.time ?? .max) }
    if left.microseconds != right.microseconds { return left.microseconds < right.microseconds }
    if left.order != right.order { return left.order.lexicographicallyPrecedes(right.order) }
    return left.fileName < right.fileName
  }
}
