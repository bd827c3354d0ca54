extension IMAPResponse {
  /// Whether a response that begins with `line` is data, which may hold literals, and not text for people.
  static func mayHoldLiterals(_ line: [UInt8]) -> Bool {
    guard line.starts(with: [0x2A, 0x20]) else { return false }
    let word = line[2...].prefix(8).prefix { $0 != 0x20 }
    return statusKind(String(decoding: word, as: UTF8.self).uppercased()) == nil
  }

  /// Reads one complete response. What cannot be understood is ``other``: servers may say what we never asked for.
  init(_ pieces: [IMAPResponseParser.Piece]) {
    guard case .text(let line)? = pieces.first else {
      self = .other
      return
    }
    if line.first == 0x2B {
      self = .continuation
      return
    }
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    guard words.count >= 2 else {
      self = .other
      return
    }
    let keyword = String(decoding: words[1].prefix(32), as: UTF8.self).uppercased()
    if words[0] != [0x2A] {
      guard let kind = Self.statusKind(keyword) else {
        self = .other
        return
      }
      let rest = words.count > 2 ? line[words[2].startIndex...] : []
      self = .tagged(String(decoding: words[0].prefix(64), as: UTF8.self), IMAPStatus(kind, rest))
      return
    }
    if let kind = Self.statusKind(keyword) {
      let rest = words.count > 2 ? line[words[2].startIndex...] : []
      self = .untagged(IMAPStatus(kind, rest))
      return
    }
    self = Self.data(keyword, words, pieces)
  }

  private static func data(
    _ keyword: String, _ words: [ArraySlice<UInt8>], _ pieces: [IMAPResponseParser.Piece]
  ) -> IMAPResponse {
    let afterKeyword = words[1].endIndex
    if let number: Int = decimal(words[1]) {
      guard words.count > 2 else { return .other }
      let word = words[2].prefix { $0 != 0x20 && $0 != 0x28 }
      switch String(decoding: word.prefix(32), as: UTF8.self).uppercased() {
      case "EXISTS": return .exists(number)
      case "RECENT": return .recent(number)
      case "EXPUNGE": return .expunge
      case "FETCH":
        var tokens = IMAPTokens(pieces, from: word.endIndex)
        return .fetch(fetch(&tokens))
      default: return .other
      }
    }
    var tokens = IMAPTokens(pieces, from: afterKeyword)
    switch keyword {
    case "CAPABILITY": return .capability(atoms(&tokens).map { $0.uppercased() })
    case "FLAGS": return .flags(atoms(&tokens))
    case "VANISHED": return vanished(&tokens)
    case "ENABLED": return .enabled(atoms(&tokens).map { $0.uppercased() })
    case "ESEARCH": return .extendedSearch(extendedSearch(&tokens))
    case "LIST": return list(&tokens) ?? .other
    case "SEARCH":
      var found: [UInt32] = []
      while let token = tokens.next(), case .atom(let word) = token {
        if let uid: UInt32 = decimal(word) { found.append(uid) }
      }
      return .search(found)
    default: return .other
    }
  }

  /// The items of a FETCH (RFC 9051, 7.5.2); unknown ones are stepped over.
  private static func fetch(_ tokens: inout IMAPTokens) -> IMAPFetch {
    var items = IMAPFetch()
    guard tokens.next() == .open else { return items }
    while case .atom(let name)? = tokens.next() {
      guard let value = tokens.next(), value != .close else { break }
      if value == .open {
        let inner = list(after: &tokens)
        switch String(decoding: name.prefix(32), as: UTF8.self).uppercased() {
        case "FLAGS": items.flags = Set(inner)
        case "MODSEQ": items.modSeq = inner.first.flatMap { UInt64($0) }
        default: break
        }
        continue
      }
      switch (String(decoding: name.prefix(32), as: UTF8.self).uppercased(), value) {
      case ("UID", .atom(let digits)): items.uid = decimal(digits)
      case ("RFC822.SIZE", .atom(let digits)): items.size = decimal(digits)
      case ("INTERNALDATE", .string(let text)): items.internalDate = InternalDate.seconds(text)
      case ("X-GM-MSGID", .atom(let digits)): items.gmailID = decimal(digits)
      case (let section, let octets) where section == "BODY[]" || section.hasPrefix("BODY[]<"):
        items.origin = section.hasSuffix(">") ? Int(section.dropFirst(7).dropLast()) : nil
        if case .string(let body) = octets { items.body = body } else { items.saysNoBody = true }
      case (let section, .string(let octets)) where section.hasPrefix("BODY[HEADER"): items.header = octets
      default: break
      }
    }
    // UID 0 is no UID (RFC 9051, 2.3.1.1).
    if items.uid == 0 { items.uid = nil }
    return items
  }

  /// `VANISHED (EARLIER) 41,43:116`.
  private static func vanished(_ tokens: inout IMAPTokens) -> IMAPResponse {
    var token = tokens.next()
    var earlier = false
    if token == .open {
      earlier = list(after: &tokens).contains { $0.uppercased() == "EARLIER" }
      token = tokens.next()
    }
    guard case .atom(let set)? = token else { return .other }
    return .vanished(earlier: earlier, UIDSet.ranges(set))
  }

  /// `ESEARCH (TAG "A2") UID ALL 2,10:11`; other results are stepped over.
  private static func extendedSearch(_ tokens: inout IMAPTokens) -> IMAPExtendedSearch {
    var found = IMAPExtendedSearch()
    var name = ""
    while let token = tokens.next() {
      switch token {
      case .string(let value) where name == "TAG": found.tag = printable(value)
      case .atom(let value) where name == "ALL":
        found.all = UIDSet.ranges(value)
        name = ""
      case .atom(let word):
        name = String(decoding: word.prefix(32), as: UTF8.self).uppercased()
        if name == "UID" { found.isOfUIDs = true }
      case .open, .close, .string: break
      }
    }
    return found
  }

  private static func list(_ tokens: inout IMAPTokens) -> IMAPResponse? {
    guard tokens.next() == .open else { return nil }
    let attributes = list(after: &tokens)
    guard tokens.next() != nil, let name = tokens.next() else { return nil }
    switch name {
    case .atom(let octets): return .list(IMAPListEntry(attributes: Set(attributes), wireName: Array(octets)))
    case .string(let octets): return .list(IMAPListEntry(attributes: Set(attributes), wireName: octets))
    case .open, .close: return nil
    }
  }

  /// The atoms up to the parenthesis that closes the one just read; deeper lists are stepped over.
  private static func list(after tokens: inout IMAPTokens) -> [String] {
    var found: [String] = []
    var depth = 1
    while depth > 0, let token = tokens.next() {
      switch token {
      case .open: depth += 1
      case .close: depth -= 1
      case .atom(let word): if depth == 1 { found.append(printable(word)) }
      case .string: break
      }
    }
    return found
  }

  private static func atoms(_ tokens: inout IMAPTokens) -> [String] {
    var found: [String] = []
    while let token = tokens.next() {
      if case .atom(let word) = token { found.append(printable(word)) }
    }
    return found
  }

  private static func statusKind(_ word: String) -> IMAPStatus.Kind? {
    switch word {
    case "OK": .ok
    case "NO": .no
    case "BAD": .bad
    case "BYE": .bye
    case "PREAUTH": .preauth
    default: nil
    }
  }
}

extension IMAPStatus {
  /// Reads `[CODE argument] text`.
  init(_ kind: Kind, _ rest: ArraySlice<UInt8>) {
    self.kind = kind
    guard rest.first == 0x5B, let close = rest.firstIndex(of: 0x5D) else {
      (code, argument, text) = (nil, "", ServerText(rest))
      return
    }
    let inner = rest[(rest.startIndex + 1)..<close]
    let name = inner.prefix { $0 != 0x20 }
    code = String(decoding: name, as: UTF8.self).uppercased()
    argument = printable(inner[name.endIndex...].drop { $0 == 0x20 })
    text = ServerText(rest[(close + 1)...].drop { $0 == 0x20 })
  }
}
