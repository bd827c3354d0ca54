/// The letters and digits of a label in lower case, as words with the first letter lowest; `iso_8859-1` and `ISO8859-1`
/// are one. 24 letters are enough for all that is known.
struct CharsetLabel: Hashable {
  private(set) var first: UInt64 = 0
  private(set) var second: UInt64 = 0
  private(set) var third: UInt64 = 0
  private(set) var count = 0

  /// - Parameter letter: a letter or digit of any case.
  @inline(__always)
  mutating func append(_ letter: UInt8) {
    let bits = UInt64(letter.lowercasedASCII) << UInt64(count & 7 * 8)
    switch count >> 3 {
    case 0: first |= bits
    case 1: second |= bits
    case 2: third |= bits
    default: break
    }
    count += 1
  }

  init() {}

  init(_ text: some Sequence<UInt8>) {
    for octet in text where octet.isLetter || octet.isDigit { append(octet) }
  }

  /// The letters and digits; the first 24.
  var letters: [UInt8] {
    (0..<min(count, 24)).map { index in
      let word = index < 8 ? first : index < 16 ? second : third
      return UInt8(truncatingIfNeeded: word >> UInt64(index & 7 * 8))
    }
  }
}

/// The labels of charsets.
enum CharsetLabels {
  static func charset(_ label: CharsetLabel) -> Charset? {
    guard label.count <= 24 else { return nil }
    if let known = table[label] { return known }
    let letters = label.letters
    for prefix in ["x", "cs"] where letters.starts(with: prefix.utf8) {
      if let known = table[CharsetLabel(letters.dropFirst(prefix.utf8.count))] { return known }
    }
    // `cp-850`, `ibm850` and `dos-850` are one code page.
    for prefix in ["cp", "ibm", "windows", "win", "dos", "ms", "codepage", "oem"]
    where letters.starts(with: prefix.utf8) {
      let number = letters.dropFirst(prefix.utf8.count)
      if number.allSatisfy(\.isDigit), let known = table[CharsetLabel([0x63, 0x70] + number)] { return known }
    }
    return nil
  }

  private static let table: [CharsetLabel: Charset] = {
    var table: [CharsetLabel: Charset] = [:]
    for (charset, labels) in standard + ofMail + ofIconv.map({ (Charset.iconv($0), $1) }) {
      for label in labels.split(separator: " ") {
        let label = CharsetLabel(label.utf8)
        if table[label] == nil { table[label] = charset }
      }
    }
    return table
  }()

