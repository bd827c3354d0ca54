/// How a word's lemma is made of its form: the end is cut off and another put there.
package struct LemmaRule: Hashable, Sendable {
  /// The form's capitals stay, as in a name.
  package let keepsCase: Bool
  /// Scalars cut off the end.
  package let cut: Int
  package let ending: String

  /// The rule that makes `lemma` of `form`.
  package init(form: String, lemma: String) {
    let written = Array(form.unicodeScalars)
    let lower = Array(form.lowercased().unicodeScalars)
    let wanted = Array(lemma.unicodeScalars)
    func shared(_ form: [Unicode.Scalar]) -> Int { zip(form, wanted).prefix { $0 == $1 }.count }
    keepsCase = lower.count == written.count && shared(written) > shared(lower)
    let source = keepsCase ? written : lower
    let kept = shared(source)
    cut = source.count - kept
    var ending = String.UnicodeScalarView()
    ending.append(contentsOf: wanted[kept...])
    self.ending = String(ending)
  }

  /// - Parameter text: `0 3 y`, as ``text`` writes it.
  package init?(text: String) {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let cut = Int(parts[1]), cut >= 0 else { return nil }
    keepsCase = parts[0] == "1"
    self.cut = cut
    ending = String(parts[2])
  }

  package var text: String { "\(keepsCase ? 1 : 0) \(cut) \(ending)" }

  /// The form's lemma; nil where the form is too short for the rule.
  package func lemma(of form: String) -> String? {
    let source = keepsCase ? form : form.lowercased()
    if cut == 0 { return ending.isEmpty ? source : source + ending }
    let scalars = source.unicodeScalars
    guard let end = scalars.index(scalars.endIndex, offsetBy: -cut, limitedBy: scalars.startIndex) else { return nil }
    return String(source[..<end]) + ending
  }
}
