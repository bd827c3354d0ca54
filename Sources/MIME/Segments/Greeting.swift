extension LineLabels {
  /// Longest greeting, in bytes.
  private static let greetingLimit = 60

  /// Labels "Hello Ann," where it stands on a line of its own before anything else that is own.
  mutating func markGreeting() {
    guard let index = kinds.indices.first(where: { isOpen($0) }) else { return }
    let line = text.lines[index]
    guard line.length <= Self.greetingLimit, line.first != 0 else { return }
    let folded = text.folded(index)
    guard let greeting = GreetingPhrases.table.match(folded), let last = folded.last else { return }
    let words = text.bytes[line.content].split { $0.isWSP || $0 == ASCII.comma || $0 == 0x21 }
    let known = folded[..<greeting.length].split(separator: ASCII.space).count
    let rest = words.dropFirst(known)
    let endsLikeGreeting =
      [ASCII.comma, 0x21, ASCII.dot, ASCII.colon].contains(last) && rest.count <= 5
    let isNameOnly =
      rest.count <= 3 && rest.allSatisfy { ($0.first ?? 0) < 0x61 || ($0.first ?? 0) >= 0x80 }
    if endsLikeGreeting || isNameOnly { mark(index..<(index + 1), .greeting, .greeting) }
  }
}
