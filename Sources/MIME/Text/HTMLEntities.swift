/// Character references of HTML (WHATWG HTML, 13.5).
enum HTMLEntities {
  /// Longest name or number looked at, in bytes.
  static let lengthLimit = 32

  /// The reference that starts with the `&` at `start`: its code point and the index behind it; nil where none does.
  static func match(in bytes: ArraySlice<UInt8>, at start: Int) -> (scalar: UInt32, end: Int)? {
    var index = start + 1
    let limit = min(bytes.endIndex, start + lengthLimit)
    guard index < limit else { return nil }
    if bytes[index] == 0x23 {
      index += 1
      let isHex = index < limit && bytes[index].lowercasedASCII == 0x78
      if isHex { index += 1 }
      let digits = index
      var value: UInt32 = 0
      while index < limit, let digit = bytes[index].hexValue, isHex || digit < 10 {
        value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x110000)
        index += 1
      }
      guard index > digits else { return nil }
      if index < bytes.endIndex, bytes[index] == ASCII.semicolon { index += 1 }
      return (visible(value), index)
    }
    while index < limit, bytes[index].isLetter || bytes[index].isDigit { index += 1 }
    let name = String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
    let isClosed = index < bytes.endIndex && bytes[index] == ASCII.semicolon
    if let value = named[name] { return (value, isClosed ? index + 1 : index) }
    // `&nbspand`: the old names need no semicolon.
    for old in ["nbsp", "amp", "lt", "gt", "quot"] where name.hasPrefix(old) {
      guard let value = named[old] else { continue }
      return (value, start + 1 + old.utf8.count)
    }
    return nil
  }

  /// `bytes` with references undone.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x26) else { return Array(bytes) }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x26, let found = match(in: bytes, at: index) {
        result.append(scalar: found.scalar)
        index = found.end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Numbers 128 ... 159 mean windows-1252, zero and what is no code point mean U+FFFD.
  private static func visible(_ value: UInt32) -> UInt32 {
    if value == 0 { return 0xFFFD }
    if value >= 0x80, value < 0xA0 { return Charset.windows1252Scalar(UInt8(value)) }
    return value
  }

  private static let named: [String: UInt32] = {
    var table: [String: UInt32] = [
      "amp": 38, "AMP": 38, "lt": 60, "LT": 60, "gt": 62, "GT": 62, "quot": 34, "QUOT": 34, "apos": 39, "OElig": 338,
      "oelig": 339, "Scaron": 352, "scaron": 353, "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194,
      "emsp": 8195, "thinsp": 8201, "zwnj": 8204, "zwj": 8205, "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212,
      "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "dagger": 8224,
      "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249,
      "rsaquo": 8250, "oline": 8254, "frasl": 8260, "euro": 8364, "image": 8465, "trade": 8482, "larr": 8592,
      "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "rArr": 8658, "lArr": 8656, "hArr": 8660, "forall": 8704,
      "part": 8706, "exist": 8707, "empty": 8709, "nabla": 8711, "isin": 8712, "ni": 8715, "prod": 8719, "sum": 8721,
      "minus": 8722, "lowast": 8727, "radic": 8730, "prop": 8733, "infin": 8734, "ang": 8736, "and": 8743, "or": 8744,
      "cap": 8745, "cup": 8746, "int": 8747, "there4": 8756, "sim": 8764, "cong": 8773, "asymp": 8776, "ne": 8800,
      "equiv": 8801, "le": 8804, "ge": 8805, "sub": 8834, "sup": 8835, "oplus": 8853, "perp": 8869, "sdot": 8901,
      "loz": 9674, "spades": 9824, "clubs": 9827, "hearts": 9829, "diams": 9830, "check": 10003, "checkmark": 10003,
      "cross": 10007, "star": 9734, "starf": 9733, "phone": 9742, "nbhy": 8209, "hyphen": 8208, "dash": 8208,
      "Tab": 9, "NewLine": 10, "excl": 33, "num": 35, "dollar": 36, "percnt": 37, "lpar": 40, "rpar": 41, "ast": 42,
      "plus": 43, "comma": 44, "period": 46, "sol": 47, "colon": 58, "semi": 59, "equals": 61, "quest": 63,
      "commat": 64, "lsqb": 91, "rsqb": 93, "lbrack": 91, "rbrack": 93, "bsol": 92, "lowbar": 95, "grave": 96,
      "lcub": 123, "rcub": 125, "lbrace": 123, "rbrace": 125, "verbar": 124, "vert": 124, "scedil": 351, "Scedil": 350,
      "gbreve": 287, "Gbreve": 286, "inodot": 305, "imath": 305, "Idot": 304, "lstrok": 322, "Lstrok": 321,
      "aogon": 261, "eogon": 281, "cacute": 263, "nacute": 324, "sacute": 347, "zacute": 378, "zdot": 380,
      "ccaron": 269, "Ccaron": 268, "ecaron": 283, "rcaron": 345, "zcaron": 382, "Zcaron": 381, "uring": 367,
    ]
    // U+00A0 ... U+00FF in order.
    let latin1 = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
      micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
      Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
      Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
      ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
      uuml yacute thorn yuml
      """
    for (offset, name) in latin1.split(separator: " ").enumerated() { table[String(name)] = UInt32(0xA0 + offset) }
    // U+0391 ... U+03C9 in order; U+03A2 is not assigned.
    let greek = """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi \
      Chi Psi Omega - - - - - - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi \
      rho sigmaf sigma tau upsilon phi chi psi omega
      """
    for (offset, name) in greek.split(separator: " ").enumerated() where name != "-" {
      table[String(name)] = UInt32(0x391 + offset)
    }
    return table
  }()
}
