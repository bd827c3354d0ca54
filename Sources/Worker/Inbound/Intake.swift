public import Desk
public import Logging
public import Steps
public import Store
public import Wire

/// Takes new mail from one mailbox into the store, each message once, whatever crashes.
///
/// The cursor (UIDVALIDITY, UID) moves in the transaction that keeps the bytes; nothing is written to the server.
public struct Intake: Sendable {
  /// Messages fetched and committed at a time: one fsync for many, and little to fetch again after a crash.
  static let batchMessages = 100
  /// Bytes fetched at a time, by the sizes the server states: bounds memory. A single larger message goes alone.
  static let batchBytes = 4 << 20

  let store: any Store
  let key: MailboxKey
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  public init(
    store: any Store, key: MailboxKey, steps: StepCounter, logger: Logger, now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.key = key
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// Everything new in the mailbox.
  /// - Parameter afterEach: called after each commit.
  /// - Returns: how many messages were new to the store.
  public func takeNew(
    from connection: IMAPConnection, since: Seconds? = nil, afterEach: @Sendable () -> Void
  ) async throws(WorkerError) -> Int {
    let selected = try await wired { () async throws(WireError) in try await connection.select(key.mailbox) }
    steps.pass("intake.cursor")
    var cursor = try await stored { () async throws(StoreError) in try await store.cursor(of: key) }
    if let known = cursor, known.uidValidity != selected.uidValidity {
      logger.notice(
        "the server numbered the mailbox anew; all of it is compared again",
        metadata: ["mailbox": "\(key.mailbox)", "was": "\(known.uidValidity)", "is": "\(selected.uidValidity)"])
      cursor = nil
    }
    let start = cursor?.uid ?? 0
    let listing = try await wired { () async throws(WireError) in try await connection.listing(after: start) }
    let kept = try await stored { () async throws(StoreError) in
      try await store.keptUIDs(of: key, beyond: MailboxCursor(uidValidity: selected.uidValidity, uid: start))
    }
    let received = Dictionary(listing.map { ($0.uid, $0.internalDate) }) { first, _ in first }
    var progress = Progress(uid: start, listed: listing.map(\.uid), kept: kept)
    var new = 0
    for batch in Self.batches(listing.filter { !kept.contains($0.uid) }) {
      if Task.isCancelled { break }
      let answered = try await wired { () async throws(WireError) in try await connection.fetch(batch) }
      // Some servers answer OK and give no body (OBLIGATIONS A-19): that is not a message without bytes.
      let fetched = answered.filter { !$0.raw.isEmpty }
      progress.add(asked: batch, got: Set(fetched.map(\.uid)))
      let next = MailboxCursor(uidValidity: selected.uidValidity, uid: progress.uid)
      steps.pass("intake.keep")
      let outcomes = try await stored { () async throws(StoreError) in
        try await store.keep(
          fetched.map { Arrival(raw: $0.raw, uid: $0.uid, receivedAt: received[$0.uid] ?? nil) }, from: key,
          movingTo: next, at: now())
      }
      new += outcomes.count { if case .kept = $0 { true } else { false } }
      afterEach()
    }
    if !progress.missing.isEmpty {
      logger.warning(
        "the server gave no bytes for some messages; they are asked for again next time",
        metadata: ["uids": "\(progress.missing.prefix(20).map(String.init).joined(separator: " "))"])
    }
    return new
  }

  /// How far the cursor may move: to just before the first message whose bytes are not kept, asked for or not.
  struct Progress {
    private(set) var uid: UInt32
    private(set) var missing: [UInt32] = []
    /// Ascending; those before `next` are kept.
    private let all: [UInt32]
    private var next = 0
    private var kept: Set<UInt32>

    /// - Parameters:
    ///   - uid: the cursor so far.
    ///   - listed: UIDs above it that the server names.
    ///   - kept: UIDs above it that were kept in an earlier round.
    init(uid: UInt32, listed: [UInt32], kept: Set<UInt32>) {
      self.uid = uid
      self.kept = kept
      all = Set(listed).union(kept).sorted()
      advance()
    }

    mutating func add(asked: [UInt32], got: Set<UInt32>) {
      missing += asked.filter { !got.contains($0) }
      kept.formUnion(got)
      advance()
    }

    private mutating func advance() {
      while next < all.count, kept.contains(all[next]) {
        uid = all[next]
        next += 1
      }
    }
  }

  /// Ascending UIDs in batches within the limits.
  static func batches(_ listing: [MessageListing]) -> [[UInt32]] {
    var batches: [[UInt32]] = []
    var batch: [UInt32] = []
    var bytes = 0
    for message in listing {
      if !batch.isEmpty, batch.count >= batchMessages || bytes + (message.size ?? 0) > batchBytes {
        batches.append(batch)
        batch = []
        bytes = 0
      }
      batch.append(message.uid)
      bytes += message.size ?? 0
    }
    if !batch.isEmpty { batches.append(batch) }
    return batches
  }
}