  /// The whole table of the standard (WHATWG Encoding, 4.2), but for `us-ascii`, which is kept apart from windows-1252,
  /// and those that it maps to no decoder and mail still has.
  private static let standard: [(Charset, String)] = [
    (.utf8, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
    (.singleByte(.ibm866), "866 cp866 csibm866 ibm866"),
    (
      .singleByte(.iso8859n2),
      "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"
    ),
    (
      .singleByte(.iso8859n3),
      "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"
    ),
    (
      .singleByte(.iso8859n4),
      "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"
    ),
    (
      .singleByte(.iso8859n5),
      "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"
    ),
    (
      .singleByte(.iso8859n6),
      """
      arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i \
      iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
      """
    ),
    (
      .singleByte(.iso8859n7),
      """
      csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 \
      iso_8859-7:1987 sun_eu_greek
      """
    ),
    // Visual and logical order are one charset; which it is only layout needs to know.
    (
      .singleByte(.iso8859n8),
      """
      csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 \
      iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
      """
    ),
    (.singleByte(.iso8859n10), "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
    (.singleByte(.iso8859n13), "iso-8859-13 iso8859-13 iso885913"),
    (.singleByte(.iso8859n14), "iso-8859-14 iso8859-14 iso885914"),
    (.singleByte(.iso8859n15), "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
    (.singleByte(.iso8859n16), "iso-8859-16"),
    (.singleByte(.koi8R), "cskoi8r koi koi8 koi8-r koi8_r"),
    (.singleByte(.koi8U), "koi8-ru koi8-u"),
    (.singleByte(.macintosh), "csmacintosh mac macintosh x-mac-roman"),
    (.singleByte(.windows874), "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    (.singleByte(.windows1250), "cp1250 windows-1250 x-cp1250"),
    (.singleByte(.windows1251), "cp1251 windows-1251 x-cp1251"),
    (
      .singleByte(.windows1252),
      """
      cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 \
      windows-1252 x-cp1252
      """
    ),
    (.ascii, "ansi_x3.4-1968 ascii us-ascii"),
    (.singleByte(.windows1253), "cp1253 windows-1253 x-cp1253"),
    (
      .singleByte(.windows1254),
      """
      cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 \
      x-cp1254
      """
    ),
    (.singleByte(.windows1255), "cp1255 windows-1255 x-cp1255"),
    (.singleByte(.windows1256), "cp1256 windows-1256 x-cp1256"),
    (.singleByte(.windows1257), "cp1257 windows-1257 x-cp1257"),
    (.singleByte(.windows1258), "cp1258 windows-1258 x-cp1258"),
    (.singleByte(.macCyrillic), "x-mac-cyrillic x-mac-ukrainian"),
    (.iso2022JP, "csiso2022jp iso-2022-jp"),
    (.utf16BE, "unicodefffe utf-16be"),
    (.utf16LE, "csunicode iso-10646-ucs-2 unicodefeff utf-16le"),
    // The standard takes these for little-endian; mail also has them in network order (RFC 2781, 4.3).
    (.utf16, "ucs-2 unicode utf-16"),
  ]

  /// Seen in mail, or registered, and not in the standard.
  private static let ofMail: [(Charset, String)] = [
    (.utf8, "uft-8 ut-f8 utf unicode-utf-8 utf-8-sig 65001 cp65001 utf8mb4 utf-8n utf8n"),
    (.ascii, "iso646-us iso-646-us iso-646 646 7bit ansi iso-ir-6 us cp367 ibm367 ansi_x3.4-1986 csascii usa-ascii"),
    (
      .singleByte(.windows1252),
      """
      iso-8859-1-windows-3.1-latin-1 iso-8859-1-windows-3.0-latin-1 8859_1 8859-1 1252 iso-8859 iso8859 iso-latin-1 \
      latin iso-88-59-1 western iso-1 cp5348
      """
    ),
    (.singleByte(.iso8859n15), "latin-9 latin0 iso-ir-203 8859-15 cp923 iso-latin-9"),
    (.singleByte(.iso8859n16), "latin10 l10 iso-ir-226 csiso885916"),
    (.singleByte(.iso8859n13), "latin7 l7 csiso885913"),
    (.singleByte(.iso8859n14), "latin8 l8 iso-ir-199 iso-celtic csiso885914"),
    (.singleByte(.iso8859n2), "iso-8859-2-windows-latin-2 8859-2 iso-latin-2"),
    (.singleByte(.iso8859n5), "8859-5"), (.singleByte(.iso8859n7), "8859-7"),
    (.singleByte(.windows1254), "iso-8859-9-windows-latin-5 8859-9 iso-latin-5 1254"),
    (.singleByte(.windows874), "tis-620-2533 tis620.2533-0 874 cp874 ibm874 csiso885911"),
    (.singleByte(.windows1250), "1250"), (.singleByte(.windows1251), "1251 win-1251"),
    (.singleByte(.windows1253), "1253"), (.singleByte(.windows1255), "1255"), (.singleByte(.windows1256), "1256"),
    (.singleByte(.windows1257), "1257"), (.singleByte(.koi8R), "20866 cp20866 koi8r"),
    (.singleByte(.koi8U), "cp21866 koi8u"), (.singleByte(.macintosh), "macroman apple-roman cp10000"),
    (.utf16, "utf16 iso-10646 csunicode11"), (.utf16LE, "cp1200 utf16le"), (.utf16BE, "cp1201 utf16be"),
    (.utf7, "utf-7 unicode-1-1-utf-7 utf7 csunicode11utf7 cp65000"),
    (.hz, "hz-gb-2312 hz cp52936"),
    (.iso2022JP, "iso-2022-jp-ms iso-2022-jp-1 jis cp50220 cp50221 cp50222 jis7"),
  ]

  /// Multi-byte charsets and rare ones, by the names the C library has for them. Charsets that give other meanings to
  /// the octets of ASCII letters (EBCDIC, national versions of ISO 646) are left out: mail has no use for them, and
  /// those who look for words in a message would not see the same ones.
  private static let ofIconv: [(String, String)] = [
    (
      "GB18030",
      """
      chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 cp936 936 euc-cn cngb \
      gb-2312 windows-936 cp54936 gb2312-80 gbk2312 gb18030-2022
      """
    ),
    (
      "CP949",
      """
      cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 \
      ks_c_5601 949 uhc euckr ks_x_1001 ksc5601-1987 cp51949 5601
      """
    ),
    (
      "CP932",
      "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932 932 csWindows31J ms-kanji cp943"
    ),
    ("EUC-JP-MS", "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp ujis eucjp-ms cp51932 cp20932 euc-jp-ms"),
    ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 950 big-5 big5-et cp951"),
    ("ISO-2022-JP-2", "iso-2022-jp-2 csiso2022jp2"), ("ISO-2022-JP-3", "iso-2022-jp-3 iso-2022-jp-2004"),
    ("ISO-2022-KR", "iso-2022-kr csiso2022kr cp50225"),
    ("ISO-2022-CN-EXT", "iso-2022-cn iso-2022-cn-ext csiso2022cn"),
    ("EUC-TW", "euc-tw cns11643"), ("JOHAB", "johab cp1361"), ("UTF-32", "utf-32 ucs-4 iso-10646-ucs-4"),
    ("UTF-32LE", "utf-32le cp12000"), ("UTF-32BE", "utf-32be cp12001"),
    ("CP437", "cp437 cspc8codepage437"), ("CP737", "cp737"), ("CP775", "cp775"), ("CP850", "cp850 850"),
    ("CP852", "cp852 852"), ("CP855", "cp855"), ("CP857", "cp857"), ("CP858", "cp858 cp00858"), ("CP860", "cp860"),
    ("CP861", "cp861"), ("CP862", "cp862"), ("CP863", "cp863"), ("CP864", "cp864"), ("CP865", "cp865"),
    ("CP869", "cp869"), ("CP1125", "cp1125"), ("VISCII", "viscii"), ("TCVN", "tcvn tcvn-5712 tcvn5712-1"),
    ("ARMSCII-8", "armscii-8"), ("PT154", "pt154 ptcp154 cp154"), ("KOI8-T", "koi8-t"), ("GEORGIAN-PS", "georgian-ps"),
    ("MAC-CENTRALEUROPE", "x-mac-ce x-mac-centraleurroman mac-centraleurope cp10029"),
    ("HP-ROMAN8", "hp-roman8 roman8"),
  ]
}
