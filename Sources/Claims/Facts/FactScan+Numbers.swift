extension FactScan {
  private static let signs: [String: String] = ["$": "USD", "€": "EUR", "£": "GBP"]
  private static let currencies: [String: String] = [
    "usd": "USD", "dollars": "USD", "dollar": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR", "gbp": "GBP",
    "pounds": "GBP",
    "pound": "GBP", "chf": "CHF", "€": "EUR", "£": "GBP", "$": "USD", "bucks": "USD", "quid": "GBP",
  ]

  /// `$410.00`, `{$410.00}`, `EUR 12,50`, `30 euros`.
  func amount(_ at: Int) -> Fact? {
    var place = at
    let isBraced = form(place) == "{"
    if isBraced { place += 1 }
    if let currency = Self.signs[form(place)]
      ?? (["eur", "usd", "gbp", "chf"].contains(form(place)) ? form(place).uppercased() : nil),
      kind(place + 1) == .number
    {
      // "£5k"
      if form(place + 2) == "k", !tokens[place + 2].hasSpaceBefore, Int(form(place + 1)) != nil {
        let value = Self.money(form(place + 1) + "000") + currency
        return Fact(type: "amount", value: value, tokens: at..<(place + 3), rule: "amount")
      }
      let end = place + 2 + (isBraced && form(place + 2) == "}" ? 1 : 0)
      return Fact(type: "amount", value: Self.money(form(place + 1)) + currency, tokens: at..<end, rule: "amount")
    }
    guard !isBraced, kind(at) == .number, let currency = Self.currencies[form(at + 1)] else { return nil }
    // "order 4471 $30": the sign belongs to what follows.
    if kind(at + 2) == .number, Self.signs[form(at + 1)] != nil { return nil }
    return Fact(type: "amount", value: Self.money(form(at)) + currency, tokens: at..<(at + 2), rule: "amount")
  }

  /// Two decimals after the last separator if two digits follow it; other separators group thousands.
  static func money(_ form: String) -> String {
    let bytes = Array(form.utf8)
    var whole = bytes[...]
    var cents = "00"
    if let last = bytes.lastIndex(where: { $0 == 0x2E || $0 == 0x2C }), bytes.count - last - 1 <= 2,
      last + 1 < bytes.count
    {
      whole = bytes[..<last]
      cents = String(decoding: bytes[(last + 1)...], as: UTF8.self)
      if cents.utf8.count == 1 { cents += "0" }
    }
    return String(decoding: whole.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self) + "." + cents
  }

  /// At least so many digits make a telephone number (ITU-T E.164 allows 15 at most).
  private static let phoneDigits = 8...15

  func phone(_ at: Int, hasLabel: Bool = false) -> Fact? {
    guard kind(at) == .number || form(at) == "+" || form(at) == "(" else { return nil }
    // "Their phone number is ...": not where the customer can be called.
    if !hasLabel, tokens[max(0, at - 5)..<at].contains(where: { ["their", "its", "your"].contains($0.form) }) { return nil }
    var place = at
    var digits = ""
    var groups = 0
    while place < tokens.count, place - at < 12 {
      let form = form(place)
      if kind(place) == .number, !form.utf8.contains(0x2E) || hasLabel {
        digits += String(decoding: form.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
        groups += 1
      } else if !["+", "(", ")", "-", "/"].contains(form) {
        break
      }
      place += 1
    }
    while place > at, kind(place - 1) == .sign { place -= 1 }
    guard hasLabel ? (6...15).contains(digits.utf8.count) : Self.phoneDigits.contains(digits.utf8.count) else {
      return nil
    }
    let isDashed = form(at).utf8.count == 12 && form(at).utf8.lazy.filter { $0 == 0x2D }.count == 2
    guard
      hasLabel || form(at) == "+" || (digits.hasPrefix("0") && groups > 1) || (form(at) == "(" && groups > 1)
        || isDashed
    else { return nil }
    return Fact(type: "phone", value: digits, tokens: at..<place, rule: "phone number")
  }

  /// "version 121.5.2", "v140", "Firefox 97.4.2", "116.2.1 (32-bit)".
  func version(_ at: Int) -> Fact? {
    // "FF90": the short name of the product and its version in one.
    if form(at).hasPrefix("ff") || form(at).hasPrefix("tb"), let value = Self.versionNumber(String(form(at).dropFirst(2))) {
      return Fact(type: "version", value: value, tokens: at..<(at + 1), rule: "version")
    }
    var start = at
    var place = at
    if kind(place) == .word, tokens[place].isCapitalised, !FactScan.articles.contains(form(place)) { place += 1 }
    if form(place) == "-" { place += 1 }
    let hasLabel = ["version", "ver", "ver.", "v", "v.", "release", "build", "firmware"].contains(form(place))
    if hasLabel { place += 1 }
    while hasLabel, [".", ":", "is", "(", "number"].contains(form(place)), place - at < 5 { place += 1 }
    if !hasLabel, form(place) == "(" { place += 1 }
    // "Updated to 5.1".
    let isUpdate = form(at - 1) == "to" && ["updated", "upgraded", "updating", "upgrading"].contains(form(at - 2))
    guard let value = Self.versionNumber(form(place)), place < tokens.count else { return nil }
    let dots = value.utf8.lazy.filter { $0 == 0x2E }.count
    let hasProduct = place > at && !hasLabel && Self.isProduct(form(at))
    guard
      hasLabel || form(place + 1) == "esr" || isUpdate && dots == 1 && place == at || dots >= 2 && kind(at) != .sign
        || (hasProduct && (dots >= 1 || (value.utf8.count == 2 || value.utf8.count == 3) && isMixedCase(at)))
    else { return nil }
    if !hasLabel, FactScan.currency(form(place - 1)) || FactScan.currency(form(place + 1)) { return nil }
    if !hasProduct, !hasLabel { start = place }
    var end = place + 1
    if form(end) == "build", kind(end + 1) == .number, form(place - 1) != "build" { end += 2 }
    return Fact(type: "version", value: value, tokens: start..<end, rule: "version")
  }

  /// `Firefox`, not `FCRA`: only a name in mixed case is a product where a bare whole number follows.
  private func isMixedCase(_ at: Int) -> Bool {
    tokens[at].isCapitalised && at + 1 < tokens.count && !tokens[at + 1].isCapitalised && tokens[at].span.count > 4
      && !form(at).hasPrefix("xxx")
  }

  private static func currency(_ form: String) -> Bool { currencies[form] != nil }

  private static func isProduct(_ word: String) -> Bool {
    ![
      "on", "in", "since", "the", "i", "page", "step", "port", "room", "may", "order", "invoice", "january", "february",
      "march", "april",
      "june", "july", "august", "is", "section", "server", "last", "chapter", "article", "september", "october",
      "november", "december", "after", "about", "only", "over", "and",
    ].contains(word)
      && !FactScan.small.contains(word)
  }

  /// Digits and dots, with `v` before and `esr`, `b6`, `.xx` behind: the numeric part, or nil.
  private static func versionNumber(_ form: String) -> String? {
    let bare = form.hasPrefix("v") ? form.dropFirst() : form[...]
    guard let first = bare.utf8.first, first >= 0x30, first <= 0x39 else { return nil }
    let head = bare.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let tail = bare.dropFirst(head.count)
    guard head.utf8.count <= 20,
      tail.isEmpty || ["esr", "xx", "x", "bit"].contains(String(tail)) || tail.first == "b"
    else { return nil }
    if tail == "bit" || head.utf8.contains(0x2C) { return nil }
    return head.hasSuffix(".") ? String(head.dropLast()) : String(head)
  }
}
