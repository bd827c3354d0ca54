/// A table whose first row has the labels of what stands below: `Order | Date | Amount` above `4471-B | 3 May | 30 euros`.
struct ColumnTable {
  /// Cells with their words; the first row is the head.
  private let rows: [[[FactToken]]]

  /// - Parameter tokens: the words of the passage in their order.
  init(_ passage: Passage, _ tokens: [FactToken]) {
    var rows: [[[FactToken]]] = []
    var rest = tokens[...]
    var start = passage.range.lowerBound
    while start < passage.range.upperBound {
      let end = passage.bytes[start..<passage.range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? passage.range.upperBound
      let sign: UInt8 = passage.bytes[start..<end].contains(0x09) ? 0x09 : UInt8(ascii: "|")
      var cells: [[FactToken]] = []
      for cell in passage.bytes[start..<end].split(separator: sign, omittingEmptySubsequences: false) {
        let words = rest.prefix { $0.span.lowerBound < cell.endIndex }
        rest = rest.dropFirst(words.count)
        cells.append(words.filter { $0.form != "|" })
      }
      if cells.contains(where: { !$0.isEmpty }) { rows.append(cells) }
      start = end
    }
    self.rows = rows
  }

  /// The data of each row below the head; none where the first row names no datum.
  func claims(in passage: Passage) -> [Claim] {
    guard rows.count > 1, let head = rows.first, head.allSatisfy({ !Self.holdsDigit($0) }), head.contains(where: Self.isLabel)
    else {
      return []
    }
    return rows.dropFirst().flatMap { row in
      zip(head, row).flatMap { label, cell -> [Claim] in
        guard Self.isLabel(label), !cell.isEmpty else { return [] }
        var scan = FactScan(label + cell)
        scan.run()
        return scan.facts.compactMap { fact in
          let words = fact.tokens.clamped(to: label.count..<(label.count + cell.count))
          guard !words.isEmpty, let span = passage.span((label + cell)[words]) else { return nil }
          return passage.claim(.fact, span, key: "\(fact.type)=\(fact.value)", rule: "column: \(fact.type)")
        }
      }
    }
  }

  private static func holdsDigit(_ cell: [FactToken]) -> Bool {
    cell.contains { $0.form.utf8.contains { (0x30...0x39).contains($0) } }
  }

  private static func isLabel(_ cell: [FactToken]) -> Bool {
    !cell.isEmpty && DataLabels.types[cell.map(\.form).joined(separator: " ")] != nil
  }
}
