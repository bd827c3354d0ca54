/// Words that speak for a situation, compared without their endings: "tracking pages" is "track page".
struct Phrase: Hashable, Sendable {
  let stems: [String]

  init(_ text: String) {
    stems = Self.stems(of: text)
  }

  /// Characters of a mail that are read to choose a template: the beginning says what it is about.
  static let longestText = 20_000

  /// The words of a text in lower case without endings.
  static func stems(of text: String) -> [String] {
    text.prefix(longestText).lowercased()
      .split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "\u{2019}") }
      .map(stem)
  }

  /// Things named like deeds: "packaging" is no parcel.
  private static let things: Set<Substring> = ["packaging", "packing", "wrapping"]

  /// A light cut: damage, damaged, damages and damaging meet; no claim to be a lemma.
  private static func stem(_ word: Substring) -> String {
    if things.contains(word) { return String(word) }
    var letters = Array(word.filter { $0 != "'" && $0 != "\u{2019}" })
    func ends(_ ending: String) -> Bool {
      letters.count >= ending.count + 3 && letters.suffix(ending.count).elementsEqual(ending)
    }
    if ends("ies") {
      letters.removeLast(3)
      letters.append("y")
    } else if ends("s"), !ends("ss") {
      letters.removeLast()
    }
    if ends("ing") { letters.removeLast(3) } else if ends("ed") { letters.removeLast(2) }
    if ends("e") { letters.removeLast() }
    if letters.count > 3, let last = letters.last, letters.dropLast().last == last { letters.removeLast() }
    return String(letters)
  }
}

/// The words of one mail, ready to be searched for phrases.
struct SearchableWords {
  private let words: [String]
  private let places: [String: [Int]]

  init(_ words: [String]) {
    self.words = words
    places = Dictionary(grouping: words.indices) { words[$0] }
  }

  func contains(_ phrase: Phrase) -> Bool {
    guard let first = phrase.stems.first, let starts = places[first] else { return false }
    return starts.contains { words[$0...].starts(with: phrase.stems) }
  }

  /// Stems of words that turn what follows into its opposite or a doubt: "no parcel has arrived", "it says it came".
  private static let doubts = Set(
    [
      "not", "no", "never", "nothing", "neither", "nor", "nobody", "none", "hasn't", "haven't", "didn't", "don't",
      "wasn't", "isn't", "if", "whether", "until", "till", "should", "when", "says", "said", "saying", "claims",
      "shows", "supposedly", "without",
    ].flatMap(Phrase.stems))

  /// Words before a phrase that can negate it.
  private static let reach = 4

  /// A phrase that is found and not negated or doubted.
  func states(_ phrase: Phrase) -> Bool {
    guard let first = phrase.stems.first, let starts = places[first] else { return false }
    return starts.contains { start in
      words[start...].starts(with: phrase.stems)
        && !words[max(0, start - Self.reach)..<start].contains(where: Self.doubts.contains)
    }
  }
}
