/// Windows code pages, by which Outlook says how its eight-bit text is to be read.
enum CodePage {
  /// `bytes` up to their first NUL, as UTF-8.
  static func utf8(_ bytes: ArraySlice<UInt8>, codePage: UInt32?) -> [UInt8] {
    let kept = bytes.prefix { $0 != 0 }
    return TypedText.utf8(kept, label: codePage.flatMap(label))
  }

  /// UTF-16LE up to its first NUL, as UTF-8; half of a pair becomes U+FFFD.
  static func utf8(utf16 bytes: ArraySlice<UInt8>) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let unit = UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
      if unit == 0 { break }
      units.append(unit)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The label that the code page has in mail; nil where it says nothing.
  static func label(_ codePage: UInt32) -> String? {
    switch codePage {
    case 0: nil
    case 874, 932, 936, 949, 950, 1250...1258: "cp\(codePage)"
    case 1200: "utf-16le"
    case 10000: "macintosh"
    case 20127: "us-ascii"
    case 20866: "koi8-r"
    case 21866: "koi8-u"
    case 28591...28605: "iso-8859-\(codePage - 28590)"
    case 38598: "iso-8859-8-i"
    case 50220...50222: "iso-2022-jp"
    case 51932, 20932: "euc-jp"
    case 51949: "euc-kr"
    case 54936: "gb18030"
    case 65000: "utf-7"
    case 65001: "utf-8"
    default: codePage < 1_000 ? "cp\(codePage)" : nil
    }
  }
}
