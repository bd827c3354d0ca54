/// Words by which a writer takes back what was said before.
enum Correction {
  private static let phrases: [[String]] = [
    ["actually"], ["correction"], ["i", "meant"], ["i", "mean"], ["typo"], ["mistyped"], ["my", "mistake"], ["my", "bad"],
    ["scratch", "that"],
    ["should", "have", "been"], ["right", "one", "is"], ["correct", "one", "is"], ["after", "all"], ["misread"], ["mixed", "up"],
  ]

  /// Such words stand in a sentence before the end of what is claimed.
  static func opens(_ forms: [String], before end: Int) -> Bool {
    let words = forms[..<min(end, forms.count)]
    return words.indices.contains { at in phrases.contains { $0.first == words[at] && words[at...].starts(with: $0) } }
  }
}
