/// How often something was done.
enum Frequency {
  private static let numbers: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dozen": 12,
    // Said of more than a couple.
    "several": 3, "many": 3, "multiple": 3, "numerous": 3, "countless": 3, "various": 3, "few": 3, "couple": 2,
  ]

  /// At least so many times; nil where nothing is said.
  static func times(in words: ArraySlice<String>) -> Int? {
    for at in words.indices {
      switch words[at] {
      case "twice", "repeatedly": return 2
      case "thrice": return 3
      case "times", "occasions":
        for before in words[..<at].suffix(3).reversed() {
          if let number = numbers[before] ?? Int(before), number > 0 { return number }
        }
      case "again" where words[at...].dropFirst().prefix(2).elementsEqual(["and", "again"]): return 2
      case "over" where words[at...].dropFirst().prefix(2).elementsEqual(["and", "over"]): return 2
      default:
        // "3x"
        if words[at].utf8.count <= 4, words[at].hasSuffix("x"), let number = Int(words[at].dropLast()), number > 0 {
          return number
        }
      }
    }
    return nil
  }
}
