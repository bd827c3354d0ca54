import Desk
import Logging
public import Store
public import Wire

extension Intake {
  /// How far back a comparison looks, in seconds: 30 days (OBLIGATIONS I4). What was missed longer ago was reported then.
  static let auditWindow: Seconds = 30 * 86_400

  /// Between comparisons, in seconds: a day.
  static let auditPause: Seconds = 86_400
  /// A server names days by a zone of its own, in seconds from UTC at most.
  private static let anyZone: Seconds = 86_400

  /// Compares the mailbox on the server with the store, and takes what is missing there, of which there must be none.
  /// - Parameters:
  ///   - whole: all messages, not only those of the last 30 days.
  ///   - isTaking: false to look only; for who does not hold the lease.
  /// - Returns: what was found.
  public func audit(
    from connection: IMAPConnection, whole: Bool = false, isTaking: Bool = true, afterEach: @Sendable () -> Void
  ) async throws(WorkerError) -> MailboxAudit {
    let uidValidity = try await open(connection)
    let time = now()
    let first = try await stored { () async throws(StoreError) in try await store.start(of: key) } ?? .min
    let earliest = whole ? first : max(first, time - Self.auditWindow)
    let cursor = try await stored { () async throws(StoreError) in try await store.cursor(of: key) }
    var audit = MailboxAudit(at: time, onServer: 0, missing: 0)
    // Above the cursor stands what is new, and is not missing. Where UIDs are good for one connection only, each one
    // compares all messages by their bytes.
    if let cursor, cursor.uidValidity == uidValidity, cursor.uid > 0 {
      let there = try await wired { () async throws(WireError) in
        try await connection.uids(in: 1...cursor.uid, since: earliest == .min ? nil : CalendarDay(of: earliest - Self.anyZone))
      }
      let known = try await stored { () async throws(StoreError) in
        try await store.knownUIDs(of: key, uidValidity: uidValidity)
      }
      let unknown = there.subtracting(UIDRanges(known))
      let missing = try await listing(of: unknown, from: connection).filter { ($0.internalDate ?? .max) >= earliest }
      audit = MailboxAudit(at: time, onServer: there.count - unknown.count + missing.count, missing: missing.count)
      if isTaking, !missing.isEmpty {
        logger.error(
          "messages were missing in the store; they are taken now",
          metadata: ["mailbox": "\(key.mailbox)", "missing": "\(missing.count)"])
        var round = Round(uidValidity: uidValidity, progress: Progress(uid: cursor.uid, listed: [], kept: known))
        try await take(missing, from: connection, &round, afterEach)
      }
    }
    let found = audit
    try await stored { () async throws(StoreError) in try await store.note(found, of: key) }
    return audit
  }

  /// Compares where the last comparison is a day old.
  func auditIfDue(
    from connection: IMAPConnection, afterEach: @Sendable () -> Void
  ) async throws(WorkerError) {
    let latest = try await stored { () async throws(StoreError) in try await store.audit(of: key) }
    guard latest.map({ now() - $0.at >= Self.auditPause }) ?? true else { return }
    _ = try await audit(from: connection, afterEach: afterEach)
  }

  private func listing(
    of uids: UIDRanges, from connection: IMAPConnection
  ) async throws(WorkerError) -> [MessageListing] {
    guard let lowest = uids.ranges.first?.lowerBound else { return [] }
    return try await wired { () async throws(WireError) in
      try await connection.listing(after: lowest - 1).filter { uids.contains($0.uid) }
    }
  }
}
