/// The block of lines that one sender's mail always ends with, learned from earlier mail (an idea of Zammad's).
public enum Signature {
  /// Most lines learned: a visiting card with a legal line has fewer.
  static let lineLimit = 12
  /// Shortest single line worth learning, in bytes: "Thanks, Bob" may stand in any letter.
  static let lineMinimum = 24
  /// Most mails looked at.
  static let mailLimit = 20

  /// The lines that more than half of `mails` end with, at least two of them; nil where there is no such block.
  ///
  /// - Parameter mails: readable texts of one sender's mails, newest first; quotations in them are passed over.
  public static func common(in mails: [[UInt8]]) -> [UInt8]? {
    let endings = mails.prefix(mailLimit).map { lastLines(of: $0) }
    let enough = max(2, endings.count / 2 + 1)
    for length in stride(from: lineLimit, through: 1, by: -1) {
      var seen: [[[UInt8]]: Int] = [:]
      for lines in endings where lines.count > length {
        seen[Array(lines.suffix(length)), default: 0] += 1
      }
      // More than half can hold for one block only.
      guard let block = seen.first(where: { $0.value >= enough })?.key else { continue }
      let size = block.reduce(0) { $0 + $1.count }
      guard block.count >= 2 || size >= lineMinimum else { return nil }
      guard !block.contains(where: { $0.last == ASCII.question }) else { continue }
      return Array(block.joined(separator: [ASCII.lf]))
    }
    return nil
  }

  /// The filled lines before the first quotation, trimmed; one more than can be learned, so that a mail is never all
  /// signature.
  private static func lastLines(of mail: [UInt8]) -> [[UInt8]] {
    guard mail.count <= LineTable.textLimit else { return [] }
    var labels = LineLabels(LineTable(mail))
    labels.markOthersWords()
    guard let stretch = labels.ownStretches().first(where: { $0.contains { labels.isOpen($0) } })
    else { return [] }
    var lines: [[UInt8]] = []
    for index in stretch.reversed() where !labels.text.lines[index].isEmpty {
      lines.append(Array(mail[labels.text.lines[index].content]))
      if lines.count > lineLimit { break }
    }
    return lines.reversed()
  }
}

extension LineLabels {
  /// Labels the lines that equal `signature` at the end of a stretch of own words.
  mutating func markLearned(_ signature: [UInt8]?) {
    guard let signature, signature.count <= LineTable.textLimit else { return }
    let table = LineTable(signature)
    let wanted = table.lines.filter { !$0.isEmpty }.map { Folding.fold(signature, $0.content) }
    guard !wanted.isEmpty, wanted.count <= Signature.lineLimit else { return }
    for stretch in ownStretches() {
      var left = wanted[...]
      for index in stretch.reversed() where isOpen(index) {
        guard let line = left.last else { break }
        guard !isMobileLine(index) else { continue }
        guard text.folded(index) == line else { break }
        left.removeLast()
        guard left.isEmpty else { continue }
        // A mail that is nothing but its signature keeps it as own words.
        guard stretch.lowerBound < index,
          (stretch.lowerBound..<index).contains(where: { isOpen($0) })
        else { break }
        for place in index..<stretch.upperBound where isOpen(place) && !isMobileLine(place) {
          mark(place..<(place + 1), .signature, .learned)
        }
      }
    }
  }
}
