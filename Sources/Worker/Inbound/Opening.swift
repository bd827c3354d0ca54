import Desk
import Logging
import Steps
import Store
import Wire

extension Intake {
  /// What a message gets on the server once it is kept, where a person wants that (OBLIGATIONS A-18).
  public static let keptKeyword = "$HeardIngested"

  /// Opens the mailbox, if it is not open on this connection.
  /// - Returns: the UIDVALIDITY that its UIDs are kept under.
  func open(_ connection: IMAPConnection) async throws(WorkerError) -> UInt32 {
    if let open = await connection.selectedMailbox, open.name == key.mailbox {
      if let uidValidity = open.uidValidity { return uidValidity }
      let known = try await stored { () async throws(StoreError) in try await store.cursor(of: key) }
      return if let known { known.uidValidity } else { try await beginAnew() }
    }
    return try await reopen(connection)
  }

  /// Opens the mailbox, and takes note of what changed in it since the last time, where the server tells (QRESYNC).
  @discardableResult
  func reopen(_ connection: IMAPConnection) async throws(WorkerError) -> UInt32 {
    let count = try await stored { () async throws(StoreError) in try await store.changeCount(of: key) }
    let opened = try await wired { () async throws(WireError) in
      try await connection.select(
        key.mailbox, resuming: count.map { ResyncPoint(uidValidity: $0.uidValidity, modSeq: $0.modSeq) })
    }
    guard let uidValidity = opened.mailbox.uidValidity else { return try await beginAnew() }
    if let modSeq = opened.mailbox.highestModSeq {
      let resync = MailboxResync(
        count: MailboxChangeCount(uidValidity: uidValidity, modSeq: modSeq),
        vanished: opened.changes?.vanished ?? [], answered: opened.changes?.answered ?? [])
      steps.pass("intake.resync")
      let drafts = try await stored { () async throws(StoreError) in try await store.keep(resync, of: key, at: now()) }
      if !drafts.isEmpty {
        logger.notice(
          "mail was answered with another program; its drafts are gone from the desk",
          metadata: ["drafts": "\(drafts.map(\.description).joined(separator: " "))"])
      }
    }
    return uidValidity
  }

  /// Lets the next opening ask what changed since this one.
  func count(_ uidValidity: UInt32, on connection: IMAPConnection) async throws(WorkerError) {
    guard let open = await connection.selectedMailbox, open.uidValidity == uidValidity, let modSeq = open.highestModSeq
    else { return }
    let count = MailboxChangeCount(uidValidity: uidValidity, modSeq: modSeq)
    _ = try await stored { () async throws(StoreError) in
      try await store.keep(MailboxResync(count: count, vanished: [], answered: []), of: key, at: now())
    }
  }

  /// The server's UIDs are good for this connection alone: under a UIDVALIDITY of our own all messages are compared by
  /// their bytes, as after a renumbering (OBLIGATIONS A-24).
  private func beginAnew() async throws(WorkerError) -> UInt32 {
    logger.notice(
      "the server numbers its messages for one connection only; all are compared by their bytes",
      metadata: ["mailbox": "\(key.mailbox)"])
    // One that the server could name as well, by chance, must not be met again.
    let cursor = MailboxCursor(uidValidity: .random(in: 1 ... .max), uid: 0)
    _ = try await stored { () async throws(StoreError) in
      try await store.keep([], from: key, movingTo: cursor, at: now())
    }
    return cursor.uidValidity
  }

  /// Sets the keyword on messages that are kept and lack it. A crash before it only means that the next look sets it.
  func mark(upTo uid: UInt32, _ uidValidity: UInt32, on connection: IMAPConnection) async throws(WorkerError) {
    guard uid > 0, await connection.selectedMailbox?.keeps(Self.keptKeyword) == true else { return }
    let lacking = try await wired { () async throws(WireError) in
      try await connection.uids(in: 1...uid, lacking: Self.keptKeyword)
    }
    guard let lacking, !lacking.ranges.isEmpty else { return }
    let kept = try await stored { () async throws(StoreError) in
      try await store.keptUIDs(of: key, beyond: MailboxCursor(uidValidity: uidValidity, uid: 0))
    }
    let unmarked = kept.filter { lacking.contains($0) }
    guard !unmarked.isEmpty else { return }
    steps.pass("intake.mark")
    do throws(WireError) {
      try await connection.mark(unmarked.sorted(), with: Self.keptKeyword)
    } catch .refused(_, _, let reply, _) {
      // A mark is a kindness, and no reason to stop.
      logger.warning("messages could not be marked", metadata: ["why": "\(reply)"])
    } catch {
      throw .wire(error)
    }
  }
}
