/// What a forwarded mail says of the message in it: whose it was, from when, about what, and its words.
///
/// Read from text that anybody can write: good for showing, no proof of who wrote.
public struct ForwardedOriginal: Hashable, Sendable {
  /// Name and address of the From line; nil where no address stands there.
  public let author: Address?
  /// The From line as written, without its label; empty where there is none.
  public let authorText: String
  /// nil where the line is missing, or written in a way that no ``MailDate`` can be read from.
  public let date: MailDate?
  /// The date line as written, in whatever language and zone its program chose.
  public let dateText: String
  public let subject: String
  /// Where its words stand in the text given, header block and nested forwards left out, quote marks included.
  public let range: Range<Int>
  /// The same words without the quote marks that the forward put before them.
  public let text: String
}

/// Finds the original messages in a forwarded mail.
public enum ForwardedMessage {
  /// Most originals read out of one mail: chains of forwards are short.
  static let originalLimit = 50

  /// The forwarded messages of `text`, the outermost first.
  ///
  /// - Parameters:
  ///   - text: UTF-8 with `\n` line ends.
  ///   - segments: what ``Segment/all(in:sent:knownSignature:)`` made of it.
  ///   - isForward: the mail is known to be a forward, say by its subject: then header blocks without a marker, which
  ///     Outlook writes in replies as well, are read too.
  public static func find(in text: [UInt8], segments: [Segment], isForward: Bool = false)
    -> [ForwardedOriginal]
  {
    guard text.count <= LineTable.textLimit else { return [] }
    var range: Range<Int>?
    for segment in segments where segment.range.upperBound <= text.count {
      guard
        segment.kind == .forwarded || isForward && (range != nil || segment.kind == .attribution)
      else { continue }
      range = (range?.lowerBound ?? segment.range.lowerBound)..<segment.range.upperBound
    }
    guard let range, !range.isEmpty else { return [] }
    return originals(LineTable(Array(text[range])), offset: range.lowerBound)
  }

  private static func originals(_ table: LineTable, offset: Int) -> [ForwardedOriginal] {
    var blocks: [HeaderBlock] = []
    let labels = LineLabels(table, isQuoting: false)
    /// Where each block begins, with the marker above it.
    var starts: [Int] = []
    var markerAt: Int?
    var index = 0
    while index < table.count, blocks.count < originalLimit {
      defer { index += 1 }
      guard !table.lines[index].isEmpty else { continue }
      if labels.marker(at: index) != nil {
        markerAt = index
      } else if let block = table.headerBlock(
        at: index, isAnnounced: blocks.isEmpty || markerAt != nil
      ).block {
        blocks.append(block)
        starts.append(markerAt ?? index)
        markerAt = nil
        index = block.lines.upperBound - 1
      } else {
        markerAt = nil
      }
    }
    return blocks.indices.map { number in
      let block = blocks[number]
      let end = number + 1 < blocks.count ? starts[number + 1] : table.count
      return original(
        table, block, words: block.lines.upperBound..<max(block.lines.upperBound, end),
        offset: offset)
    }
  }

  private static func original(
    _ table: LineTable, _ block: HeaderBlock, words: Range<Int>, offset: Int
  ) -> ForwardedOriginal {
    func value(_ role: HeaderLabels.Role) -> [UInt8] {
      block.values[role].map { Array(table.bytes[$0]) } ?? []
    }
    let from = value(.from)
    let address = AuthorText.address(in: from).map {
      Address(
        name: String(decoding: AuthorText.name(in: from), as: UTF8.self),
        address: String(decoding: $0, as: UTF8.self))
    }
    let dateText = String(decoding: value(.date), as: UTF8.self)
    let depth = table.lines[block.lines.lowerBound].depth
    var lines = words
    while let first = lines.first, table.lines[first].isEmpty {
      lines = (first + 1)..<lines.upperBound
    }
    while let last = lines.last, table.lines[last].isEmpty || isMarkerRest(table, last) {
      lines = lines.lowerBound..<last
    }
    let start =
      lines.isEmpty
      ? Int(table.lines[block.lines.upperBound - 1].end) : Int(table.lines[lines.lowerBound].start)
    let end = lines.isEmpty ? start : Int(table.lines[lines.upperBound - 1].end)
    return ForwardedOriginal(
      author: address, authorText: String(decoding: from, as: UTF8.self), date: date(dateText),
      dateText: dateText,
      subject: String(decoding: value(.subject), as: UTF8.self),
      range: (start + offset)..<(end + offset),
      text: unmarked(table, lines, depth: Int(depth)))
  }

  private static func isMarkerRest(_ table: LineTable, _ index: Int) -> Bool { table.isRule(index) }

  /// The lines without up to `depth` quote marks and the space behind them.
  private static func unmarked(_ table: LineTable, _ lines: Range<Int>, depth: Int) -> String {
    var words: [UInt8] = []
    for index in lines {
      let line = table.lines[index]
      var start = Int(line.start)
      var left = depth
      while left > 0, start < Int(line.end) {
        if table.bytes[start] == ASCII.greater {
          left -= 1
        } else if !table.bytes[start].isWSP {
          break
        }
        start += 1
      }
      if depth > 0, start < Int(line.end), table.bytes[start] == ASCII.space { start += 1 }
      words += table.bytes[min(start, Int(line.end))..<Int(line.end)]
    }
    while let last = words.last, last == ASCII.lf || last.isWSP { words.removeLast() }
    return String(decoding: words, as: UTF8.self)
  }

  /// "Tue, Jan 01, 2019 at 12:00 PM", as Gmail writes it, and what else comes close to a Date field.
  private static func date(_ text: String) -> MailDate? {
    let words = text.split { $0 == " " || $0 == "\u{202F}" || $0 == "\u{A0}" }
    let kept = words.filter { !["at", "um", "à", "om", "kl.", "klo", "o", "Uhr"].contains($0) }
    return DateReader.read(Array(kept.joined(separator: " ").utf8).span)?.date
  }
}
