/// What single lines of an mbox file are.
enum MboxLine {
  /// Octets of a line that are looked at: a `From ` line is an address, of 254 octets at most, and a date.
  static let lengthLimit = 1_000

  /// How sure it is that a line which starts with `From ` parts two messages.
  enum Mark {
    /// It names a weekday, a month, a day, a time and a year.
    case full
    /// It names a sender only, or some time of day.
    case weak
    /// It is a sentence.
    case none
  }

  static func isFrom(_ line: ArraySlice<UInt8>) -> Bool {
    line.count >= 5 && line.first == 0x46 && line.starts(with: from)
  }

  /// `>From `, `>>From ` and so on.
  static func isQuotedFrom(_ line: ArraySlice<UInt8>) -> Bool {
    let rest = line.drop { $0 == ASCII.greater }
    return rest.count < line.count && isFrom(rest)
  }

  /// Whether a line can start a header: a name and a colon, or a `>From ` line as some old servers add it.
  static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    let name = line.prefix { $0 > ASCII.space && $0 < 0x7F && $0 != ASCII.colon }
    // 76: as long as a name can be in a line of 78.
    guard !name.isEmpty, name.count <= 76 else { return false }
    if line[name.endIndex...].drop(while: \.isWSP).first == ASCII.colon { return true }
    return isQuotedFrom(line)
  }

  /// - Parameter line: starts with `From `, without its line end.
  static func mark(_ line: ArraySlice<UInt8>) -> Mark {
    let words = words(of: line)
    if dateStart(in: words) != nil { return .full }
    if words.count < 2 { return .weak }
    return words.contains(where: holdsTime) ? .weak : .none
  }

  /// What follows `From `, cut at spaces.
  static func words(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.dropFirst(5).prefix(lengthLimit).split(whereSeparator: \.isWSP)
  }

  /// The number of the word with which a date starts: a weekday, behind which month, day, time and year follow in any
  /// order, with a zone or without.
  static func dateStart(in words: [ArraySlice<UInt8>]) -> Int? {
    // Month, day, time, year and two words of a zone.
    let reach = 6
    for (index, word) in words.enumerated() where isOne(of: weekdays, word) {
      var hasMonth = false
      var hasTime = false
      var numbers = 0
      for word in words[(index + 1)...].prefix(reach) {
        if isOne(of: months, word) {
          hasMonth = true
        } else if holdsTime(word) {
          hasTime = true
        } else if word.count <= 4, word.allSatisfy(\.isDigit) {
          numbers += 1
        }
      }
      if hasMonth, hasTime, numbers >= 2 { return index }
    }
    return nil
  }

  /// `9:30`, `09:30:00`.
  private static func holdsTime(_ word: ArraySlice<UInt8>) -> Bool {
    word.indices.dropFirst().dropLast().contains { index in
      word[index] == ASCII.colon && word[index - 1].isDigit && word[index + 1].isDigit
    }
  }

  /// A name of three letters, perhaps with a comma.
  private static func isOne(of names: [[UInt8]], _ word: ArraySlice<UInt8>) -> Bool {
    let letters = word.last == ASCII.comma ? word.dropLast() : word
    guard letters.count == 3 else { return false }
    return names.contains { zip($0, letters).allSatisfy { $0 == $1.lowercasedASCII } }
  }

  /// The number in a Content-Length field; nil for any other line.
  static func contentLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.count > contentLengthName.count,
      zip(contentLengthName, line).allSatisfy({ $0 == $1.lowercasedASCII })
    else { return nil }
    var rest = line.dropFirst(contentLengthName.count).drop(while: \.isWSP)
    guard rest.first == ASCII.colon else { return nil }
    rest = rest.dropFirst().drop(while: \.isWSP)
    let digits = rest.prefix { $0.isDigit }
    // 18 digits are far from overflow.
    guard (1...18).contains(digits.count), rest[digits.endIndex...].allSatisfy(\.isWSP) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static let from = Array("From ".utf8)
  private static let contentLengthName = Array("content-length".utf8)
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { Array($0.utf8) }
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }
}
