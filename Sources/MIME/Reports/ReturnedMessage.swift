/// The header of the message that came back, where a notice holds it in its text.
enum ReturnedHeader {
  /// Fields that servers write on the way: no notice to people has them.
  private static let traces: [[UInt8]] = [
    "received", "return-path", "message-id", "dkim-signature", "x-received", "mime-version", "domainkey-signature",
    "delivered-to", "arc-seal", "x-google-smtp-source",
  ].map { Array($0.utf8) }

  private static let known: [[UInt8]] =
    traces + ["from", "to", "date", "subject", "content-type"].map { Array($0.utf8) }

  /// The number of the line at which a header block starts; nil where none does.
  ///
  /// A header block is two or more fields in a row, one of which a server wrote, or From and Date together.
  static func start(of lines: [Range<Int>], in bytes: [UInt8]) -> Int? {
    var index = 0
    while index < lines.count {
      var end = index
      var knownCount = 0
      var traceCount = 0
      while end < lines.count {
        let line = lines[end]
        guard let first = bytes[line].first else { break }
        if first.isWSP {
          if end == index { break }
        } else if let colon = FieldGroups.nameEnd(line, in: bytes) {
          let name = bytes[line.lowerBound..<colon]
          if known.contains(where: { name.equalsIgnoringCase($0) }) { knownCount += 1 }
          if traces.contains(where: { name.equalsIgnoringCase($0) }) { traceCount += 1 }
        } else {
          break
        }
        end += 1
      }
      if traceCount > 0 && knownCount > 1 || knownCount > 3 { return index }
      index = max(end, index + 1)
    }
    return nil
  }
}

extension Collection where Element == UInt8 {
  /// Whether the octets are `name`, which is given in lower case, but for the case of ASCII letters.
  fileprivate func equalsIgnoringCase(_ name: [UInt8]) -> Bool {
    count == name.count && zip(self, name).allSatisfy { $0.lowercasedASCII == $1 }
  }
}

extension Message {
  /// The Message-ID, without angle brackets, of the message that a report returns; nil where it returns none.
  ///
  /// Servers that return it without MIME are read too: the header in their text counts, or its last `Message-ID:`.
  public var returnedMessageID: String? {
    for part in parts.reversed() where Self.isReturned(part.type) {
      if let id = Self.messageID(FieldGroups.header(of: content(of: part))) { return id }
    }
    // Some call the returned header an attached text, or get the delimiter before it wrong.
    for part in parts.reversed() where part.type.hasPrefix("text/") || Self.isDeliveryStatus(part.type) {
      let content = content(of: part)
      if let id = Self.messageID(Self.returnedHeader(in: content)) ?? Self.lastMessageID(in: content) { return id }
    }
    return nil
  }

  /// The fields of the returned message; empty where a bounce returns none.
  var returnedHeader: FieldGroups.Group {
    for part in parts.reversed() where Self.isReturned(part.type) {
      let group = FieldGroups.header(of: content(of: part))
      if !group.isEmpty { return group }
    }
    for part in parts.reversed() where part.type.hasPrefix("text/") {
      let group = Self.returnedHeader(in: content(of: part))
      if !group.isEmpty { return group }
    }
    return []
  }

  static func isReturned(_ type: String) -> Bool {
    switch type {
    case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers",
      "message/partial", "message/news", "text/rfc822":
      true
    default: false
    }
  }

  private static func messageID(_ header: FieldGroups.Group) -> String? {
    header.first("message-id").flatMap { MessageIDs.first(in: $0.value.span) }
  }

  private static func returnedHeader(in content: [UInt8]) -> FieldGroups.Group {
    var lines: [Range<Int>] = []
    var reader = ReportLines(content)
    while let line = reader.next(), lines.count < lineLimit { lines.append(line) }
    guard let start = ReturnedHeader.start(of: lines, in: content) else { return [] }
    return FieldGroups.header(of: Array(content[lines[start].lowerBound...]))
  }

  /// Lines of a notice among which the returned header is looked for; it stands on the second screen at the latest.
  private static let lineLimit = 2_000

  /// For servers that return a line or two: the last `Message-ID:` of all lines.
  private static func lastMessageID(in content: [UInt8]) -> String? {
    var found: String?
    var lines = ReportLines(content)
    while let line = lines.next() {
      let kept = content[content.trimmingWSP(line)]
      guard let first = kept.first, first | 0x20 == 0x6D, kept.startsIgnoringCase("message-id:") else { continue }
      let value = kept.dropFirst(11)
      found = MessageIDs.first(in: value.span) ?? found
    }
    return found
  }
}

extension FieldGroups {
  /// Most fields read of the header of a returned message: its trace alone may have 100 (RFC 5321, 6.3).
  private static let headerLimit = 500

  /// The fields of a message that starts with `bytes`, up to the first empty line behind one.
  static func header(of bytes: [UInt8]) -> Group {
    var group: Group = []
    var lines = ReportLines(bytes)
    while let line = lines.next(), group.count < headerLimit {
      let kept = bytes.trimmingWSP(line)
      if kept.isEmpty {
        if group.isEmpty { continue }
        break
      }
      if bytes[line.lowerBound].isWSP, !group.isEmpty {
        group[group.count - 1].value.append(ASCII.space)
        group[group.count - 1].value.append(contentsOf: bytes[kept])
      } else if let field = field(kept, in: bytes) {
        group.append(field)
      }
    }
    return group
  }
}
