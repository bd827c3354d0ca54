/// Dates as mail programs write them into forwards in the language of their user: "So., 3. Mai 2026 um 09:30 Uhr".
enum ForwardedDate {
  /// The same date in English from the day on, for ``DateReader``; nil where no month in words follows a day. Empty
  /// where the hour is one of twelve in another language: such a date is told as written only.
  ///
  /// Nobody knows whether 03/05/2026 is in March or in May. And the month follows its day: the "mar." before it is a
  /// Tuesday in French, and no March.
  static func english(_ text: [UInt8]) -> String? {
    var day: [UInt8]?
    var month: String?
    var rest: [String] = []
    let folded = Folding.fold(text, 0..<text.count)
    for part in folded.split(whereSeparator: { $0 == ASCII.space || $0 == ASCII.comma }) {
      let word = Array(part).trimmed { $0 == ASCII.dot }
      if day == nil {
        if isNumber(word, 1...2) { day = word }
      } else if month == nil {
        month = months.match(word, isWhole: true).map { shortMonths[$0.value] }
        if month == nil, word.contains(where: \.isDigit) { return nil }
      } else if word == [0x70] || word == Array("p.m".utf8) || word == [0x61] && part.last == ASCII.dot {
        return ""
      } else if word.first?.isDigit == true || word.first == 0x2B || word.first == ASCII.hyphen {
        rest.append(String(decoding: word, as: UTF8.self))
      } else if let zone = offset(word) {
        rest.append(zone)
      } else if zones.match(word, isWhole: true) != nil {
        rest.append(String(decoding: word, as: UTF8.self).uppercased())
      }
    }
    guard let day, let month else { return nil }
    return ([String(decoding: day, as: UTF8.self), month] + rest).joined(separator: " ")
  }

  /// What ``DateReader`` knows itself; any other word is a small one, as "um", "à", "г." and "Uhr" are.
  private static let zones = PhraseTable([
    "am", "pm", "gmt", "utc", "ut", "z", "eet", "eest", "cet", "cest", "wet", "west", "bst", "est", "edt", "cst", "cdt",
    "mst", "mdt", "pst", "pdt", "msk", "jst", "ist",
  ])

  private static func isNumber(_ word: [UInt8], _ length: ClosedRange<Int>) -> Bool {
    length.contains(word.count) && word.allSatisfy(\.isDigit)
  }

  /// `MESZ`, and `UTC+2` as Apple Mail has it.
  private static func offset(_ word: [UInt8]) -> String? {
    if word == Array("mesz".utf8) { return "+0200" }
    if word == Array("mez".utf8) { return "+0100" }
    guard word.starts(with: "utc".utf8) || word.starts(with: "gmt".utf8), word.count > 4,
      word[3] == 0x2B || word[3] == ASCII.hyphen, isNumber(Array(word[4...]), 1...2)
    else { return nil }
    let hours = String(decoding: word[4...], as: UTF8.self)
    return (word[3] == 0x2B ? "+" : "-") + (hours.utf8.count == 1 ? "0" : "") + hours + "00"
  }

  private static let shortMonths = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// In full and short: German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Polish, Russian.
  private static let months = PhraseTable(
    [
      "jan|january|januar|jänner|janvier|janv|enero|ene|gennaio|gen|januari|janeiro|stycznia|sty|января|янв",
      "feb|february|februar|février|févr|febrero|febbraio|februari|fevereiro|fev|lutego|lut|февраля|фев|февр",
      "mar|march|märz|mär|mrz|mars|marzo|maart|mrt|março|marts|marca|марта|мар",
      "apr|april|avril|avr|abril|abr|aprile|kwietnia|kwi|апреля|апр",
      "may|mai|mayo|maggio|mag|mei|maio|maj|maja|мая|май",
      "jun|june|juni|juin|junio|giugno|giu|junho|czerwca|cze|июня|июн",
      "jul|july|juli|juillet|juil|julio|luglio|lug|julho|lipca|lip|июля|июл",
      "aug|august|août|agosto|ago|augustus|augusti|sierpnia|sie|августа|авг",
      "sep|sept|september|septembre|septiembre|settembre|set|setembro|września|wrz|сентября|сент|сен",
      "oct|october|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|października|paź|октября|окт",
      "nov|november|novembre|noviembre|novembro|listopada|lis|ноября|нояб|ноя",
      "dec|december|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro|grudnia|gru|декабря|дек",
    ].enumerated().flatMap { number, names in names.split(separator: "|").map { (String($0), number) } })
}
