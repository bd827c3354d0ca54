/// The marks that mail programs put before a subject: `Re:`, `Fwd:`, and what they are called elsewhere.
enum SubjectMarks {
  /// Lower case, without the colon: English, German, Danish and Swedish, Finnish, Polish, Dutch, Portuguese, Turkish,
  /// Greek, Chinese. The Italian `R:` is not among them: it may as well be a drive.
  static let reply: Set<String> = [
    "re", "aw", "antw", "sv", "vs", "odp", "res", "ynt", "απ", "回复", "回覆", "答复", "答覆",
  ]
  /// The same languages, and French and Spanish.
  static let forward: Set<String> = [
    "fwd", "fw", "wg", "vb", "vl", "pd", "doorst", "enc", "rv", "tr", "i̇lt", "ilt", "πρθ", "转发", "轉寄",
  ]
  /// Longest mark with its count and colon: `doorst[12] :`.
  private static let lengthLimit = 12

  /// `subject` on one line, without spaces at its ends and without those of `marks` that it starts with.
  static func stripped(_ subject: String, of marks: Set<String>) -> String {
    var rest = Substring(
      String(
        String.UnicodeScalarView(
          subject.unicodeScalars.map { HeaderWriter.isForbidden($0) ? " " : $0 })))
    rest = rest.drop { $0 == " " }
    while let mark = mark(of: rest, in: marks) { rest = rest[mark...].drop { $0 == " " } }
    return String(rest).trimmingSpaces
  }

  /// Where what follows the mark at the head of `subject` starts; nil where none stands there.
  private static func mark(of subject: Substring, in marks: Set<String>) -> String.Index? {
    guard let colon = subject.prefix(lengthLimit).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    var word = subject[..<colon].lowercased().filter { $0 != " " }
    // `Re[2]:` and `Re(2):` count their answers.
    if let last = word.last, last == "]" || last == ")", let open = word.firstIndex(where: { $0 == "[" || $0 == "(" }) {
      let count = word[word.index(after: open)...].dropLast()
      guard !count.isEmpty, count.utf8.allSatisfy(\.isDigit) else { return nil }
      word = String(word[..<open])
    }
    return marks.contains(word) ? subject.index(after: colon) : nil
  }
}
