extension SecondPerson {
  /// A word of a clause with the punctuation around it.
  struct Word {
    let before: Substring
    let core: String
    let after: Substring
    /// Inside quotation marks: somebody's exact words, which stay as they are.
    let isQuoted: Bool

    var lower: String { core.lowercased() }
    var written: String { before + core + after }

    func replacing(with word: String) -> String { before + word + after }

    /// The words between spaces; nil where sentence or quotation ends leave a doubt.
    static func all(in text: String) -> [Word]? {
      var words: [Word] = []
      var isInside = false
      for piece in text.split(separator: " ") {
        let marks = piece.filter { "\"\u{201C}\u{201D}".contains($0) }.count
        let opens = isInside || marks > 0
        if marks % 2 == 1 { isInside.toggle() }
        let before = piece.prefix { "(\"\u{201C}".contains($0) }
        let rest = piece.dropFirst(before.count)
        // Punctuation that stands alone may open or close anything.
        guard let last = rest.lastIndex(where: { !",.;:!?)\"\u{201D}".contains($0) }) else { return nil }
        let core = String(rest[...last].map { $0 == "\u{2019}" ? "'" : $0 })
        let after = rest[rest.index(after: last)...]
        // A sentence end or a question inside, or 'single quotes' whose end cannot be told from an apostrophe.
        let isSentenceEnd = after.contains { ".;!?".contains($0) }
        if !opens, isSentenceEnd || core.hasPrefix("'") || core.hasPrefix("\u{2018}") { return nil }
        words.append(Word(before: before, core: core, after: after, isQuoted: opens))
      }
      return isInside || words.isEmpty ? nil : words
    }
  }

  static let conjunctions: Set<String> = [
    "and", "but", "so", "then", "also", "because", "yes", "however", "after", "by",
  ]

  static let adverbs: Set<String> = [
    "again", "already", "also", "always", "even", "finally", "first", "just", "later", "now", "of", "course", "only",
    "really", "recently", "repeatedly", "since", "still", "successfully", "then", "twice",
  ]

  static let notAdverbs: Set<String> = ["family", "reply", "supply", "comply", "multiply"]

  static let firstPerson: [String: String] = [
    "i'm": "you are", "we're": "you are", "i've": "you have", "we've": "you have", "i'd": "you'd", "we'd": "you'd",
    "i'll": "you'll", "we'll": "you'll", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours",
    "ours": "yours", "myself": "yourself", "ourselves": "yourselves", "your": "our",
  ]

  static let agreement = ["am": "are", "was": "were", "wasn't": "weren't"]

  /// Words after which "you" is an object, so that it is "us" when we say it.
  static let beforeUs: Set<String> = [
    "asked", "at", "by", "called", "contacted", "emailed", "e-mailed", "from", "gave", "mailed", "messaged", "phoned",
    "rang", "reached", "sent", "showed", "telephoned", "texted", "to", "told", "with", "wrote",
  ]

  static let subjects: Set<String> = ["i", "we", "i've", "we've", "i'd", "we'd", "i'm", "we're", "i'll", "we'll"]

  /// Verbs of coming to somebody with a matter.
  static let contacting: Set<String> = [
    "asked", "called", "calling", "complained", "contacted", "emailed", "e-mailed", "emails", "mailed", "messaged",
    "phoned", "rang", "reached", "reported", "requested", "rung", "sent", "speaking", "spoke", "spoken", "talked",
    "telephoned", "texted", "told", "visited", "went", "writing", "written", "wrote",
  ]

  /// Things that tell how matters stand.
  static let reporters: Set<String> = [
    "account", "app", "dashboard", "delivery", "display", "link", "menu", "message", "page", "parcel", "screen", "site",
    "status", "system", "tracker", "tracking", "website",
  ]

  static let saying: Set<String> = [
    "says", "said", "shows", "showed", "reads", "displays", "states", "stated", "reports", "reported",
  ]

  /// What says nothing without the sentence before it.
  static let vague: Set<String> = [
    "you did that", "you did this", "you did it", "you did so", "you tried", "you tried that", "you tried this",
    "you tried it", "you have tried", "you have tried that", "you have tried it", "you have done that",
    "you have done so", "you have done this", "you have done it",
  ]

  static let results: Set<String> = [
    "did", "didn't", "does", "doesn't", "has", "hasn't", "helped", "worked", "works", "is", "was", "made", "makes",
  ]

  static let notGerunds: Set<String> = [
    "nothing", "anything", "something", "everything", "during", "following", "according",
  ]

  static let notPast: Set<String> = [
    "need", "indeed", "feed", "speed", "exceed", "proceed", "used", "embed", "unfed", "seed",
  ]

  static let irregularPast: Set<String> = [
    "bought", "brought", "came", "chose", "did", "drove", "found", "gave", "got", "had", "have", "went", "left",
    "made", "paid", "put", "rang", "reset", "sent", "set", "shut", "spoke", "took", "told",
    "tried", "wrote", "read", "rebuilt", "redid", "reran", "ran", "kept", "cut", "began", "built", "dug", "drew",
    "forgot",
    "heard", "held", "hit", "hung", "laid", "led", "lost", "met", "rode", "saw", "sold", "sought", "stuck", "swept",
    "threw", "tore", "undid", "understood", "wore", "didn't", "hadn't", "haven't",
  ]
}
