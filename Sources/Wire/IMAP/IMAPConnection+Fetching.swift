internal import Logging

extension IMAPConnection {
  /// Octets of a fetch command around its set: tag, words, and the item list with a partial range.
  private static let fetchFrame = 100

  /// Asks for the bytes of the messages in `uids`, and says of each what became of it.
  ///
  /// One that did not come with the others is asked for alone, so that one bad message does not hide the rest, and its
  /// outcome is its own. A failure of the connection is in the result, with all that came whole before it.
  /// Memory is what the messages take: choose `uids` by the sizes of ``listing(after:)``, and fetch large ones with
  /// ``fetchInPieces(uid:from:size:pieceSize:limit:into:)``.
  /// - Parameter limit: how many octets of each message at most, 1 ... 4294967295; nil for all.
  public func fetchOutcomes(of uids: [UInt32], upTo limit: Int? = nil) -> FetchResult {
    let wanted = Set(uids).subtracting([0])
    var outcomes: [UInt32: FetchOutcome] = [:]
    var asked: [UInt32] = []
    do throws(WireError) {
      for chunk in UIDSet.chunks(uids, maxLength: IMAPCommand.maxLineLength - Self.fetchFrame) {
        asked = chunk.uids
        let conversation = try mailboxConversation(.fetch)
        let status = try ask(conversation, chunk.text, limit, chunk.uids, &outcomes)
        let missing = chunk.uids.filter { outcomes[$0] == nil }
        if missing.isEmpty { continue }
        if chunk.uids.count == 1, let refusal = Self.refusal(status) {
          outcomes[chunk.uids[0]] = refusal
          continue
        }
        logger.debug("imap messages did not come, asking one by one", metadata: ["messages": "\(missing.count)"])
        // Those that somebody removed are not asked for again.
        let present = try presence(conversation, missing)
        for uid in missing where present?.contains(uid) == false { outcomes[uid] = .gone }
        for uid in missing where outcomes[uid] == nil {
          asked = [uid]
          let status = try ask(conversation, "\(uid)", limit, [uid], &outcomes)
          if outcomes[uid] == nil { outcomes[uid] = Self.refusal(status) ?? .noBody }
        }
      }
    } catch {
      let outstanding = wanted.filter { outcomes[$0] == nil }.sorted()
      return FetchResult(
        outcomes: outcomes, outstanding: outstanding, failure: error,
        suspect: asked.filter { outcomes[$0] == nil }.min())
    }
    return FetchResult(outcomes: outcomes)
  }

  /// Asks for a set; what comes with octets and was asked for goes into `outcomes`.
  private func ask(
    _ conversation: IMAPConversation, _ set: String, _ limit: Int?, _ uids: [UInt32],
    _ outcomes: inout [UInt32: FetchOutcome]
  ) throws(WireError) -> IMAPStatus {
    let wanted = Set(uids)
    let status = try conversation.run(.fetch(set, upTo: limit), .fetch) { response in
      // Without a UID it is of no use: sequence numbers move. No mail is empty: no octets are none given.
      guard case .fetch(let items) = response, let uid = items.uid, wanted.contains(uid), let body = items.body,
        !body.isEmpty
      else { return }
      outcomes[uid] = .bytes(limit.map { Array(body.prefix(max($0, 1))) } ?? body)
    }
    if status.kind == .bye { try conversation.check(status, .fetch) }
    return status
  }

  /// Which of `uids` the server knows; nil where it will not say.
  private func presence(_ conversation: IMAPConversation, _ uids: [UInt32]) throws(WireError) -> Set<UInt32>? {
    var present: Set<UInt32> = []
    for chunk in UIDSet.chunks(uids, maxLength: IMAPCommand.maxLineLength - Self.fetchFrame) {
      let status = try conversation.run(.presence(chunk.text), .fetch) { response in
        if case .fetch(let items) = response, let uid = items.uid { present.insert(uid) }
      }
      if status.kind == .bye { try conversation.check(status, .fetch) }
      guard status.kind == .ok else { return nil }
    }
    return present
  }

  private static func refusal(_ status: IMAPStatus) -> FetchOutcome? {
    switch status.kind {
    case .ok, .preauth, .bye: nil
    case .no: .refused(reply: status.text, IMAPConversation.verdict(status.code))
    case .bad: .refused(reply: status.text, .never)
    }
  }
}
