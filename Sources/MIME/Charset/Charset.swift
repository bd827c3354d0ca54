/// A character encoding of mail text, found by the label it is given there.
///
/// Labels follow the WHATWG Encoding Standard where it names them: `iso-8859-1` and `us-ascii` mean windows-1252,
/// `gb2312` means gb18030. What it does not name is looked for in the C library.
enum Charset: Hashable {
  case utf8
  case windows1252
  /// Seven bits were promised: what has eight is read as UTF-8 where it can be, else as windows-1252.
  case ascii
  /// A name that `iconv` knows.
  case iconv(String)
  /// A label nobody knows: UTF-8 where it can be, else windows-1252.
  case unknown

  /// Longest label looked at, in bytes: the longest registered one has 45 (IANA character sets).
  static let labelLimit = 64

  /// - Parameter label: as written in a parameter or an encoded word, in any case.
  init(label: some StringProtocol) {
    var name = Array(label.utf8.prefix(Self.labelLimit)).map(\.lowercasedASCII)
    name = name.filter { $0 != ASCII.quote && $0 != 0x27 && !$0.isControl }.trimmedWSP
    if let cut = name.firstIndex(where: { $0 == ASCII.space || $0 == ASCII.semicolon || $0 == 0x2A }) {
      name.removeSubrange(cut...)
    }
    let text = String(decoding: name, as: UTF8.self)
    if let known = Self.labels[text] {
      self = known
      return
    }
    for prefix in ["x-", "cs"] where text.hasPrefix(prefix) {
      if let known = Self.labels[String(text.dropFirst(prefix.count))] {
        self = known
        return
      }
    }
    // Only registered characters reach the C library: a label may hold a path or `//TRANSLIT`.
    let isPlain = name.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.underscore }
    self = !text.isEmpty && isPlain && IconvDecoder.knows(text) ? .iconv(text) : .unknown
  }

  private static let labels: [String: Charset] = {
    var table: [String: Charset] = [:]
    for label in [
      "utf-8", "utf8", "unicode-1-1-utf-8", "uft-8", "utf_8", "unicode-utf-8", "utf-8-sig", "65001", "utf8mb4",
    ] {
      table[label] = .utf8
    }
    for label in ["us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "646", "7bit", "ansi", "usascii", "us_ascii"] {
      table[label] = .ascii
    }
    for label in [
      "iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "latin1", "latin-1", "l1", "cp1252", "windows-1252", "cp819",
      "ibm819", "1252", "iso_8859-1:1987", "windows1252", "iso-8859-1-windows-3.1-latin-1", "8859_1", "win-1252",
    ] {
      table[label] = .windows1252
    }
    let others: [(String, [String])] = [
      (
        "GB18030",
        ["gb2312", "gbk", "gb18030", "gb_2312-80", "chinese", "cp936", "gb2312-80", "936", "euc-cn", "csgb2312"]
      ),
      (
        "CP949", ["ks_c_5601-1987", "ks_c_5601", "euc-kr", "euckr", "korean", "ksc5601", "cp949", "windows-949", "949"]
      ),
      ("CP932", ["shift_jis", "shift-jis", "sjis", "cp932", "ms_kanji", "windows-31j", "ms932", "932"]),
      ("ISO-2022-JP-3", ["iso-2022-jp", "iso-2022-jp-2", "iso-2022-jp-ms", "cp50220", "cp50221"]),
      ("EUC-JP-MS", ["euc-jp", "eucjp", "x-euc-jp", "ujis"]),
      ("BIG5-HKSCS", ["big5", "big5-hkscs", "cn-big5", "big-5", "cp950", "950"]),
      ("CP874", ["tis-620", "iso-8859-11", "windows-874", "cp874", "dos-874"]),
      ("CP1254", ["iso-8859-9", "latin5", "windows-1254", "cp1254", "iso8859-9"]),
      ("CP1250", ["windows-1250", "cp1250", "1250"]), ("CP1251", ["windows-1251", "cp1251", "1251", "win-1251"]),
      ("CP1253", ["windows-1253", "cp1253"]), ("CP1255", ["windows-1255", "cp1255"]),
      ("CP1256", ["windows-1256", "cp1256"]), ("CP1257", ["windows-1257", "cp1257"]),
      ("CP1258", ["windows-1258", "cp1258"]), ("CP850", ["cp-850", "cp850", "ibm850", "850"]),
      ("CP437", ["cp437", "ibm437", "cp-437"]), ("CP866", ["cp866", "ibm866", "866"]),
      ("ISO-8859-2", ["iso-8859-2", "iso8859-2", "latin2", "iso_8859-2"]),
      ("ISO-8859-15", ["iso-8859-15", "iso8859-15", "latin9", "latin-9", "iso_8859-15"]),
      ("ISO-8859-8", ["iso-8859-8", "iso-8859-8-i", "iso-8859-8-e", "logical"]),
      ("ISO-8859-6", ["iso-8859-6", "iso-8859-6-i", "iso-8859-6-e"]), ("ISO-8859-7", ["iso-8859-7", "iso8859-7"]),
      ("KOI8-R", ["koi8-r", "koi8", "koi"]), ("KOI8-U", ["koi8-u", "koi8-ru"]),
      ("MACINTOSH", ["macintosh", "mac", "x-mac-roman", "macroman"]),
      ("UTF-7", ["utf-7", "unicode-1-1-utf-7", "utf7"]), ("UTF-16", ["utf-16", "utf16", "unicode", "ucs-2"]),
      ("UTF-16LE", ["utf-16le"]), ("UTF-16BE", ["utf-16be"]),
    ]
    for (name, aliases) in others {
      for alias in aliases { table[alias] = .iconv(name) }
    }
    return table
  }()
}
