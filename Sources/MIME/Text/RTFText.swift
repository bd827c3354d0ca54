/// What a Rich Text Format document holds, as the bodies of TNEF (winmail.dat) do ([MSFT-RTF] 1.9.1).
enum RTFText {
  /// Most groups open at once: real ones nest some dozens deep. What is deeper is read as part of the last one.
  static let depthLimit = 1_000
  /// Most fonts remembered: Word writes some hundreds.
  static let fontLimit = 4_096

  /// The document it was made from.
  enum Content: Hashable, Sendable {
    /// UTF-8 with `\n` line ends.
    case text([UInt8])
    /// The HTML that Outlook wrapped in it, in UTF-8 ([MS-OXRTFEX]).
    case html([UInt8])

    var readable: ReadableText {
      switch self {
      case .text(let bytes): ReadableText(bytes: bytes)
      case .html(let bytes): HTMLText.read(bytes)
      }
    }
  }

  /// Reads `bytes`, not compressed. Anything that is no RTF gives what looks like words in it.
  static func read(_ bytes: [UInt8]) -> Content {
    var reader = RTFReader()
    reader.read(bytes.span)
    return reader.content
  }

  /// The code page of an `\fcharset` ([MSFT-RTF], "Font Table"); 0 for the one of the document.
  static func codePage(ofFontCharset charset: Int) -> Int {
    switch charset {
    case 77: 10_000
    case 128: 932
    case 129, 130: 949
    case 134: 936
    case 136: 950
    case 161: 1_253
    case 162: 1_254
    case 163: 1_258
    case 177: 1_255
    case 178: 1_256
    case 186: 1_257
    case 204: 1_251
    case 222: 874
    case 238: 1_250
    case 254: 437
    case 255: 850
    default: 0
    }
  }

  /// `bytes` of a code page in UTF-8.
  static func decoded(_ bytes: [UInt8], codePage: Int) -> [UInt8] {
    let label =
      switch codePage {
      case 65_001: "utf-8"
      case 932: "shift_jis"
      case 936, 54_936: "gb18030"
      case 949, 1_361: "euc-kr"
      case 950: "big5"
      case 10_000: "macintosh"
      case 437, 850, 866: "cp\(codePage)"
      case 874, 1_250...1_258: "windows-\(codePage)"
      case 20_866: "koi8-r"
      case 28_591...28_605: "iso-8859-\(codePage - 28_590)"
      default: "windows-1252"
      }
    return Array(Charset(label: label).decode(bytes[...]).text.utf8)
  }
}
