/// Octets of a text read as characters.
struct DecodedText: Equatable {
  /// Valid UTF-8 without a byte order mark in front. NUL and other controls are as they came.
  var bytes: [UInt8]
  /// `undecodableBytes` where U+FFFD was put in, `mislabelledCharset` where another charset than the one named fits,
  /// `unknownCharset`; each once.
  var damage: [Damage.Kind] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }
  /// Octets that mean nothing in the charset were replaced.
  var isDamaged: Bool { damage.contains(.undecodableBytes) }
  /// The label was unknown, or the octets did not fit it and another charset was taken.
  var isGuessed: Bool { damage.contains(.unknownCharset) || damage.contains(.mislabelledCharset) }
}

extension Charset {
  /// `bytes` as text. Never fails: what cannot be read becomes U+FFFD. Where nothing is to change the same array comes
  /// back, not a copy.
  func decode(_ bytes: consuming [UInt8]) -> DecodedText {
    switch reading(of: bytes.span) {
    case .asItStands(let damage): DecodedText(bytes: bytes, damage: damage)
    case .decoded(let text): text
    }
  }

  /// `bytes` as text. Never fails: what cannot be read becomes U+FFFD.
  func decode(_ bytes: Span<UInt8>) -> DecodedText {
    switch reading(of: bytes) {
    case .asItStands(let damage): DecodedText(bytes: bytes.withUnsafeBufferPointer { Array($0) }, damage: damage)
    case .decoded(let text): text
    }
  }

  /// `bytes` as text. Never fails: what cannot be read becomes U+FFFD.
  func decode(_ bytes: ArraySlice<UInt8>) -> DecodedText { decode(bytes.span) }

  private enum Reading {
    /// The octets are the text.
    case asItStands([Damage.Kind])
    case decoded(DecodedText)
  }

  /// From this many characters on a text that is valid UTF-8 is UTF-8, whatever its label: one character of GB 2312 in
  /// seven is valid UTF-8 by chance (lead C2...DF out of B0...F7, trail A1...BF out of A1...FE), eight in a row never.
  private static let chanceLimit = 8

  /// Shortest text, in octets, in which a missing NUL tells that a text is not UTF-16: shorter ones may be all CJK.
  private static let utf16Evidence = 16

  private func reading(of bytes: Span<UInt8>) -> Reading {
    if bytes.isEmpty { return .asItStands(self == .unknown ? [.unknownCharset] : []) }
    if let marked = readingByMark(bytes) { return marked }
    switch self {
    case .utf8, .ascii, .unknown: return asUTF8(bytes)
    case .singleByte(let charset):
      let scan = bytes.withUnsafeBufferPointer { OctetScan.plainPrefix($0) }
      if scan == bytes.count { return .asItStands([]) }
      if let japanese = asShiftedJapanese(bytes) { return japanese }
      return .decoded(DecodedText(charset.decode(bytes)))
    case .utf16, .utf16LE, .utf16BE: return asUTF16(bytes)
    case .utf7, .hz, .iso2022JP, .iconv: return asMultibyte(bytes)
    }
  }

