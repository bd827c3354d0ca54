extension ScriptedIMAPSession {
  /// The open mailbox, and the UIDs that this connection knows of it in their order.
  private var opened: (box: ScriptedMailbox, known: [UInt32])? {
    shared.withLock { state in
      guard let view = state.views[number], let box = state.mailboxes[view.mailbox] else { return nil }
      return (box, view.known)
    }
  }

  func fetch(_ command: ScriptedIMAPServer.Command) -> End {
    guard let opened, case .word(let set)? = command.arguments.first else { return .answer("BAD no set") }
    let byUID = command.name == "UID FETCH"
    let last = byUID ? opened.known.last ?? 0 : UInt32(opened.known.count)
    guard let ranges = ScriptedIMAPServer.numbers(set, last: last) else { return .answer("BAD no set") }
    if opened.known.isEmpty, set.contains("*") || !byUID { return .answer("BAD no messages") }
    if profile.quirks.contains(.badToDescendingSets), !Self.ascends(set) { return .answer("BAD the set descends") }
    let items = command.arguments.dropFirst().compactMap {
      if case .word(let word) = $0 { word.uppercased() } else { nil }
    }
    let asksBody = items.contains { $0.hasPrefix("BODY") && $0.contains("[]") || $0 == "RFC822" }
    // By position, as a large mailbox is asked for as a whole.
    let messages = Dictionary(uniqueKeysWithValues: opened.box.messages.map { ($0.uid, $0) })
    let shift = profile.quirks.contains(.staleSequenceNumbers) ? 1 : 0
    for (index, uid) in opened.known.enumerated() {
      let number = byUID ? uid : UInt32(index + 1)
      guard ranges.contains(where: { $0.contains(number) }), let message = messages[uid] else { continue }
      if asksBody {
        for case .refuse(uid, let words) in faults { return .answer(words) }
        if faults.contains(.leaveOut(uid: uid)) { continue }
        if faults.contains(.hangAt(uid: uid)) {
          _ = connection.rest()
          return .over
        }
      }
      guard let bytes = response(index + 1 + shift, message, items) else {
        return .answer("NO the range is behind the end")
      }
      for case .truncate(uid, let octets) in faults where asksBody {
        let header = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
        _ = say(Array(bytes.prefix(header + octets)))
        return .over
      }
      guard say(bytes), afterwards(message.uid) else { return .over }
    }
    return .answer("OK fetched")
  }

  /// The faults that come between a message's FETCH and the next.
  private func afterwards(_ uid: UInt32) -> Bool {
    for fault in faults {
      switch fault {
      case .strayAfter(uid, let line): guard say(line) else { return false }
      case .expungeAfter(uid, let other):
        let lines = shared.withLock { state -> [String] in
          guard let view = state.views[number] else { return [] }
          state.mailboxes[view.mailbox]?.remove([other])
          guard let box = state.mailboxes[view.mailbox] else { return [] }
          return state.views[number]?.news(box) ?? []
        }
        for line in lines { guard say(line) else { return false } }
      default: break
      }
    }
    return true
  }

  /// One message's FETCH; nil where the range that is asked for is refused.
  private func response(_ sequence: Int, _ message: ScriptedIMAPServer.Message, _ items: [String]) -> [UInt8]? {
    var text = "* \(sequence) FETCH (UID \(message.uid)"
    var body: [UInt8] = []
    for item in items {
      switch item {
      case "UID": break
      case "FLAGS": text += " FLAGS (\(message.flags.sorted().joined(separator: " ")))"
      case "RFC822.SIZE" where profile.quirks.contains(.noSizes): break
      case "RFC822.SIZE": text += " RFC822.SIZE \(size(of: message))"
      case "INTERNALDATE": text += " INTERNALDATE \"\(message.day) 12:00:00 +0000\""
      case "MODSEQ": text += " MODSEQ (\(message.modSeq))"
      case "X-GM-MSGID" where profile.capabilities.contains("X-GM-EXT-1"): text += " X-GM-MSGID \(message.gmailID)"
      case let item where item.hasPrefix("BODY.PEEK[HEADER.FIELDS"):
        let header = Self.fields(message.raw, named: item)
        body = Array(" \(item.replacing("BODY.PEEK", with: "BODY")) {\(header.count)}\r\n".utf8) + header
      case let item where item.hasPrefix("BODY") && item.contains("[]"):
        if item.hasPrefix("BODY[") { flagSeen(message.uid) }
        guard let part = octets(of: message, item) else { return nil }
        body = part
      case "RFC822":
        flagSeen(message.uid)
        if !profile.quirks.contains(.noRFC822) { body = Array(" RFC822 {\(message.raw.count)}\r\n".utf8) + message.raw }
      default: break
      }
    }
    return Array(text.utf8) + body + Array(")\r\n".utf8)
  }

  private func size(of message: ScriptedIMAPServer.Message) -> Int {
    for case .wrongSize(message.uid, let size) in faults { return size }
    for case .sizesTooLarge(let more) in profile.quirks { return message.raw.count + more }
    return message.raw.count
  }

  /// `BODY[] {n}` and the octets, or those of a range.
  private func octets(of message: ScriptedIMAPServer.Message, _ item: String) -> [UInt8]? {
    let range = item.drop { $0 != "<" }.dropFirst().dropLast().split(separator: ".").compactMap { Int($0) }
    let isRange = range.count == 2 && !profile.quirks.contains(.wholeForRanges)
    var origin = isRange ? range[0] : 0
    var count = isRange ? range[1] : message.raw.count
    if isRange {
      if profile.quirks.contains(.noBeyondEnd), origin >= message.raw.count { return nil }
      if profile.quirks.contains(.beginningForRanges) { origin = 0 }
      for case .shortRanges(let most) in profile.quirks { count = min(count, most) }
    }
    let section = isRange ? " BODY[]<\(origin)>" : " BODY[]"
    if faults.contains(.noBody(uid: message.uid)) { return [] }
    if faults.contains(.nilBody(uid: message.uid)) { return Array("\(section) NIL".utf8) }
    let part = message.raw.dropFirst(origin).prefix(count)
    return Array("\(section) {\(part.count)}\r\n".utf8) + part
  }

  private func flagSeen(_ uid: UInt32) {
    guard !isReadOnly, let selected else { return }
    shared.withLock { $0.mailboxes[selected]?.flag(uid, adding: ["\\Seen"]) }
  }

  /// The fields that a `BODY.PEEK[HEADER.FIELDS (A B)]` names, with their folding and the empty line.
  private static func fields(_ raw: [UInt8], named item: String) -> [UInt8] {
    let names = item.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: " ").map { $0.lowercased() }
    return headerFields(raw).filter { field in
      names.contains(String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased())
    }.flatMap { $0 } + [0x0D, 0x0A]
  }

  /// The header's fields, each with its folded lines.
  private static func headerFields(_ raw: [UInt8]) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    for line in raw.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.isEmpty || line == [0x0D] { break }
      if line.first == 0x20 || line.first == 0x09, !fields.isEmpty {
        fields[fields.count - 1] += line + [0x0A]
      } else {
        fields.append(line + [0x0A])
      }
    }
    return fields
  }

  func store(_ command: ScriptedIMAPServer.Command) -> End {
    guard !isReadOnly, let selected else { return .answer("NO the mailbox is open for reading alone") }
    let words = command.words
    guard let opened, let set = words.first, words.count > 1, words[1].uppercased().hasPrefix("+FLAGS"),
      let ranges = ScriptedIMAPServer.numbers(set, last: opened.known.last ?? 0)
    else { return .answer("BAD not known here") }
    shared.withLock { state in
      for message in opened.box.messages where ranges.contains(where: { $0.contains(message.uid) }) {
        state.mailboxes[selected]?.flag(message.uid, adding: Array(words.dropFirst(2)))
      }
    }
    return .answer("OK stored")
  }

  func search(_ command: ScriptedIMAPServer.Command) -> End {
    guard let opened else { return .answer("BAD no mailbox") }
    if profile.quirks.contains(.noSearch) { return .answer("NO [UNAVAILABLE] not now") }
    var words = command.words
    var asksSet = false
    if words.first == "RETURN" {
      guard profile.capabilities.contains("ESEARCH"), words.count > 1, words[1] == "ALL" else {
        return .answer("BAD not known here")
      }
      asksSet = true
      words.removeFirst(2)
    }
    if words.first == "CHARSET" {
      if usesUTF8 { return .answer("BAD all is in UTF-8 (RFC 6855, 3)") }
      if profile.quirks.contains(.noCharsets) { return .answer("NO [BADCHARSET (US-ASCII)] only that") }
      words.removeFirst(2)
    }
    let known = Set(opened.known)
    var found = opened.box.messages.filter { known.contains($0.uid) }
    while let key = words.first {
      words.removeFirst()
      switch key {
      case "ALL": break
      case "UID":
        guard let set = words.first, let ranges = ScriptedIMAPServer.numbers(set, last: opened.known.last ?? 0) else {
          return .answer("BAD no set")
        }
        words.removeFirst()
        found = found.filter { message in ranges.contains { $0.contains(message.uid) } }
      case "SINCE":
        guard let day = words.first.flatMap(Self.day) else { return .answer("BAD no date") }
        words.removeFirst()
        found = found.filter { Self.day($0.day).map { $0 >= day } ?? false }
      case "UNKEYWORD":
        guard let keyword = words.first else { return .answer("BAD no keyword") }
        words.removeFirst()
        found = found.filter { !$0.flags.contains(keyword) }
      case "HEADER":
        for case .headerSearchRefused(let answer) in profile.quirks { return .answer(answer) }
        guard words.count >= 2 else { return .answer("BAD no field") }
        let (name, value) = (words[0].lowercased() + ":", words[1].lowercased())
        words.removeFirst(2)
        found = found.filter { message in
          Self.headerFields(message.raw).contains { field in
            let text = String(decoding: field, as: UTF8.self).replacing("\r\n", with: "").lowercased()
            return text.hasPrefix(name) && text.dropFirst(name.count).contains(value)
          }
        }
      default: return .answer("BAD not known here")
      }
    }
    let uids = found.map(\.uid)
    guard asksSet else {
      // The space behind the numbers is one that servers are known to leave.
      return said("* SEARCH \(uids.map { "\($0) " }.joined())", "OK searched")
    }
    let set = Self.set(uids)
    return said("* ESEARCH (TAG \"\(command.tag)\") UID\(set.isEmpty ? "" : " ALL \(set)")", "OK searched")
  }

  /// Ascending UIDs as a set.
  private static func set(_ uids: [UInt32]) -> String {
    var runs: [ClosedRange<UInt32>] = []
    for uid in uids {
      if let last = runs.last, last.upperBound + 1 == uid {
        runs[runs.count - 1] = last.lowerBound...uid
      } else {
        runs.append(uid...uid)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }.joined(separator: ",")
  }

  /// `1-Nov-2026` as a number that orders days.
  private static func day(_ text: String) -> Int? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let pieces = text.split(separator: "-")
    guard pieces.count == 3, let day = Int(pieces[0]), let month = months.firstIndex(of: String(pieces[1])),
      let year = Int(pieces[2])
    else { return nil }
    return (year * 100 + month) * 100 + day
  }

  private static func ascends(_ set: String) -> Bool {
    let numbers = set.split { $0 == "," || $0 == ":" }.map { UInt32($0) ?? .max }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
