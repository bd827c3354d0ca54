public import Desk
public import Logging
public import Steps
public import Store
public import Wire

/// Takes new mail from one mailbox into the store, each message once, whatever crashes.
///
/// The cursor (UIDVALIDITY, UID) moves in the transaction that keeps the bytes. Nothing is written to the server, or
/// where a person wants it, a keyword, and only after that.
/// A message that the server will not give is put aside, and those behind it come in (OBLIGATIONS A-23).
public struct Intake: Sendable {
  /// Messages fetched and committed at a time: one commit for many, and little to fetch again after a crash.
  static let batchMessages = 400
  /// Bytes fetched at a time, by the sizes the server states: bounds memory, which holds two batches.
  static let batchBytes = 4 << 20
  /// A message of more bytes than this comes in pieces (OBLIGATIONS A-22).
  static let largeBytes = 4 << 20
  /// A message of more bytes than this stays on the server, for a person to look at: twice what the largest providers
  /// take. The disk is the limit here, not memory.
  static let mostBytes = 300 << 20

  let store: any Store
  let key: MailboxKey
  /// Whether messages that are kept get the keyword ``keptKeyword`` on the server.
  let isMarking: Bool
  let suspects = Suspects()
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  /// - Parameter isMarking: whether messages that are kept get the keyword ``keptKeyword`` on the server.
  public init(
    store: any Store, key: MailboxKey, isMarking: Bool = false, steps: StepCounter, logger: Logger,
    now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.key = key
    self.isMarking = isMarking
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// Everything new in the mailbox, and what was put aside and is due.
  /// - Parameters:
  ///   - since: at the first start, leave mail alone that was received before this instant; later, take what was left
  ///     and was received then or after. Nil: everything at the first start.
  ///   - afterEach: called after each commit.
  /// - Returns: how many messages were new to the store.
  public func takeNew(
    from connection: IMAPConnection, since: Seconds? = nil, afterEach: @Sendable () -> Void
  ) async throws(WorkerError) -> Int {
    let uidValidity = try await open(connection)
    steps.pass("intake.cursor")
    var known = try await stored { () async throws(StoreError) in try await store.cursor(of: key) }
    let isNumberedAnew = known.map { $0.uidValidity != uidValidity } ?? false
    if isNumberedAnew { known = nil }
    let start = known?.uid ?? 0
    if let since { try await stored { () async throws(StoreError) in try await store.note(start: since, of: key) } }
    let first = try await stored { () async throws(StoreError) in try await store.start(of: key) }
    let listing = try await wired { () async throws(WireError) in
      try await connection.listing(after: since == nil ? start : 0)
    }
    let aside = try await stored { () async throws(StoreError) in try await store.quarantined(in: key) }
    // Below the cursor all is settled, unless older mail is wanted now.
    let from = MailboxCursor(uidValidity: uidValidity, uid: since == nil ? start : 0)
    let settled = try await stored { () async throws(StoreError) in try await store.keptUIDs(of: key, beyond: from) }
      .union(aside.lazy.filter { $0.place.uidValidity == uidValidity }.map(\.place.uid))
    // What is not wanted counts as settled: the cursor passes it.
    let unwanted = listing.filter { ($0.internalDate ?? .max) < first ?? .min }.map(\.uid)
    var round = Round(
      uidValidity: uidValidity, progress: Progress(uid: start, listed: listing.map(\.uid), kept: settled.union(unwanted)))
    if round.progress.uid > start {
      // Else each look would begin with what is not wanted.
      let cursor = round.cursor
      _ = try await stored { () async throws(StoreError) in
        try await store.keep([], from: key, movingTo: cursor, at: now())
      }
    }
    let unsettled = listing.filter { !round.progress.isSettled($0.uid) }
    let wanted = try await withoutKept(unsettled, &round)
    try await take(wanted, from: connection, &round, afterEach)
    try await retry(aside, from: connection, &round, afterEach)
    if known == nil { try await count(uidValidity, on: connection) }
    if isMarking { try await mark(upTo: round.progress.uid, uidValidity, on: connection) }
    if isNumberedAnew {
      logger.notice(
        "re-keyed \(round.known): the server numbered the mailbox anew",
        metadata: ["mailbox": "\(key.mailbox)", "new": "\(round.new)"])
    }
    return round.new
  }

  /// Those of `listing` that must be fetched: what Gmail numbers as a message that came from another of its mailboxes
  /// is kept already (OBLIGATIONS A-25).
  private func withoutKept(
    _ listing: [MessageListing], _ round: inout Round
  ) async throws(WorkerError) -> [MessageListing] {
    // A number that names two messages names none; nor does 0, nor a number without a size to compare.
    let counts = Dictionary(listing.compactMap(\.gmailID).map { ($0, 1) }, uniquingKeysWith: +)
    let gmailIDs = Dictionary(
      listing.compactMap { message -> (UInt32, GmailIdentity)? in
        guard let number = message.gmailID, number > 0, counts[number] == 1, let size = message.size else { return nil }
        return (message.uid, GmailIdentity(number: number, size: size))
      }, uniquingKeysWith: { first, _ in first })
    guard !gmailIDs.isEmpty else { return listing }
    steps.pass("intake.known")
    let uidValidity = round.uidValidity
    let kept = try await stored { () async throws(StoreError) in
      try await store.placeKept(gmailIDs, in: key, uidValidity: uidValidity)
    }
    guard !kept.isEmpty else { return listing }
    round.known += kept.count
    round.progress.settle(kept)
    let cursor = round.cursor
    _ = try await stored { () async throws(StoreError) in
      try await store.keep([], from: key, movingTo: cursor, at: now())
    }
    return listing.filter { !kept.contains($0.uid) }
  }

  /// What one look at the mailbox has come to.
  struct Round {
    let uidValidity: UInt32
    var progress: Progress
    /// Messages new to the store.
    var new = 0
    /// Messages that were kept already, by their bytes.
    var known = 0

    var cursor: MailboxCursor { MailboxCursor(uidValidity: uidValidity, uid: progress.uid) }

    mutating func count(_ outcomes: [ArrivalOutcome]) {
      for outcome in outcomes {
        switch outcome {
        case .kept: new += 1
        case .known: known += 1
        }
      }
    }
  }

  /// Takes the messages of `listing`: small ones in batches, large ones in pieces, suspects alone and last.
  func take(
    _ listing: [MessageListing], from connection: IMAPConnection, _ round: inout Round, _ afterEach: @Sendable () -> Void
  ) async throws(WorkerError) {
    let suspected = suspects.all
    let trusted = listing.filter { !suspected.contains($0.uid) }
    try await take(Self.batches(trusted.filter { !Self.isLarge($0) }), from: connection, &round, afterEach)
    for message in trusted where Self.isLarge(message) {
      if Task.isCancelled { return }
      try await takeLarge(message, from: connection, &round)
      afterEach()
    }
    for message in listing where suspected.contains(message.uid) {
      if Task.isCancelled { return }
      if Self.isLarge(message) {
        try await takeLarge(message, from: connection, &round)
      } else {
        try await take([[message]], from: connection, &round) {}
      }
      afterEach()
    }
  }

  /// Takes batch after batch. While one is committed, the next is fetched: neither the line nor the disk waits.
  func take(
    _ batches: [[MessageListing]], from connection: IMAPConnection, _ round: inout Round,
    _ afterEach: @Sendable () -> Void
  ) async throws(WorkerError) {
    var fetched: FetchResult?
    for (index, batch) in batches.enumerated() {
      if Task.isCancelled { return }
      let result = if let fetched { fetched } else { await connection.fetchOutcomes(of: batch.map(\.uid)) }
      if result.failure == nil, index + 1 < batches.count {
        async let next = connection.fetchOutcomes(of: batches[index + 1].map(\.uid))
        try await keep(result, of: batch, &round)
        afterEach()
        fetched = await next
      } else {
        try await keep(result, of: batch, &round)
        afterEach()
        fetched = nil
      }
    }
  }

  /// Keeps what came of a batch, puts aside what did not, and fails where the connection did.
  private func keep(
    _ result: FetchResult, of batch: [MessageListing], _ round: inout Round
  ) async throws(WorkerError) {
    var settled: Set<UInt32> = []
    for (uid, outcome) in result.outcomes {
      settled.insert(uid)
      switch outcome {
      // Gone: somebody removed it before we had it.
      case .bytes, .gone: break
      case .refused, .noBody: try await putAside(uid, outcome.description, round.uidValidity)
      }
    }
    if let failure = result.failure, let suspect = result.suspect {
      if try await isPutAside(suspect, wasAlone: batch.count == 1, failure, round.uidValidity) { settled.insert(suspect) }
    }
    round.progress.settle(settled)
    let listed = Dictionary(batch.map { ($0.uid, $0) }) { first, _ in first }
    let arrivals = result.messages.map {
      Arrival(
        raw: $0.raw, uid: $0.uid, receivedAt: listed[$0.uid]?.internalDate,
        isAnswered: listed[$0.uid]?.isAnswered ?? false, gmailID: listed[$0.uid]?.gmailID)
    }
    let cursor = round.cursor
    if !settled.isEmpty {
      steps.pass("intake.keep")
      round.count(
        try await stored { () async throws(StoreError) in
          try await store.keep(arrivals, from: key, movingTo: cursor, at: now())
        })
      for uid in settled { suspects.clear(uid) }
    }
    if let failure = result.failure { throw .wire(failure) }
  }

  /// Asks once more, one by one, for what was put aside and is due.
  private func retry(
    _ aside: [QuarantinedMessage], from connection: IMAPConnection, _ round: inout Round,
    _ afterEach: @Sendable () -> Void
  ) async throws(WorkerError) {
    for message in aside where message.place.uidValidity == round.uidValidity && message.notBefore <= now() {
      if Task.isCancelled { return }
      let uid = message.place.uid
      // The listing tells its size, and whether it is still there.
      let listed = try await wired { () async throws(WireError) in try await connection.listing(of: uid) }
      guard let listed else {
        try await stored { () async throws(StoreError) in try await store.forget(message.place) }
        continue
      }
      if try await withoutKept([listed], &round).isEmpty { continue }
      // The next failure is its own.
      suspects.add(uid)
      try await take([listed], from: connection, &round, afterEach)
    }
  }

  /// Puts a message aside.
  func putAside(_ uid: UInt32, _ reason: String, _ uidValidity: UInt32) async throws(WorkerError) {
    logger.warning("a message was put aside", metadata: ["uid": "\(uid)", "why": "\(reason)"])
    try await stored { () async throws(StoreError) in
      try await store.quarantine(
        Placement(mailbox: key, uidValidity: uidValidity, uid: uid), because: reason, at: now())
    }
  }

  /// Puts a message aside at which the connection ended, if it was alone then; else it is only suspected.
  func isPutAside(
    _ uid: UInt32, wasAlone: Bool, _ failure: WireError, _ uidValidity: UInt32
  ) async throws(WorkerError) -> Bool {
    guard failure.isOfTheMessage else { return false }
    guard wasAlone, suspects.all.contains(uid) else {
      suspects.add(uid)
      return false
    }
    try await putAside(uid, "the connection ended while it was fetched", uidValidity)
    suspects.clear(uid)
    return true
  }

  /// Also where the server does not say: it may be.
  static func isLarge(_ message: MessageListing) -> Bool { (message.size ?? .max) > largeBytes }

  /// Ascending UIDs in batches within the limits.
  static func batches(_ listing: [MessageListing]) -> [[MessageListing]] {
    var batches: [[MessageListing]] = []
    var batch: [MessageListing] = []
    var bytes = 0
    for message in listing {
      if !batch.isEmpty, batch.count >= batchMessages || bytes + (message.size ?? 0) > batchBytes {
        batches.append(batch)
        batch = []
        bytes = 0
      }
      batch.append(message)
      bytes += message.size ?? 0
    }
    if !batch.isEmpty { batches.append(batch) }
    return batches
  }
}

extension WireError {
  /// Whether a message may have caused it: the connection hung, ended or spoke nonsense in the midst of it.
  fileprivate var isOfTheMessage: Bool {
    switch self {
    case .closed, .timedOut, .protocolViolation: true
    default: false
    }
  }
}
