/// Languages that their writing tells at once.
enum Script {
  /// `ja`, `ko` or `zh` where most letters are theirs; else nil.
  static func language(of bytes: ArraySlice<UInt8>) -> String? {
    var (kana, hangul, han, others) = (0, 0, 0, 0)
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let byte = bytes[at]
      switch byte {
      // U+3040 ... U+30FF
      case 0xE3 where at + 1 < bytes.endIndex && (0x81...0x83).contains(bytes[at + 1]): kana += 1
      // U+AC00 ... U+D7A3
      case 0xEA...0xED: hangul += 1
      // U+4000 ... U+9FFF
      case 0xE4...0xE9: han += 1
      case _ where Scalar.isUpper(byte) || Scalar.isLower(byte) || (0xC3...0xE2).contains(byte): others += 1
      default: break
      }
      at += byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }
    // A sign of theirs is a syllable or a word.
    guard (kana + hangul + han) * 2 > others, kana + hangul + han > 3 else { return nil }
    return hangul > kana + han ? "ko" : kana * 10 > han ? "ja" : "zh"
  }
}