  /// What a byte order mark tells counts more than a label (WHATWG Encoding, 6.1).
  private func readingByMark(_ bytes: Span<UInt8>) -> Reading? {
    let flag: [Damage.Kind] =
      switch self {
      case .utf8, .utf16, .utf16LE, .utf16BE: []
      case .unknown: [.unknownCharset]
      default: [.mislabelledCharset]
      }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      let rest = bytes.extracting(3...)
      let scan = UTF8Scan(rest)
      if scan.isValid {
        let flag = self == .utf16 || self == .utf16LE || self == .utf16BE ? [.mislabelledCharset] : flag
        return .decoded(DecodedText(bytes: rest.withUnsafeBufferPointer { Array($0) }, damage: flag))
      }
      if self == .utf8 { return .decoded(DecodedText(bytes: UTF8Scan.repaired(rest), damage: [.undecodableBytes])) }
      return nil
    }
    if case .iconv(let name) = self, name.hasPrefix("UTF-32") {
      guard bytes.count >= 4 else { return nil }
      let mark = (bytes[0], bytes[1], bytes[2], bytes[3])
      // By this name the C library reads the mark and leaves it out.
      return mark == (0xFF, 0xFE, 0, 0) || mark == (0, 0, 0xFE, 0xFF)
        ? IconvDecoder.decode(bytes, from: "UTF-32").map { .decoded(DecodedText($0)) } : nil
    }
    guard bytes.count >= 2, bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF else {
      return nil
    }
    switch self {
    case .utf16, .utf16LE, .utf16BE: break
    // Two letters of an 8-bit charset may look like the mark; no text of one has a NUL.
    default: guard bytes.withUnsafeBufferPointer({ $0.contains(0) }) else { return nil }
    }
    var text = UTF16Reader.decode(bytes.extracting(2...), isBigEndian: bytes[0] == 0xFE)
    text.damage = flag + text.damage
    return .decoded(text)
  }

  /// UTF-8 where it is mostly that, else windows-1252.
  private func asUTF8(_ bytes: Span<UInt8>) -> Reading {
    let scan = UTF8Scan(bytes)
    if scan.hasEscape, scan.isASCII, let japanese = asShiftedJapanese(bytes) { return japanese }
    let flag: [Damage.Kind] =
      switch self {
      case .unknown: [.unknownCharset]
      case .ascii: scan.isASCII ? [] : [.mislabelledCharset]
      default: []
      }
    if scan.isValid { return .asItStands(flag) }
    // A character cut at the end of the part is no sign of another charset where UTF-8 was named or is seen.
    let isMostlyUTF8 =
      self == .utf8 ? scan.faults <= scan.multibyte : scan.multibyte > scan.faults
    if isMostlyUTF8 {
      return .decoded(DecodedText(bytes: UTF8Scan.repaired(bytes), damage: flag + [.undecodableBytes]))
    }
    let western = SingleByteCharset.windows1252.decode(bytes).bytes
    return .decoded(DecodedText(bytes: western, damage: self == .utf8 ? [.mislabelledCharset] : flag))
  }

  /// Text of seven bits with the shifts of ISO-2022-JP, whatever its label is (case 89).
  private func asShiftedJapanese(_ bytes: Span<UInt8>) -> Reading? {
    guard ShiftedText.hasJapaneseShift(bytes), let text = ShiftedText.decodeISO2022JP(bytes), text.damage.isEmpty else {
      return nil
    }
    let flag: Damage.Kind = self == .unknown ? .unknownCharset : .mislabelledCharset
    return .decoded(DecodedText(bytes: text.bytes, damage: [flag]))
  }

  private func asUTF16(_ bytes: Span<UInt8>) -> Reading {
    let zeros = UTF16Reader.zeros(in: bytes)
    if zeros.even + zeros.odd == 0, bytes.count >= Self.utf16Evidence, UTF8Scan(bytes).isValid {
      return .asItStands([.mislabelledCharset])
    }
    // Without a mark the zero octets of Latin letters and spaces tell the order; else it is little-endian (WHATWG).
    let isBigEndian = self == .utf16BE || self == .utf16 && zeros.even > zeros.odd
    return .decoded(UTF16Reader.decode(bytes, isBigEndian: isBigEndian))
  }

  private func asMultibyte(_ bytes: Span<UInt8>) -> Reading {
    let scan = UTF8Scan(bytes)
    if scan.isASCII, isASCIICompatible || !mayShift(bytes) {
      // Shift_JIS and EUC-JP are names that some give to the charset of seven bits as well.
      return scan.hasEscape ? asShiftedJapanese(bytes) ?? .asItStands([]) : .asItStands([])
    }
    if scan.isValid, scan.multibyte >= Self.chanceLimit { return .asItStands([.mislabelledCharset]) }
    let decoded: DecodedText? =
      switch self {
      case .utf7: UTF7.decode(bytes)
      case .hz: ShiftedText.decodeHZ(bytes)
      case .iso2022JP: ShiftedText.decodeISO2022JP(bytes)
      case .iconv(let name): IconvDecoder.decode(bytes, from: name).map(DecodedText.init)
      default: nil
      }
    // A C library without this charset.
    guard let decoded else { return Charset.unknown.asUTF8(bytes) }
    if !decoded.damage.isEmpty, scan.isValid, scan.multibyte > 0 { return .asItStands([.mislabelledCharset]) }
    if self == .iso2022JP, !decoded.damage.isEmpty, !scan.isASCII, let japanese = Self.asEightBitJapanese(bytes) {
      return japanese
    }
    return .decoded(decoded)
  }

  /// Fewest octets of eight bits by which a Japanese charset is told from another: two characters. One octet may be
  /// a letter of any other charset, and would take the plain letter behind it along.
  private static let japaneseEvidence = 4

  /// What was called ISO-2022-JP and has eight bits: one of the two others that Japan writes, where it fits as a whole.
  private static func asEightBitJapanese(_ bytes: Span<UInt8>) -> Reading? {
    let high = bytes.withUnsafeBufferPointer { octets in octets.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) } }
    guard high >= japaneseEvidence else { return nil }
    for name in ["EUC-JP-MS", "CP932"] {
      guard let text = IconvDecoder.decode(bytes, from: name), !text.isDamaged else { continue }
      return .decoded(DecodedText(bytes: text.bytes, damage: [.mislabelledCharset]))
    }
    return nil
  }

  /// Whether ASCII text may hold what shifts this charset into other letters.
  private func mayShift(_ bytes: Span<UInt8>) -> Bool {
    let marks: [UInt8] =
      switch self {
      case .utf7: [0x2B]
      case .hz: [0x7E]
      // ESC, SO, SI.
      default: [0x1B, 0x0E, 0x0F]
      }
    if case .iconv(let name) = self, name.hasPrefix("UTF-32") { return true }
    return bytes.withUnsafeBufferPointer { octets in octets.contains { marks.contains($0) } }
  }
}

extension DecodedText {
  /// - Parameter result: what a decoder gives: UTF-8, and whether U+FFFD was put into it.
  init(_ result: (bytes: [UInt8], isDamaged: Bool)) {
    self.init(bytes: result.bytes, damage: result.isDamaged ? [.undecodableBytes] : [])
  }
}
