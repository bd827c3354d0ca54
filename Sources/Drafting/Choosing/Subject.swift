/// What a subject line says of itself.
enum Subject {
  /// Marks of replies and forwards: English, German, Scandinavian, Dutch, Italian, Spanish and French programs.
  private static let marks: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "vs", "svar", "r", "rif", "res", "ref", "rv", "tr", "fw", "fwd", "wg",
    "doorst",
  ]

  /// Starts as replies and forwards do: `Re:`, `AW:`, `Re[2]:`.
  static func isReply(_ subject: String) -> Bool {
    let start = subject.drop { $0 == " " }
    guard let colon = start.prefix(10).firstIndex(of: ":") else { return false }
    let mark = start[..<colon].prefix { $0 != "[" && $0 != "(" && $0 != " " }.lowercased()
    return marks.contains(mark)
  }
}
