/// Walks over the lines of a decoded part. LF, CRLF and a bare CR each end a line: the writers of reports use them all.
struct ReportLines {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line without its end; nil behind the last one.
  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    var end = start
    while end < bytes.count, bytes[end] != ASCII.lf, bytes[end] != ASCII.cr { end += 1 }
    position = end
    if position < bytes.count {
      position += bytes[end] == ASCII.cr && end + 1 < bytes.count && bytes[end + 1] == ASCII.lf ? 2 : 1
    }
    return start..<end
  }
}

/// The fields of a machine-written part, in groups with an empty line between them.
///
/// Delivery reports (RFC 3464, 2.1), disposition notifications (RFC 8098, 3.1) and abuse reports (RFC 5965, 3) are all
/// written so.
struct FieldGroups {
  /// Most groups read: a report on more recipients than one delivery may have (RFC 5321, 4.5.3.1.8, speaks of 100) is
  /// no report on a mail of ours.
  static let groupLimit = 1_000
  /// Most fields of a group; the standards together define about 20.
  static let fieldLimit = 100

  struct Field {
    /// Lower-case.
    let name: String
    /// Unfolded and trimmed; the bytes as they were.
    var value: [UInt8]

    /// The value as text a person may be shown.
    var text: String { HeaderText.withoutControls(String(decoding: value, as: UTF8.self)).trimmingSpaces }
  }

  typealias Group = [Field]

  /// Never holds an empty group.
  private(set) var groups: [Group] = []

  init(_ bytes: [UInt8]) {
    var lines = ReportLines(bytes)
    var group: Group = []
    while let line = lines.next(), groups.count < Self.groupLimit {
      let kept = bytes.trimmingWSP(line)
      if kept.isEmpty {
        close(&group)
      } else if bytes[line.lowerBound].isWSP, !group.isEmpty {
        group[group.count - 1].value.append(ASCII.space)
        group[group.count - 1].value.append(contentsOf: bytes[kept])
      } else if let field = Self.field(kept, in: bytes) {
        // Some servers forget the empty line between two recipients.
        if field.name == "final-recipient" || field.name == "original-recipient", group.has(field.name) {
          let last = group.last
          let startsWithLast = field.name == "final-recipient" && last?.name == "original-recipient"
          if startsWithLast { group.removeLast() }
          close(&group)
          if startsWithLast, let last { group.append(last) }
        }
        if group.count < Self.fieldLimit { group.append(field) }
      }
    }
    close(&group)
  }

  private mutating func close(_ group: inout Group) {
    if !group.isEmpty, groups.count < Self.groupLimit { groups.append(group) }
    group = []
  }

  /// `Name: value`; nil for a line that is none.
  static func field(_ line: Range<Int>, in bytes: [UInt8]) -> Field? {
    guard let colon = nameEnd(line, in: bytes) else { return nil }
    let name = bytes.trimmingWSP(line.lowerBound..<colon)
    return Field(
      name: bytes[name].lowercasedASCIIString, value: Array(bytes[bytes.trimmingWSP((colon + 1)..<line.upperBound)]))
  }

  /// Longest name of a field that is taken for one; the longest registered with IANA has some 50 letters.
  private static let nameLimit = 80

  /// Where the colon behind the name of a field stands; nil where the line starts with no name.
  static func nameEnd(_ line: Range<Int>, in bytes: [UInt8]) -> Int? {
    var end = line.lowerBound
    let limit = min(line.upperBound, line.lowerBound + nameLimit)
    while end < limit, bytes[end].isLetter || bytes[end].isDigit || bytes[end] == ASCII.hyphen { end += 1 }
    let isNamed = end > line.lowerBound
    while end < limit, bytes[end].isWSP { end += 1 }
    return isNamed && end < limit && bytes[end] == ASCII.colon ? end : nil
  }
}

extension Array where Element == FieldGroups.Field {
  func has(_ name: String) -> Bool { contains { $0.name == name } }

  /// The first field called `name`, given in lower case.
  func first(_ name: String) -> FieldGroups.Field? { first { $0.name == name } }

  /// The text of the first field called `name`; nil where there is none or it is empty.
  func text(_ name: String) -> String? {
    guard let text = first(name)?.text, !text.isEmpty else { return nil }
    return text
  }

  /// The texts of all fields called `name` that are not empty, in order.
  func texts(_ name: String) -> [String] { filter { $0.name == name }.map(\.text).filter { !$0.isEmpty } }

  func date(_ name: String) -> MailDate? { first(name).flatMap { TypedText.date($0.value) } }

  /// What follows the type in `dns; mx.example` (RFC 3464, 2.1.2), or the whole where no type is given.
  func host(_ name: String) -> String? {
    guard let value = first(name)?.value else { return nil }
    let start = value.firstIndex(of: ASCII.semicolon).map { $0 + 1 } ?? 0
    let text = FieldGroups.Field(name: name, value: [UInt8](value[start...])).text
    return text.isEmpty ? nil : text
  }
}
