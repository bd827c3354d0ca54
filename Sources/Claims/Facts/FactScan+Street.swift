extension FactScan {
  /// What a street's name ends in, with the short forms of addresses.
  private static let streets: Set<String> = [
    "street", "st", "st.", "road", "rd", "rd.", "lane", "ln", "avenue", "ave", "ave.", "drive", "close", "crescent", "court",
    "square", "terrace", "boulevard", "blvd", "gardens", "grove", "mews", "walk", "hill",
  ]
  /// Words in what follows a street at most: "Newtown, Kent, AB1 2CD".
  private static let townWords = 8

  /// "I live at 14 Mill Lane, Leeds LS1 4AB": a house's number, a street in capitals, and the town behind it.
  func street(_ at: Int) -> Fact? {
    guard isValue(at), form(at).utf8.count <= 5, kind(at) != .address, kind(at) != .url else { return nil }
    var end = at + 1
    while end < tokens.count, end - at < 5, kind(end) == .word, tokens[end].isCapitalised, !Self.streets.contains(form(end)) {
      end += 1
    }
    guard end > at + 1, end < tokens.count, tokens[end].isCapitalised, Self.streets.contains(form(end)) else { return nil }
    end += 1
    let town = end
    while end < tokens.count, end - town < Self.townWords,
      form(end) == "," || form(end) == "." && form(end - 1) == "st" || isValue(end)
        || kind(end) == .word && tokens[end].isCapitalised,
      form(end) != "i"
    { end += 1 }
    while kind(end - 1) == .sign { end -= 1 }
    let value = tokens[at..<end].map(\.form).joined(separator: " ")
    return Fact(type: "address", value: value, tokens: at..<end, rule: "street")
  }
}
