/// One way to read a word as a verb: its lemma and its form.
///
/// Ambiguous words have several (`read` is base, past and participle; `used` is past and participle of `use`, and
/// formally of `us`); who asks keeps those whose lemma it knows.
struct VerbForm: Hashable, Sendable {
  enum Tense: Hashable, Sendable {
    /// `restart`: infinitive, imperative, present.
    case base
    /// `restarts`.
    case thirdPerson
    /// `restarted`, `sent`.
    case past
    /// `restarted`, `written`.
    case participle
    /// `restarting`.
    case gerund
  }
  let lemma: String
  let tense: Tense

  init(lemma: String, tense: Tense) {
    self.lemma = lemma
    self.tense = tense
  }

  /// All readings of a lower-case word, most likely lemma first. Words are not looked up: any word has a base reading.
  static func readings(of word: String) -> [VerbForm] {
    if let irregular = IrregularVerbs.readings[word] { return irregular }
    var found = [VerbForm(lemma: word, tense: .base)]
    let letters = Array(word.utf8)
    guard letters.count > 3 else { return found }
    if word.hasSuffix("ing"), letters.count > 4 {
      found += stems(letters.dropLast(3)).map { VerbForm(lemma: $0, tense: .gerund) }
    } else if word.hasSuffix("ied") {
      found += both(text(letters.dropLast(3)) + "y")
    } else if word.hasSuffix("ed") {
      found += stems(letters.dropLast(2)).flatMap(both)
    } else if word.hasSuffix("ies") {
      found.append(VerbForm(lemma: text(letters.dropLast(3)) + "y", tense: .thirdPerson))
    } else if word.hasSuffix("s"), !word.hasSuffix("ss") {
      found.append(VerbForm(lemma: text(letters.dropLast(1)), tense: .thirdPerson))
      if word.hasSuffix("es") { found.append(VerbForm(lemma: text(letters.dropLast(2)), tense: .thirdPerson)) }
    }
    return found
  }

  /// Lemmas that `-ed` or `-ing` can have been added to: as is, with `e` restored, with a doubled letter made single.
  private static func stems(_ letters: ArraySlice<UInt8>) -> [String] {
    let plain = text(letters)
    var found = [plain, plain + "e"]
    let tail = letters.suffix(2)
    if letters.count > 2, let last = tail.last, tail.first == last, last != 0x65 {
      found.append(text(letters.dropLast(1)))
    }
    return found
  }

  private static func both(_ lemma: String) -> [VerbForm] {
    [VerbForm(lemma: lemma, tense: .past), VerbForm(lemma: lemma, tense: .participle)]
  }

  private static func text(_ letters: ArraySlice<UInt8>) -> String { String(decoding: letters, as: UTF8.self) }
}
