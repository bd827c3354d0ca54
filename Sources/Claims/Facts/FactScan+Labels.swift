extension FactScan {
  /// The rule of a value that takes the place of the one before it.
  static let correction = "corrected"

  /// Types whose value is letters and digits behind a label.
  static func isIdentifier(_ type: String) -> Bool {
    type.hasSuffix("-number") || ["imei", "iban", "account-name"].contains(type)
  }

  /// Labels of one word that name a thing as well: "my order 3", "the case 2".
  private static let things: Set<String> = [
    "order", "invoice", "case", "ticket", "reference", "card", "phone", "tel", "serial", "error", "cell", "mobile",
    "booking", "reservation", "ref", "tracking", "policy", "contract",
  ]
  /// What may stand between a label and its value.
  private static let links: Set<String> = [
    ".", ":", "#", "is", "was", "no", "nr", "number", "code", "=", "(", "id", "\"", "|", "-", "–", ">", "ending",
  ]
  private static let currencies: Set<String> = [
    "€", "$", "£", "quid", "euro", "euros", "dollars", "pounds", "eur", "usd", "gbp", "%",
  ]

  /// A label of ``DataLabels`` and a value: "order no. 4471-B", "invoice number is 2203", "Kundennummer: 88213".
  func labelled(_ at: Int) -> Fact? {
    guard DataLabels.firstWords.contains(label(form(at))) else { return nil }
    for length in stride(from: DataLabels.maxLabel, through: 1, by: -1) where at + length < tokens.count {
      guard kind(at) == .word || kind(at) == .number,
        let type = DataLabels.types[tokens[at..<(at + length)].map { label($0.form) }.joined(separator: " ")]
      else { continue }
      guard Self.isIdentifier(type) || type == "phone" || type == "error" else { return nil }
      let isWeak = length == 1 && Self.things.contains(form(at))
      var place = at + length
      var steps = 0
      while steps < 4, Self.links.contains(form(place)) || form(place) == "in" && form(place - 1) == "ending" {
        place += 1
        steps += 1
      }
      if type == "phone", ["their", "your", "its"].contains(form(at - 1)) { return nil }
      if type == "phone" { return checked(place) ?? phone(place, hasLabel: true) ?? withheld(at, place) }
      guard isValue(place), isWeak == false || form(place).utf8.count >= 3 || steps > 0 || isBareNumber(at, place) else {
        return nil
      }
      if type == "error", kind(place) == .word, form(place).utf8.count < 3 { return nil }
      if isWeak, isCount(place, label: form(at)) { return nil }
      if date(place) != nil || unit(form(place + 1)) || Self.currencies.contains(form(place + 1)) { return nil }
      let end = suffixed(place)
      let value = Self.identifier(tokens[place..<end].map(\.form).joined())
      return Fact(type: type, value: value, tokens: at..<end, rule: "label: \(type)")
    }
    return nil
  }

  /// "It was order 88.": two figures by which nothing is counted.
  private func isBareNumber(_ at: Int, _ place: Int) -> Bool {
    form(place).utf8.count == 2 && kind(place) == .number && (place + 1 == tokens.count || kind(place + 1) == .sign)
      && !["to", "i", "we", "you", "can"].contains(form(at - 1))
  }

  /// "Tracking 120 orders", "order is 300 grams short", "reservation 7.30pm": how many or when, not which.
  private func isCount(_ place: Int, label: String) -> Bool {
    let form = form(place)
    if label == "tracking", form.utf8.count < 8 { return true }
    guard kind(place) == .number else { return false }
    if form.utf8.contains(0x2E) { return true }
    let next = self.form(place + 1)
    return form.utf8.count <= 3 && kind(place + 1) == .word && next.hasSuffix("s")
      && !["is", "was", "has", "says", "does", "arrives", "shows", "this"].contains(next)
  }

  /// "4471 B" is one number where nothing else follows in its line: the end of its words.
  private func suffixed(_ place: Int) -> Int {
    let next = place + 1
    guard next < tokens.count, kind(place) == .number, kind(next) == .word, form(next).utf8.count == 1,
      tokens[next].isCapitalised, tokens[next].lineEndsBefore == 0
    else { return next }
    let isLast = next + 1 == tokens.count || tokens[next + 1].lineEndsBefore > 0 || kind(next + 1) == .sign
    return isLast ? next + 1 : next
  }

  /// "The card ending in 4471", "last four digits are 8812".
  func ending(_ at: Int) -> Fact? {
    var place = at
    if form(at) == "ending" {
      guard tokens[max(0, at - 3)..<at].contains(where: { ["card", "visa", "mastercard", "amex"].contains($0.form) }) else {
        return nil
      }
      place += 1
    } else if form(at) == "last", ["four", "4"].contains(form(at + 1)), ["digits", "numbers"].contains(form(at + 2)) {
      place += 3
    } else {
      return nil
    }
    var steps = 0
    while steps < 3, ["in", "with", "on", "are", "is", ":", "of", "card", "my", "the"].contains(form(place)) {
      place += 1
      steps += 1
    }
    guard kind(place) == .number, form(place).utf8.count == 4, form(place).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return Fact(type: "card-number", value: form(place), tokens: at..<(place + 1), rule: "last digits")
  }

  /// `no.` of "order no. 4471" without its dot.
  private func label(_ form: String) -> String { form.utf8.count > 1 && form.hasSuffix(".") ? String(form.dropLast()) : form }

  /// "Order 555 is my wife's, mine is 556"; "order 4471, sorry, I meant 4472" takes back what was said before.
  func another(_ at: Int) -> Fact? {
    guard let mine else { return nil }
    let isMine = form(at) == "mine" && (form(at + 1) == "is" || form(at + 1) == "was")
    let isMeant = form(at) == "i" && (form(at + 1) == "mean" || form(at + 1) == "meant")
    let isCorrection = form(at) == "correction"
    guard isMine || isMeant || isCorrection else { return nil }
    var place = isCorrection ? at + 1 : at + 2
    while place < at + 5, ["#", ":", ",", "it", "is", "'s", "should", "be", "number", "no"].contains(form(place)) { place += 1 }
    guard isValue(place), form(place).utf8.count >= 3, !unit(form(place + 1)) else { return nil }
    let end = suffixed(place)
    let value = Self.identifier(tokens[place..<end].map(\.form).joined())
    return Fact(type: mine, value: value, tokens: at..<end, rule: isMine ? "mine is" : Self.correction)
  }

  /// "order 3 weeks ago", "order 2 shirts" have no order number.
  private func unit(_ word: String) -> Bool {
    [
      "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "items", "times", "pieces",
      "minutes",
    ].contains(word)
  }
}
