extension ScriptedIMAPSession {
  func list(_ command: ScriptedIMAPServer.Command) -> End {
    let asksUse = command.text.contains("SPECIAL-USE")
    if asksUse, profile.quirks.contains(.badToSpecialUseList) || !profile.capabilities.contains("SPECIAL-USE") {
      return .answer("BAD not known here")
    }
    let boxes = shared.withLock { state in state.names.map { ($0, state.mailboxes[$0]?.attributes ?? []) } }
    for (name, attributes) in boxes {
      let wire = usesUTF8 ? name : ScriptedIMAPServer.wireName(name)
      let quoted = wire.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      let line = "* LIST (\(attributes.joined(separator: " "))) \"\(profile.delimiter)\" \"\(quoted)\""
      guard say(line) else { return .over }
    }
    return .answer("OK done")
  }

  func create(_ command: ScriptedIMAPServer.Command) -> End {
    guard let name = command.mailbox else { return .answer("BAD no name") }
    return shared.withLock { state in
      guard state.mailboxes[name] == nil else { return .answer("NO [ALREADYEXISTS] it is there") }
      state.make(name, [])
      return .answer("OK made")
    }
  }

  func status(_ command: ScriptedIMAPServer.Command) -> End {
    guard let name = command.mailbox, let box = shared.withLock({ $0.mailboxes[name] }) else {
      return .answer("NO [NONEXISTENT] no such mailbox")
    }
    var items = "MESSAGES \(box.messages.count) UIDNEXT \(box.uidNext) UIDVALIDITY \(box.uidValidity)"
    if countsChanges { items += " HIGHESTMODSEQ \(box.modSeq)" }
    // The space behind the items is one that servers are known to leave (imap-codec).
    return said("* STATUS \"\(ScriptedIMAPServer.wireName(name))\" (\(items)) ", "OK done")
  }

  var countsChanges: Bool { !Set(profile.capabilities).isDisjoint(with: ["CONDSTORE", "QRESYNC"]) }

  func select(_ command: ScriptedIMAPServer.Command) -> End {
    let point = resyncPoint(command)
    if command.text.contains("QRESYNC"), point == nil || !usesQResync { return .answer("BAD QRESYNC is not on") }
    if selected != nil, usesQResync { guard say("* OK [CLOSED] closed") else { return .over } }
    selected = nil
    guard let name = command.mailbox,
      let box = shared.withLock({ state -> ScriptedMailbox? in
        state.views[number] = nil
        guard let box = state.mailboxes[name], !box.attributes.contains("\\Noselect") else { return nil }
        state.views[number] = ScriptedView(
          mailbox: name, known: box.messages.map(\.uid), usesVanished: usesQResync)
        return box
      })
    else { return .answer("NO [NONEXISTENT] no such mailbox") }
    selected = name
    isReadOnly = command.name == "EXAMINE"
    let uidValidity = faults.contains(.uidValidityZero) ? 0 : box.uidValidity
    let keywords = profile.quirks.contains(.noKeywords) ? "" : " \\*"
    var lines = [
      "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)",
      "* OK [PERMANENTFLAGS (\(isReadOnly ? "" : "\\Answered \\Flagged \\Deleted \\Seen \\Draft\(keywords)"))] kept",
      "* \(box.messages.count) EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY \(uidValidity)] valid",
      "* OK [UIDNEXT \(box.uidNext)] next",
    ]
    if countsChanges { lines.append("* OK [HIGHESTMODSEQ \(box.modSeq)] newest") }
    if let point, point.uidValidity == uidValidity { lines += changes(of: box, since: point.modSeq) }
    for line in lines { guard say(line) else { return .over } }
    return .answer(isReadOnly ? "OK [READ-ONLY] open" : "OK [READ-WRITE] open")
  }

  private func resyncPoint(_ command: ScriptedIMAPServer.Command) -> (uidValidity: UInt32, modSeq: UInt64)? {
    let words = command.words
    guard words.count == 4, words[1] == "QRESYNC", let uidValidity = UInt32(words[2]), let modSeq = UInt64(words[3])
    else { return nil }
    return (uidValidity, modSeq)
  }

  private func changes(of box: ScriptedMailbox, since modSeq: UInt64) -> [String] {
    var lines: [String] = []
    let gone = box.vanished.filter { $0.modSeq > modSeq }.map { String($0.uid) }
    if !gone.isEmpty { lines.append("* VANISHED (EARLIER) \(gone.joined(separator: ","))") }
    for (index, message) in box.messages.enumerated() where message.modSeq > modSeq {
      let flags = message.flags.sorted().joined(separator: " ")
      lines.append("* \(index + 1) FETCH (UID \(message.uid) FLAGS (\(flags)) MODSEQ (\(message.modSeq)))")
    }
    return lines
  }

  func append(_ command: ScriptedIMAPServer.Command) -> End {
    guard let name = command.mailbox, case .string(let bytes)? = command.arguments.last else {
      return .answer("BAD no message")
    }
    let flags = command.words.dropFirst().filter { $0.hasPrefix("\\") || $0.hasPrefix("$") }
    return shared.withLock { state in
      guard state.mailboxes[name] != nil else { return .answer("NO [TRYCREATE] no such mailbox") }
      let uid = state.mailboxes[name]?.add(bytes, flags: Set(flags), day: ScriptedIMAPServer.usualDay) ?? 0
      state.tellIdlers(of: name)
      guard profile.capabilities.contains("UIDPLUS") else { return .answer("OK kept") }
      return .answer("OK [APPENDUID \(state.mailboxes[name]?.uidValidity ?? 0) \(uid)] kept")
    }
  }
}
