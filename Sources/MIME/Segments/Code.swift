extension LineLabels {
  /// Most lines between two fences that count as code: a fence that is never closed must not swallow a quotation.
  private static let fenceLimit = 400

  /// What a customer put between two lines of three backticks is a log or code, and no line of it a label of ours.
  mutating func keepCode() {
    var opened: Int?
    for index in text.lines.indices
    where text.lines[index].first == 0x60 && text.lines[index].depth == 0 {
      let start = Int(text.lines[index].contentStart)
      guard text.lines[index].length >= 3, text.bytes[start + 1] == 0x60,
        text.bytes[start + 2] == 0x60
      else { continue }
      if let from = opened, index - from <= Self.fenceLimit {
        for line in from...index {
          kinds[line] = .own
          depths[line] = 0
          signals[line] = .code
        }
        opened = nil
      } else {
        opened = index
      }
    }
  }
}
