internal import Logging

extension IMAPConnection {
  /// How many of the newest messages are looked at where a server will not search: more than a team sends in a day, and
  /// a few hundred KB of header fields.
  public static let searchedLocally = 1000

  /// UIDs of the messages in `mailbox` whose Message-ID holds `headerMessageID`, ascending.
  ///
  /// Afterwards no mailbox is selected: ``select(_:)`` before going on. See ``search(header:value:in:)``.
  public func search(headerMessageID: String, in mailbox: String) throws(WireError) -> [UInt32] {
    guard let command = IMAPCommand.search(messageID: headerMessageID) else {
      throw .unsayable(place: place, during: .search)
    }
    return try search(command, "Message-ID", headerMessageID, mailbox)
  }

  /// UIDs of the messages in `mailbox` whose header field `header` holds `value`, in any case, ascending.
  ///
  /// A server that refuses to search (Yahoo, or one without the charset) is asked for that field of its newest
  /// ``searchedLocally`` messages, and they are compared here. Afterwards no mailbox is selected.
  /// - Parameters:
  ///   - header: letters, digits and hyphens, 1 ... 76 of them: `X-Heard-Id`.
  ///   - value: without control characters, not empty.
  public func search(header: String, value: String, in mailbox: String) throws(WireError) -> [UInt32] {
    guard let command = IMAPCommand.search(header: header, value: value) else {
      throw .unsayable(place: place, during: .search)
    }
    return try search(command, header, value, mailbox)
  }

  /// The UIDs of the selected mailbox, each of them: for comparing with what is kept.
  ///
  /// As a set where the server gives sets (ESEARCH, RFC 4731), else as a list, else by asking for the messages. Memory
  /// is what the set takes, and one line of the server's.
  /// - Parameters:
  ///   - range: which UIDs; nil for all.
  ///   - day: only messages that came on this day or later, by the server's calendar. A server that will not search
  ///     gives some of the day before as well.
  public func uids(in range: ClosedRange<UInt32>? = nil, since day: CalendarDay? = nil) throws(WireError) -> UIDRanges {
    let conversation = try mailboxConversation(.search)
    if let found = try searched(conversation, range, day) { return found }
    return try listed(conversation, range, day)
  }

  /// The UIDs in `range` of the messages that `keyword` is not set on; nil where the server will not search.
  public func uids(in range: ClosedRange<UInt32>, lacking keyword: String) throws(WireError) -> UIDRanges? {
    try searched(mailboxConversation(.search), range, nil, lacking: keyword)
  }

  private func searched(
    _ conversation: IMAPConversation, _ range: ClosedRange<UInt32>?, _ day: CalendarDay?, lacking keyword: String? = nil
  ) throws(WireError) -> UIDRanges? {
    if conversation.capabilities.contains("ESEARCH") || conversation.capabilities.contains("IMAP4REV2"),
      let found = try answer(conversation, .search(in: range, since: day, lacking: keyword, asSet: true))
    {
      return found
    }
    return try answer(conversation, .search(in: range, since: day, lacking: keyword, asSet: false))
  }

  /// What SEARCH found; nil where it was refused, or not answered so that it can be relied on.
  private func answer(_ conversation: IMAPConversation, _ search: IMAPCommand) throws(WireError) -> UIDRanges? {
    let there = conversation.exists
    var found = UIDCollector()
    var isAnswered = false
    let pending = try conversation.send(search, .search)
    let status = try conversation.finish(pending, .search) { response in
      switch response {
      case .search(let uids):
        isAnswered = true
        for uid in uids where uid > 0 { found.add(uid) }
      // Numbers that are no UIDs would name other messages.
      case .extendedSearch(let result) where result.isOfUIDs && (result.tag ?? pending.tag) == pending.tag:
        isAnswered = true
        found.add(result.all)
      default: break
      }
    }
    if status.kind == .bye { try conversation.check(status, .search) }
    guard status.kind == .ok, isAnswered else { return nil }
    let set = found.set
    // More messages than there are is no answer.
    return set.count <= max(there, conversation.exists) ? set : nil
  }

  /// The UIDs as the messages themselves tell them.
  private func listed(
    _ conversation: IMAPConversation, _ range: ClosedRange<UInt32>?, _ day: CalendarDay?
  ) throws(WireError) -> UIDRanges {
    // A day begins up to 14 hours before UTC's, and the server's zone is not known.
    let earliest = day.map { $0.start - 14 * 3600 }
    let wanted = range ?? 1...UInt32.max
    var found = UIDCollector()
    let status = try conversation.run(.arrivals(in: wanted), .fetch) { response in
      guard case .fetch(let items) = response, let uid = items.uid, wanted.contains(uid) else { return }
      if let earliest, let arrival = items.internalDate, arrival < earliest { return }
      found.add(uid)
    }
    // No message of an empty mailbox has a UID, and some servers refuse to be asked.
    if status.kind != .no && status.kind != .bad || conversation.exists > 0 { try conversation.check(status, .fetch) }
    return found.set
  }

  private func search(
    _ command: IMAPCommand, _ field: String, _ value: String, _ mailbox: String
  ) throws(WireError) -> [UInt32] {
    guard try examine(mailbox).exists > 0 else { return [] }
    let conversation = try conversation(.search)
    var found: Set<UInt32> = []
    let status = try conversation.run(command, .search) { response in
      if case .search(let uids) = response { found.formUnion(uids.filter { $0 > 0 }) }
    }
    switch status.kind {
    case .ok, .preauth: return found.sorted()
    case .bye: try conversation.check(status, .search)
    case .no, .bad: break
    }
    logger.debug("imap search refused, comparing here", metadata: ["server": "\(place)"])
    return try compared(conversation, field, value)
  }

  /// The newest messages whose field holds `value`, as SEARCH would find them (RFC 9051, 6.4.4, HEADER).
  private func compared(
    _ conversation: IMAPConversation, _ field: String, _ value: String
  ) throws(WireError) -> [UInt32] {
    let first = max(conversation.exists - Self.searchedLocally + 1, 1)
    guard let command = IMAPCommand.headerField(field, from: first) else {
      throw .unsayable(place: place, during: .search)
    }
    var found: Set<UInt32> = []
    let status = try conversation.run(command, .search) { response in
      guard case .fetch(let items) = response, let uid = items.uid, let header = items.header,
        HeaderFieldText.holds(value, header, field: field)
      else { return }
      found.insert(uid)
    }
    try conversation.check(status, .search)
    return found.sorted()
  }
}

/// Header fields as a server gives them, compared as it would compare them itself.
enum HeaderFieldText {
  /// Whether a field called `name` among the fields of `header` holds `value`, letters of ASCII in any case.
  static func holds(_ value: String, _ header: [UInt8], field name: String) -> Bool {
    let sought = octets(value).map(lowercase)
    let start = octets(name).map(lowercase) + [0x3A]
    return fields(header).contains { field in
      field.starts(with: start) && field.dropFirst(start.count).firstRange(of: sought) != nil
    }
  }

  /// The fields with their folding undone (RFC 5322, 2.2.3), in small letters.
  private static func fields(_ header: [UInt8]) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    for line in header.split(separator: 0x0A) {
      let text = (line.last == 0x0D ? line.dropLast() : line).map(lowercase)
      if let first = text.first, first == 0x20 || first == 0x09, !fields.isEmpty {
        fields[fields.count - 1] += text
      } else {
        fields.append(text)
      }
    }
    return fields
  }

  private static func lowercase(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }
}
