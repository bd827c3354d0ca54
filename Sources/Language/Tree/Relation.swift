/// What a word is to its head (universaldependencies.org/u/dep): a universal relation and, in some, the treebank's subtype.
public struct Relation: Hashable, Sendable, CustomStringConvertible {
  /// `nsubj:pass`
  public let description: String
  /// Without the subtype: `nsubj`.
  public let universal: Universal

  /// The relations that all treebanks share.
  public enum Universal: String, Hashable, Sendable, CaseIterable {
    case acl, advcl, advmod, amod, appos, aux, `case`, cc, ccomp, clf, compound, conj, cop, csubj, dep, det, discourse
    case dislocated, expl, fixed, flat, goeswith, iobj, list, mark, nmod, nsubj, nummod, obj, obl, orphan, parataxis, punct
    case reparandum, root, vocative, xcomp
  }

  /// - Parameter name: `nsubj`, `nsubj:pass`; one that is unknown counts as `dep`.
  public init(_ name: String) {
    description = name
    universal = Universal(rawValue: String(name.prefix { $0 != ":" })) ?? .dep
  }

  static let root = Relation("root")
  /// Of what is not parsed.
  static let dependent = Relation("dep")

  /// `pass` of `nsubj:pass`; empty for none.
  public var subtype: Substring { description.drop { $0 != ":" }.dropFirst() }
}
