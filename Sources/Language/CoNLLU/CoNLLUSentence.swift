/// A sentence as a CoNLL-U file holds it (universaldependencies.org/format.html).
///
/// Empty nodes and enhanced dependencies are not kept: they belong to a second graph, which nobody here reads.
public struct CoNLLUSentence: Hashable, Sendable {
  /// Without `#`: ` text = Hello.`
  public var comments: [String]
  /// The syntactic words, of which word n has the number n + 1.
  public var words: [CoNLLUWord]
  /// Surface tokens of several words, ascending, apart from each other.
  public var multiwords: [CoNLLUMultiword]

  public init(comments: [String] = [], words: [CoNLLUWord], multiwords: [CoNLLUMultiword] = []) {
    self.comments = comments
    self.words = words
    self.multiwords = multiwords
  }

  /// What a comment `# name = value` says; nil where there is none.
  public func comment(_ name: String) -> Substring? {
    for comment in comments {
      let text = comment.drop { $0 == " " }
      guard text.hasPrefix(name) else { continue }
      let rest = text.dropFirst(name.count).drop { $0 == " " }
      if rest.first == "=" { return rest.dropFirst().drop { $0 == " " } }
    }
    return nil
  }
}

/// One syntactic word.
public struct CoNLLUWord: Hashable, Sendable {
  public var form: String
  public var lemma: String
  /// Universal part of speech: `VERB`.
  public var upos: String
  /// The treebank's own: `VBD`.
  public var xpos: String
  /// `Mood=Ind|Tense=Past`, by name; `_` for none.
  public var features: String
  /// The number of the word it depends on; 0 for the root, nil where nobody has said.
  public var head: Int?
  /// `nsubj`, `obl:tmod`; `_` where nobody has said.
  public var relation: String
  /// `SpaceAfter=No`; `_` for nothing.
  public var misc: String

  public init(
    form: String, lemma: String = "_", upos: String = "_", xpos: String = "_", features: String = "_",
    head: Int? = nil, relation: String = "_", misc: String = "_"
  ) {
    self.form = form
    self.lemma = lemma
    self.upos = upos
    self.xpos = xpos
    self.features = features
    self.head = head
    self.relation = relation
    self.misc = misc
  }

  /// The relation without its subtype: `obl` of `obl:tmod`.
  public var universalRelation: Substring { relation.prefix { $0 != ":" } }
}

/// A surface token that is several words: `don't`.
public struct CoNLLUMultiword: Hashable, Sendable {
  /// Numbers of its words, from 1.
  public var words: ClosedRange<Int>
  public var form: String
  public var misc: String

  public init(words: ClosedRange<Int>, form: String, misc: String = "_") {
    self.words = words
    self.form = form
    self.misc = misc
  }
}
