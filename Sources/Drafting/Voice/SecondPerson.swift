import Claims

/// Turns a customer's clause from the first person to the second, where that is sure.
enum SecondPerson {
  /// `you looked at your tracker` of `I looked at my tracker`; nil where any word leaves a doubt.
  static func clause(of text: String, kind: ClaimKind) -> String? {
    let text = trimmed(text)
    guard !isShouted(text), let words = Word.all(in: text) else { return nil }
    var clause = words.drop { conjunctions.contains($0.lower) }
    guard let subject = Subject(of: clause, kind: kind) else { return nil }
    if case .gerund = subject, let head = clause.first, head.lower == "trying" || head.lower == "attempting" {
      clause = clause.dropFirst()
    }

    var result: [String] = []
    // I and we in one clause are two subjects, and "you" is only one.
    var subjects: Set<String> = []
    var isAfterSubject = false
    var previous = ""
    for word in clause {
      defer { previous = word.lower }
      guard !word.isQuoted else {
        result.append(word.written)
        isAfterSubject = false
        continue
      }
      switch word.lower {
      case "i", "we", "i'm", "we're", "i've", "we've", "i'd", "we'd", "i'll", "we'll":
        subjects.insert(word.lower.hasPrefix("i") ? "i" : "we")
        result.append(word.replacing(with: firstPerson[word.lower] ?? "you"))
        isAfterSubject = true
        continue
      case "am", "was", "wasn't":
        guard isAfterSubject || word.lower != "am" else { return nil }
        result.append(isAfterSubject ? word.replacing(with: agreement[word.lower] ?? word.core) : word.written)
      case "you":
        guard beforeUs.contains(previous) else { return nil }
        result.append(word.replacing(with: "us"))
      case "you're", "you've", "you'd", "you'll", "yours", "yourself", "if", "when", "whenever", "unless": return nil
      case "they", "them", "their":
        // In contact with us, they may be we.
        guard kind != .contacted else { return nil }
        result.append(word.written)
      case let lower:
        result.append(firstPerson[lower].map(word.replacing) ?? word.written)
        if isAfterSubject, isAdverb(word) { continue }
      }
      isAfterSubject = false
    }
    guard subjects.count <= 1 else { return nil }
    let turned = subject.lead + lowercasedStart(result.joined(separator: " "))
    return vague.contains(turned) ? nil : turned
  }

  /// What the clause begins with, and what has to stand before it.
  private enum Subject {
    /// I, we, my son.
    case first
    /// "Checked the tracker."
    case dropped
    /// "restarting the router"
    case gerund
    /// "it says"
    case thing
    /// "tracking says"
    case bareThing

    init?(of clause: ArraySlice<Word>, kind: ClaimKind) {
      guard let first = clause.first, !first.isQuoted else { return nil }
      let head = first.lower
      switch kind {
      case .observed:
        guard SecondPerson.isReport(clause) else { return nil }
        self = reporters.contains(head) ? .bareThing : .thing
        return
      case .contacted:
        // What they received from others is no attempt of theirs.
        guard clause.contains(where: { contacting.contains($0.lower) && !$0.isQuoted }) else { return nil }
      default: break
      }
      if subjects.contains(head) {
        guard isTold(clause.dropFirst(), after: head) else { return nil }
        self = .first
        return
      }
      if head == "my" || head == "our" {
        guard clause.contains(where: { isPast($0.lower) || ["was", "were"].contains($0.lower) }) else { return nil }
        self = .first
        return
      }
      let hasOther = clause.contains { subjects.contains($0.lower) && !$0.isQuoted }
      guard !hasOther, let verb = clause.first(where: { !isAdverb($0) })?.lower else { return nil }
      if isPast(verb) {
        self = .dropped
      } else if kind == .tried, verb == head, verb.count > 5, verb.hasSuffix("ing"), !notGerunds.contains(verb),
        !clause.contains(where: { results.contains($0.lower) })
      {
        self = .gerund
      } else {
        return nil
      }
    }

    var lead: String {
      switch self {
      case .first, .thing: ""
      case .bareThing: "the "
      case .dropped: "you "
      case .gerund: "you tried "
      }
    }
  }

  private static func lowercasedStart(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Whether the deed is told as done: "I send it" is what happens each time, or an instruction.
  private static func isTold(_ clause: ArraySlice<Word>, after subject: String) -> Bool {
    if subject.hasSuffix("'ve") || subject.hasSuffix("'d") { return true }
    let rest = clause.drop(while: isAdverb)
    guard let verb = rest.first?.lower, subject.count <= 2 else { return false }
    return ["have", "was", "were", "used"].contains(verb) ? rest.dropFirst().first?.lower != "to" : isPast(verb)
  }

  /// "It says ...", "the tracker still shows ...".
  private static func isReport(_ clause: ArraySlice<Word>) -> Bool {
    guard let head = clause.first?.lower else { return false }
    var rest = clause.dropFirst()
    if ["the", "my", "your"].contains(head) {
      guard let noun = rest.prefix(2).lastIndex(where: { reporters.contains($0.lower) }) else { return false }
      rest = rest[(noun + 1)...]
    } else if head != "it", !reporters.contains(head) {
      return false
    }
    rest = rest.drop(while: isAdverb)
    return rest.first.map { saying.contains($0.lower) && !$0.isQuoted } ?? false
  }

  static func isPast(_ verb: String) -> Bool {
    irregularPast.contains(verb) || (verb.count > 3 && verb.hasSuffix("ed") && !notPast.contains(verb))
  }

  private static func isAdverb(_ word: Word) -> Bool {
    let lower = word.lower
    return adverbs.contains(lower) || (lower.count > 5 && lower.hasSuffix("ly") && !notAdverbs.contains(lower))
  }

  /// Whether a quote of this clause tells of somebody's deed; "drag them to draft" does not.
  static func tellsOfADeed(_ text: String) -> Bool {
    text.split(separator: " ").contains { piece in
      let word = piece.lowercased().filter { $0.isLetter || $0 == "'" }
      return subjects.contains(word) || word == "my" || word == "our" || isPast(word)
    }
  }

  private static func trimmed(_ text: String) -> String {
    let isEdge: (Character) -> Bool = { " .,;:!-".contains($0) }
    let start = text.drop(while: isEdge)
    return String(start.prefix(upTo: start.lastIndex { !isEdge($0) }.map(start.index(after:)) ?? start.startIndex))
  }

  /// Mostly capitals.
  static func isShouted(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return letters.count > 3 && 2 * letters.filter(\.isUppercase).count > letters.count
  }
}
