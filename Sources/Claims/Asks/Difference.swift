/// Phrases that say what is different from last time.
enum Difference {
  private static let phrases: [[String]] = [
    ["this", "time"], ["once", "more"], ["one", "more", "time"], ["a", "further"], ["a", "second"], ["additional"],
    ["again", "tomorrow"], ["again", "tonight"], ["again", "in", "the", "morning"], ["again", "next"],
  ]

  static func isStated(_ words: [String]) -> Bool {
    for at in words.indices {
      if phrases.contains(where: { words[at...].starts(with: $0) }) { return true }
    }
    return false
  }

  /// "Send another photo": another as the object's own word, near the verb. Another browser is the step itself.
  static func isAnother(_ words: [String]) -> Bool {
    guard let at = words.prefix(6).firstIndex(where: { ["another", "further", "new"].contains($0) }),
      at + 1 < words.count
    else { return false }
    if words[at] == "new" {
      // "The new firmware" is the one that is meant; "a new photo", "the new tracking number" is another.
      return !["firmware", "app", "release", "software", "driver", "version", "copy", "password", "update", "browser", "account"]
        .contains(words[at + 1])
    }
    return !["browser", "web", "computer", "device", "name", "phone", "cable"].contains(words[at + 1])
  }
}
