/// How the body of an entity is encoded for transport (RFC 2045, 6).
enum TransferEncoding: Hashable, Sendable {
  case sevenBit
  case eightBit
  case binary
  case base64
  case quotedPrintable
  case uuencode
  /// Named in a way nobody knows: the body is taken as it stands.
  case unknown

  /// Longest value looked at, in octets; the longest name has 16, the rest is comments.
  private static let valueLimit = 128

  /// - Parameter written: the value of the field, unfolded. Case, quotes, comments, hyphens, white space and what
  ///   follows a `;` do not count; an empty value is the default, 7bit.
  init(written: Span<UInt8>) {
    var whole = Name()
    // `7bit (no) foo`: where all words together are no name the first may be.
    var first: Name?
    var depth = 0
    for index in 0..<min(written.count, Self.valueLimit) {
      let octet = written[index]
      if octet == ASCII.openParenthesis {
        depth += 1
      } else if octet == ASCII.closeParenthesis {
        depth = max(0, depth - 1)
      } else if depth > 0 {
        continue
      } else if octet == ASCII.semicolon || octet == ASCII.comma {
        if whole.length > 0 { break }
      } else if octet.isLetter || octet.isDigit {
        whole.append(octet.lowercasedASCII)
      } else if octet.isWSP || octet.isLineBreak, whole.length > 0, first == nil {
        first = whole
      }
    }
    self = Self.named(whole) ?? first.flatMap(Self.named) ?? .unknown
  }

  /// The letters and digits of a name as two little-endian words.
  private struct Name: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0

    init() {}

    init(_ name: StaticString) {
      self.init()
      name.withUTF8Buffer { for octet in $0 { append(octet) } }
    }

    mutating func append(_ octet: UInt8) {
      if length < 8 {
        low |= UInt64(octet) << UInt64(length * 8)
      } else if length < 16 {
        high |= UInt64(octet) << UInt64(length * 8 - 64)
      }
      length += 1
    }
  }

  private static func named(_ name: Name) -> TransferEncoding? {
    if name.length == 0 { return .sevenBit }
    return names.first { $0.name == name }?.encoding
  }

  private static let names: [(name: Name, encoding: TransferEncoding)] = [
    (Name("quotedprintable"), .quotedPrintable), (Name("base64"), .base64), (Name("7bit"), .sevenBit),
    (Name("8bit"), .eightBit), (Name("binary"), .binary), (Name("7bits"), .sevenBit), (Name("8bits"), .eightBit),
    (Name("quotedprintible"), .quotedPrintable), (Name("quoteprintable"), .quotedPrintable),
    (Name("xuuencode"), .uuencode), (Name("uuencode"), .uuencode), (Name("xuue"), .uuencode), (Name("uue"), .uuencode),
    (Name("xuu"), .uuencode), (Name("uuencoded"), .uuencode), (Name("xbase64"), .base64), (Name("xbinary"), .binary),
  ]

  /// The name as RFC 2045 writes it.
  var name: String {
    switch self {
    case .sevenBit: "7bit"
    case .eightBit: "8bit"
    case .binary, .unknown: "binary"
    case .base64: "base64"
    case .quotedPrintable: "quoted-printable"
    case .uuencode: "x-uuencode"
    }
  }
}
