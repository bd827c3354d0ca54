/// A character encoding of mail text, found by the label it is given there.
///
/// Labels follow the WHATWG Encoding Standard (4.2): `iso-8859-1` means windows-1252, `gb2312` means gb18030. What it
/// does not name and mail uses is in ``CharsetLabels`` too.
enum Charset: Hashable, Sendable {
  case utf8
  /// Seven bits were promised: what has eight is read as UTF-8 where it can be, else as windows-1252.
  case ascii
  case singleByte(SingleByteCharset)
  /// The byte order is told by a mark or found out.
  case utf16
  case utf16LE
  case utf16BE
  /// RFC 2152.
  case utf7
  /// RFC 1843.
  case hz
  /// RFC 1468, with what Microsoft's mailers add.
  case iso2022JP
  /// A name that `iconv` knows; only names of ``CharsetLabels`` are given to it.
  case iconv(String)
  /// A label nobody knows: UTF-8 where it can be, else windows-1252.
  case unknown

  /// What `iso-8859-1` and `us-ascii` mean in fact (WHATWG Encoding, 4.2).
  static let windows1252 = Charset.singleByte(.windows1252)

  /// Longest label looked at, in bytes: the longest registered one has 45 (IANA character sets).
  static let labelLimit = 64

  /// Whether octets below 0x80 always mean their ASCII characters. Only such a charset may be used to read raw octets
  /// of a header: in the others plain letters can hide other ones (case 88).
  var isASCIICompatible: Bool {
    switch self {
    case .utf8, .ascii, .singleByte, .unknown: true
    case .utf16, .utf16LE, .utf16BE, .utf7, .hz, .iso2022JP: false
    case .iconv(let name): !name.hasPrefix("ISO-2022") && !name.hasPrefix("UTF-32")
    }
  }

  /// - Parameter label: as written in a parameter or an encoded word, in any case.
  init(label: some StringProtocol) {
    let octets = Array(label.utf8)
    self.init(label: octets.span)
  }

  /// - Parameter label: as written in a parameter or an encoded word, in any case.
  init(label: Span<UInt8>) {
    var name = CharsetLabel()
    for index in 0..<min(label.count, Self.labelLimit) {
      let octet = label[index]
      if octet.isLetter || octet.isDigit {
        name.append(octet)
      } else if octet == ASCII.equals {
        // `charset=us-ascii` as the value of the parameter.
        name = CharsetLabel()
      } else if name.count > 0, Self.endsLabel(octet) {
        break
      }
    }
    self = CharsetLabels.charset(name) ?? .unknown
  }

  /// What ends a label: junk behind white space, `;` and `,`, a language behind `*` (RFC 2231, 5), `//TRANSLIT`.
  private static func endsLabel(_ octet: UInt8) -> Bool {
    octet.isWSP || octet == ASCII.semicolon || octet == ASCII.comma || octet == ASCII.openParenthesis || octet == 0x2A
      || octet == 0x2F
  }
}
