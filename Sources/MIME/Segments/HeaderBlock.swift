/// "From: ... Sent: ... To: ... Subject: ..." in a text.
struct HeaderBlock {
  let lines: Range<Int>
  /// Address, else name.
  let author: String?
  /// The content of the line with each role, without its label: byte ranges of the text.
  let values: [HeaderLabels.Role: Range<Int>]
}

extension LineLabels {
  func headerBlock(at index: Int, isAnnounced: Bool) -> HeaderBlock? {
    text.headerBlock(at: index, isAnnounced: isAnnounced).block
  }
}

extension LineTable {
  /// Most lines of a header block: no program writes more, wrapped lists of recipients included.
  private static let blockLimit = 20

  /// The header block that starts at line `index`; nil where none starts, and then no line before `end` starts one.
  ///
  /// It holds at least three labels of one language, From among them (two where a marker line announces it), and signs
  /// of a program: "From: Berlin, To: Rome, Date: 3 May" is how somebody describes a journey.
  func headerBlock(at index: Int, isAnnounced: Bool) -> (block: HeaderBlock?, end: Int) {
    let run = labelRun(from: index)
    guard run.labels.count >= (isAnnounced ? 2 : 3) else { return (nil, run.end) }
    var roles = [UInt8](repeating: 0, count: HeaderLabels.languageCount)
    for label in run.labels {
      for value in label.values { roles[value / 8] |= 1 << UInt8(value % 8) }
    }
    // Gmail translates the first label of a forward only: `Von:`, then `Date:`, `Subject:`, and `To:`.
    if isAnnounced { for number in roles.indices { roles[number] |= roles[0] & ~HeaderLabels.Role.from.bit } }
    guard let language = Self.language(of: roles, enough: isAnnounced ? 2 : 3) else {
      return (nil, run.end)
    }
    var values: [HeaderLabels.Role: Range<Int>] = [:]
    for label in run.labels {
      for value in label.values where value / 8 == language || isAnnounced && value / 8 == 0 {
        if let role = HeaderLabels.Role(rawValue: value % 8), values[role] == nil {
          values[role] = label.value
        }
      }
    }
    guard isAnnounced || isOfMail(values, isRuled: isBelowRule(index)) else { return (nil, run.end) }
    let author = values[.from].flatMap(author)
    return (HeaderBlock(lines: index..<(run.last + 1), author: author, values: values), run.end)
  }

  /// Most lines without a label between two with one: a list of recipients may take them.
  private static let wrappedLines = 4

  /// The lines with labels from `index` on, the last of them, and where looking for more ended.
  ///
  /// One line without a label may stand between two behind a subject, which may be wrapped, and one empty line, which
  /// is how HTML with a paragraph for each comes out.
  private func labelRun(from index: Int) -> (labels: [Label], last: Int, end: Int) {
    var labels: [Label] = []
    var last = index
    var place = index
    var gap = 0
    var gapLimit = Self.wrappedLines
    var hasSubject = false
    let limit = min(count, index + Self.blockLimit)
    while place < limit, lines[place].depth == lines[index].depth {
      if let label = label(place) {
        labels.append(label)
        last = place
        gap = 0
        hasSubject =
          hasSubject || label.values.contains { $0 % 8 == HeaderLabels.Role.subject.rawValue }
        gapLimit = hasSubject ? 1 : Self.wrappedLines
      } else {
        guard !labels.isEmpty else { break }
        gap += 1
        if lines[place].isEmpty { gapLimit = 1 }
        guard gap <= gapLimit else { break }
      }
      place += 1
    }
    // A run cut short by the limit says nothing of its second half.
    return (
      labels, last,
      place == index + Self.blockLimit ? index + Self.blockLimit / 2 : max(place, index + 1)
    )
  }

  private static func language(of roles: [UInt8], enough: Int) -> Int? {
    var best: Int?
    var most = enough - 1
    for (number, bits) in roles.enumerated() where bits & HeaderLabels.Role.from.bit != 0 {
      // A reply-to or priority proves nothing.
      let count = (bits & ~HeaderLabels.Role.other.bit).nonzeroBitCount
      if count > most {
        most = count
        best = number
      }
    }
    return best
  }

  /// Whether a program wrote it: it names an address, or the minute beside the subject.
  ///
  /// "From: Ann, Date: 3 May, To: the shop, Subject: my lamp" is how a letter begins that somebody wrote by hand, and
  /// below `server:` it is a setting; a ruler above is a program's.
  private func isOfMail(_ values: [HeaderLabels.Role: Range<Int>], isRuled: Bool) -> Bool {
    guard let from = values[.from] else { return false }
    let isDated = values[.date].map { bytes[$0].contains(where: \.isDigit) } ?? false
    if bytes[from].contains(ASCII.at) { return isDated || values[.subject] != nil }
    guard values[.subject] != nil else { return false }
    if values[.to].map({ bytes[$0].contains(ASCII.at) }) ?? false { return true }
    guard let date = values[.date], isDated || isRuled else { return false }
    // U+6642, U+65F6, and U+C2DC: the hour in Japanese, Chinese, and Korean.
    return isRuled || TimeSigns(Folding.fold(bytes, date)).hasTime || bytes[date].contains { $0 >= 0xE3 }
  }

  /// Whether a line that a mail program drew stands above, with or without an empty line between.
  private func isBelowRule(_ index: Int) -> Bool {
    var place = index - 1
    while place >= 0, index - place <= 2, lines[place].isEmpty { place -= 1 }
    return place >= 0 && isRule(place)
  }

  private func author(in range: Range<Int>) -> String? {
    let value = Array(bytes[range])
    if let address = AuthorText.address(in: value) {
      return String(decoding: address, as: UTF8.self)
    }
    let name = AuthorText.name(in: value)
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  struct Label {
    let values: ArraySlice<Int>
    /// What stands behind the colon.
    let value: Range<Int>
  }

  /// The label that line `index` starts with, as in `*From:* Ann`; nil where it starts with none.
  func label(_ index: Int) -> Label? {
    guard
      HeaderLabels.table.mayStart(with: lines[index].first) || lines[index].first >= 0x80
        || lines[index].first == 0x2A
        || lines[index].first == ASCII.underscore
    else { return nil }
    guard !lines[index].signs.isDisjoint(with: [.colon, .eightBit]) else { return nil }
    let content = lines[index].content
    let limit = min(content.upperBound, content.lowerBound + HeaderLabels.lengthLimit)
    var end = content.lowerBound
    var width = 1
    while end < limit {
      if bytes[end] == ASCII.colon { break }
      if bytes[end] == 0xEF, end + 2 < limit, bytes[end + 1] == 0xBC, bytes[end + 2] == 0x9A {
        width = 3
        break
      }
      end += 1
    }
    guard end < limit, end > content.lowerBound else { return nil }
    let name = Folding.fold(bytes, content.lowerBound..<end).trimmed(where: {
      $0 == ASCII.underscore || $0 == ASCII.space
    })
    let values = HeaderLabels.table.values(of: name)
    guard !values.isEmpty else { return nil }
    var start = end + width
    while start < content.upperBound, bytes[start] == 0x2A || bytes[start].isWSP { start += 1 }
    return Label(values: values, value: start..<content.upperBound)
  }
}
