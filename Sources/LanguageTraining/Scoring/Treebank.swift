import Language

/// Sentences as words of one long text without spaces.
struct Treebank {
  /// Without separators of Unicode's category Zs, which tokens may hold.
  private(set) var characters: [Unicode.Scalar] = []
  /// Places of the surface tokens and of the sentences in ``characters``.
  private(set) var tokens: [Range<Int>] = []
  private(set) var sentences: [Range<Int>] = []
  private(set) var words: [AlignedWord] = []

  init(_ sentences: [CoNLLUSentence]) {
    for sentence in sentences {
      let start = characters.count
      let first = words.count
      var multiwords = sentence.multiwords[...]
      var index = 0
      while index < sentence.words.count {
        var count = 1
        var form = sentence.words[index].form
        var isMultiword = false
        if let next = multiwords.first, next.words.lowerBound == index + 1 {
          (count, form, isMultiword) = (next.words.count, next.form, true)
          multiwords = multiwords.dropFirst()
        }
        let begin = characters.count
        characters += form.unicodeScalars.lazy.filter { $0.properties.generalCategory != .spaceSeparator }
        let span = begin..<characters.count
        tokens.append(span)
        for word in sentence.words[index..<(index + count)] {
          let head = word.head.map { $0 == 0 ? -1 : first + $0 - 1 }
          words.append(AlignedWord(word: word, span: span, isInMultiword: isMultiword, head: head))
        }
        index += count
      }
      self.sentences.append(start..<characters.count)
    }
  }
}

/// A word with its place in the text.
struct AlignedWord {
  let word: CoNLLUWord
  /// Of its surface token.
  let span: Range<Int>
  let isInMultiword: Bool
  /// The head's place among all words; -1 for the root.
  let head: Int?
  let universalFeatures: String
  let isContent: Bool

  init(word: CoNLLUWord, span: Range<Int>, isInMultiword: Bool, head: Int?) {
    self.word = word
    self.span = span
    self.isInMultiword = isInMultiword
    self.head = head
    universalFeatures = word.features.split(separator: "|").filter { feature in
      Self.featureNames.contains(String(feature.prefix { $0 != "=" }))
    }.sorted().joined(separator: "|")
    isContent = Self.contentRelations.contains(String(word.universalRelation))
  }

  /// The features that the task compares.
  private static let featureNames: Set<String> = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
    "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
  ]

  /// The relations of CLAS.
  private static let contentRelations: Set<String> = [
    "nsubj", "obj", "iobj", "csubj", "ccomp", "xcomp", "obl", "vocative", "expl", "dislocated", "advcl", "advmod",
    "discourse", "nmod", "appos", "nummod", "acl", "amod", "conj", "fixed", "flat", "compound", "list", "parataxis",
    "orphan", "goeswith", "reparandum", "root", "dep",
  ]
}

/// Which words of two readings are the same: those of one place, and of surface tokens of several words those of a longest
/// common run.
enum WordAlignment {
  static func pairs(_ gold: [AlignedWord], _ system: [AlignedWord]) -> [(gold: Int, system: Int)] {
    var pairs: [(gold: Int, system: Int)] = []
    var (g, s) = (0, 0)
    while g < gold.count, s < system.count {
      if gold[g].isInMultiword || system[s].isInMultiword {
        let (golds, systems) = stretch(gold, system, g, s)
        pairs += common(gold, system, golds, systems)
        // A word without a letter that counts takes no place: it is passed.
        let isStuck = golds.upperBound == g && systems.upperBound == s
        (g, s) = (golds.upperBound + (isStuck ? 1 : 0), systems.upperBound + (isStuck ? 1 : 0))
      } else if gold[g].span == system[s].span {
        pairs.append((g, s))
        (g, s) = (g + 1, s + 1)
      } else if gold[g].span.lowerBound <= system[s].span.lowerBound {
        g += 1
      } else {
        s += 1
      }
    }
    return pairs
  }

  /// The words of both sides that surface tokens of several words hold together, from `g` and `s` on.
  private static func stretch(
    _ gold: [AlignedWord], _ system: [AlignedWord], _ g: Int, _ s: Int
  ) -> (Range<Int>, Range<Int>) {
    var (g, s) = (g, s)
    var end: Int
    if gold[g].isInMultiword {
      end = gold[g].span.upperBound
      if !system[s].isInMultiword, system[s].span.lowerBound < gold[g].span.lowerBound { s += 1 }
    } else {
      end = system[s].span.upperBound
      if !gold[g].isInMultiword, gold[g].span.lowerBound < system[s].span.lowerBound { g += 1 }
    }
    let start = (g, s)
    func isBeyond(_ words: [AlignedWord], _ index: Int) -> Bool {
      guard index < words.count else { return true }
      return words[index].isInMultiword ? words[index].span.lowerBound >= end : words[index].span.upperBound > end
    }
    while !isBeyond(gold, g) || !isBeyond(system, s) {
      let takesGold = g < gold.count && (s >= system.count || gold[g].span.lowerBound <= system[s].span.lowerBound)
      let word = takesGold ? gold[g] : system[s]
      if word.isInMultiword { end = max(end, word.span.upperBound) }
      if takesGold { g += 1 } else { s += 1 }
    }
    return (start.0..<g, start.1..<s)
  }

  private static func common(
    _ gold: [AlignedWord], _ system: [AlignedWord], _ golds: Range<Int>, _ systems: Range<Int>
  ) -> [(gold: Int, system: Int)] {
    guard !golds.isEmpty, !systems.isEmpty else { return [] }
    let theirs = golds.map { gold[$0].word.form.lowercased() }
    let ours = systems.map { system[$0].word.form.lowercased() }
    // Lengths of the longest common runs of the rests.
    var longest = Array(repeating: Array(repeating: 0, count: ours.count + 1), count: theirs.count + 1)
    for g in theirs.indices.reversed() {
      for s in ours.indices.reversed() {
        longest[g][s] =
          theirs[g] == ours[s] ? 1 + longest[g + 1][s + 1] : max(longest[g + 1][s], longest[g][s + 1])
      }
    }
    var pairs: [(gold: Int, system: Int)] = []
    var (g, s) = (0, 0)
    while g < theirs.count, s < ours.count {
      if theirs[g] == ours[s] {
        pairs.append((golds.lowerBound + g, systems.lowerBound + s))
        (g, s) = (g + 1, s + 1)
      } else if longest[g][s] == longest[g + 1][s] {
        g += 1
      } else {
        s += 1
      }
    }
    return pairs
  }
}
