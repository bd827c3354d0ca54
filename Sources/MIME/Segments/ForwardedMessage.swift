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
    var before: Segment?
    for segment in segments where segment.range.upperBound <= text.count {
      defer { before = segment }
      // The HTML of Outlook marks the header block and what is below it as one quote.
      let isOriginal = range != nil || segment.kind == .attribution || segment.kind == .quoted
      guard segment.kind == .forwarded || isForward && isOriginal else { continue }
      // The HTML of Gmail marks the header block as an attribution.
      let start = before.flatMap { $0.kind == .attribution ? $0.range.lowerBound : nil } ?? segment.range.lowerBound
      range = (range?.lowerBound ?? start)..<segment.range.upperBound
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
      subject: block.values[.subject].map { subject(table, $0, in: block) } ?? "",
      range: (start + offset)..<(end + offset),
      text: unmarked(table, lines, depth: Int(depth)))
  }

  /// The subject, with the lines that its program wrapped it to.
  private static func subject(_ table: LineTable, _ value: Range<Int>, in block: HeaderBlock) -> String {
    var words = Array(table.bytes[value])
    guard let first = block.lines.first(where: { table.lines[$0].range.contains(value.lowerBound) }) else { return "" }
    for index in (first + 1)..<max(first + 1, block.lines.upperBound) {
      guard !table.lines[index].isEmpty, table.label(index) == nil else { break }
      words += [ASCII.space] + table.bytes[table.lines[index].content]
    }
    return String(decoding: words, as: UTF8.self)
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

  /// "Tue, Jan 01, 2019 at 12:00 PM", as Gmail writes it, the same in other languages, and what comes close to a Date
  /// field.
  private static func date(_ text: String) -> MailDate? {
    if let english = ForwardedDate.english(Array(text.utf8)) {
      return DateReader.read(Array(english.utf8).span)?.date
    }
    let words = text.split { $0 == " " || $0 == "\u{202F}" || $0 == "\u{A0}" }
    let kept = words.filter { $0 != "at" }
    return DateReader.read(Array(kept.joined(separator: " ").utf8).span)?.date
  }
}
