extension ScriptedIMAPServer {
  /// A message in a mailbox.
  public struct Message: Hashable, Sendable {
    public internal(set) var uid: UInt32
    public let raw: [UInt8]
    public internal(set) var flags: Set<String>
    /// `01-Nov-2026`: when it came, at noon UTC.
    public let day: String
    public internal(set) var modSeq: UInt64
    /// The same for the same octets, as Gmail's is for the same message under another label.
    public let gmailID: UInt64
  }
}

/// One mailbox of a scripted server.
struct ScriptedMailbox {
  var attributes: [String]
  var uidValidity: UInt32
  var uidNext: UInt32 = 1
  var modSeq: UInt64 = 1
  /// Ascending by UID.
  var messages: [ScriptedIMAPServer.Message] = []
  /// What was removed, and when.
  var vanished: [(uid: UInt32, modSeq: UInt64)] = []

  mutating func add(_ raw: [UInt8], flags: Set<String>, day: String) -> UInt32 {
    modSeq += 1
    let gmailID = raw.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    messages.append(.init(uid: uidNext, raw: raw, flags: flags, day: day, modSeq: modSeq, gmailID: gmailID >> 1))
    uidNext += 1
    return uidNext - 1
  }

  mutating func remove(_ uids: Set<UInt32>) {
    modSeq += 1
    for message in messages where uids.contains(message.uid) { vanished.append((message.uid, modSeq)) }
    messages.removeAll { uids.contains($0.uid) }
  }

  mutating func renumber() {
    uidValidity += 1
    vanished = []
    modSeq = 1
    // Not from 1 on: no number shall name by chance what it named before.
    for index in messages.indices {
      messages[index].uid = UInt32(index) * 2 + 1001
      messages[index].modSeq = 1
    }
    uidNext = (messages.last?.uid ?? 1000) + 1
  }

  mutating func flag(_ uid: UInt32, adding flags: [String]) {
    guard let index = messages.firstIndex(where: { $0.uid == uid }) else { return }
    modSeq += 1
    messages[index].flags.formUnion(flags)
    messages[index].modSeq = modSeq
  }
}

/// What one connection has been told of the mailbox that it has open.
struct ScriptedView {
  var mailbox: String
  /// UIDs in the order of their sequence numbers.
  var known: [UInt32]
  /// The mailbox has been numbered anew since: nothing that is said of it would be true.
  var isStale = false
  /// Says a line while the client idles; nil while it does not.
  var speak: (@Sendable (String) -> Void)?
  var usesVanished: Bool

  /// What is new since the last time, as lines.
  mutating func news(_ mailbox: ScriptedMailbox) -> [String] {
    let present = Set(mailbox.messages.map(\.uid))
    var lines: [String] = []
    let gone = known.filter { !present.contains($0) }
    if usesVanished, !gone.isEmpty {
      lines.append("* VANISHED \(gone.map(String.init).joined(separator: ","))")
      known.removeAll { !present.contains($0) }
    } else {
      for uid in gone {
        guard let index = known.firstIndex(of: uid) else { continue }
        lines.append("* \(index + 1) EXPUNGE")
        known.remove(at: index)
      }
    }
    let newest = known.last ?? 0
    let new = mailbox.messages.map(\.uid).filter { $0 > newest }
    if !new.isEmpty {
      known += new
      lines.append("* \(known.count) EXISTS")
    }
    return lines
  }
}
