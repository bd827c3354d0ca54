/// What kind of word a word is (universaldependencies.org/u/pos).
public enum PartOfSpeech: String, Hashable, Sendable, CaseIterable {
  case adjective = "ADJ", adposition = "ADP", adverb = "ADV", auxiliary = "AUX", coordinatingConjunction = "CCONJ"
  case determiner = "DET", interjection = "INTJ", noun = "NOUN", number = "NUM", particle = "PART", pronoun = "PRON"
  case properNoun = "PROPN", punctuation = "PUNCT", subordinatingConjunction = "SCONJ", symbol = "SYM", verb = "VERB"
  case other = "X"
}
