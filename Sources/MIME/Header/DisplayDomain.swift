extension Address {
  /// The host part for showing: labels in their own script where they are internationalised (RFC 5891, 2.3.2.1).
  ///
  /// Empty for a bare local part. A label that could be taken for another, because it mixes scripts or is made of
  /// letters that look like Latin ones, is shown as it was sent, `xn--...`. Never an address to send to.
  public var displayDomain: String {
    guard let at = address.utf8.lastIndex(of: ASCII.at) else { return "" }
    let domain = address[address.utf8.index(after: at)...]
    guard domain.utf8.first != 0x5B else { return String(domain) }
    return domain.split(separator: ".", omittingEmptySubsequences: false).map { label in
      guard label.utf8.startsIgnoringCase("xn--"),
        let scalars = Punycode.decode(label.utf8.dropFirst(4)),
        LabelScript.isSafe(scalars)
      else { return String(label) }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }.joined(separator: ".")
  }
}

/// Which scripts a host label is written in: the rules of thumb of browsers (Unicode TS 39, 5).
private enum LabelScript {
  case latin, greek, cyrillic, hebrew, arabic, indic, thai, hangul, eastAsian

  /// Whether a person who reads the label takes it for what it is.
  static func isSafe(_ scalars: [Unicode.Scalar]) -> Bool {
    guard scalars.contains(where: { $0.value >= 0x80 }) else { return false }
    var script: LabelScript?
    var hasOwnShape = false
    for scalar in scalars {
      if isCommon(scalar) { continue }
      guard let found = LabelScript(scalar) else { return false }
      if let script, script != found { return false }
      script = found
      if !lookalikes.contains(scalar) { hasOwnShape = true }
    }
    return script != nil && hasOwnShape
  }

  /// Digits and the hyphen go with every script.
  private static func isCommon(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar.value >= 0x30 && scalar.value <= 0x39
  }

  private init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    // Without U+0131, the dotless i, and the letters of phonetics.
    case 0x61...0x7A, 0xDF...0xF6, 0xF8...0x130, 0x132...0x17E, 0x1A0, 0x1A1, 0x1AF, 0x1B0,
      0x218...0x21B, 0x1E00...0x1EFF:
      self = .latin
    case 0x370...0x3FF: self = .greek
    case 0x400...0x4FF: self = .cyrillic
    case 0x5D0...0x5EA: self = .hebrew
    case 0x620...0x669, 0x66E...0x6D5, 0x6EE...0x6FF: self = .arabic
    case 0x900...0xDFF: self = .indic
    case 0xE01...0xE3A, 0xE40...0xE4E: self = .thai
    case 0xAC00...0xD7A3: self = .hangul
    case 0x3005...0x3007, 0x3041...0x309E, 0x30A1...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0x20000...0x2FA1F:
      self = .eastAsian
    default: return nil
    }
  }

  /// Cyrillic and Greek letters that look like Latin ones: a label of nothing else is shown as sent.
  private static let lookalikes: Set<Unicode.Scalar> = [
    "а", "с", "ԁ", "е", "һ", "і", "ј", "ӏ", "о", "р", "ԛ", "ѕ", "ԝ", "х", "у", "ъ", "ь", "ҽ", "п",
    "г", "ѵ", "ѡ",
    "α", "ι", "κ", "ν", "ο", "ρ", "υ", "η", "τ", "ω", "χ", "γ",
  ]
}
