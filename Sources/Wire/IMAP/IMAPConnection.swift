public import Logging
public import Steps

/// A logged-in conversation with an IMAP server (RFC 9051; IDLE by RFC 2177), on a thread of its own.
///
/// Reading marks nothing as seen. Once a call has failed with a closed, timed-out or broken connection, all later ones
/// fail alike: connect anew.
public actor IMAPConnection {
  private let executor: ThreadExecutor
  private let wakeup: Wakeup
  let timeouts: Timeouts
  private let logger: Logger
  private var opened: IMAPConversation?
  private var selected: SelectedMailbox?
  private let place: String

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(_ endpoint: Endpoint, _ timeouts: Timeouts, _ logger: Logger) throws(WireError) {
    place = endpoint.place
    guard let executor = ThreadExecutor(), let wakeup = Wakeup() else { throw .noResources(place: endpoint.place) }
    self.executor = executor
    self.wakeup = wakeup
    self.timeouts = timeouts
    self.logger = logger
  }

  /// Connects, checks the certificate, logs in, and asks what the server can do. Cancelling the task ends it.
  public static func connect(
    to endpoint: Endpoint, login: Login, timeouts: Timeouts = .standard, steps: StepCounter, logger: Logger
  ) async throws(WireError) -> IMAPConnection {
    guard endpoint.service == .imap else { throw .unsayable(place: endpoint.place, during: .connecting) }
    let connection = try IMAPConnection(endpoint, timeouts, logger)
    try await withAbandon(on: connection.wakeup) { () async throws(WireError) in
      try await connection.open(endpoint, login, steps)
    }
    return connection
  }

  /// What the server can do, in capitals: `IDLE`, `UIDPLUS`, `SPECIAL-USE`.
  public var capabilities: Set<String> { opened?.capabilities ?? [] }

  /// Ends the wait of ``waitForChange(upTo:)`` that runs now, or else the next one.
  public nonisolated func interrupt() { wakeup.interrupt() }

  /// Ends whatever runs, and the connection with it, without a farewell.
  public nonisolated func abandon() { wakeup.abandon() }

  private func open(_ endpoint: Endpoint, _ login: Login, _ steps: StepCounter) throws(WireError) {
    let stream = try ByteStream(
      to: endpoint, login: login, name: "", timeouts: timeouts, wakeup: wakeup, steps: steps)
    let conversation = IMAPConversation(stream: stream, timeouts: timeouts, steps: steps)
    try conversation.learnCapabilities()
    opened = conversation
    logger.debug("imap connected", metadata: ["server": "\(endpoint.place)"])
  }

  /// The conversation, or why there is none.
  func conversation(_ activity: WireError.Activity) throws(WireError) -> IMAPConversation {
    guard let opened else { throw .closed(place: place, during: activity, farewell: nil) }
    return opened
  }

  /// Opens `mailbox` for reading and marking.
  public func select(_ mailbox: String) throws(WireError) -> SelectedMailbox {
    let mailbox = try open(mailbox, .select(mailbox), .select)
    selected = mailbox
    return mailbox
  }

  /// The mailbox that is open for reading and marking; nil before ``select(_:)`` and after
  /// ``search(headerMessageID:in:)``.
  public var selectedMailbox: SelectedMailbox? { selected }

  /// The messages with a UID above `uid`, ascending. Numbers in between may be missing: UIDs have gaps.
  public func listing(after uid: UInt32) throws(WireError) -> [MessageListing] {
    let conversation = try mailboxConversation(.fetch)
    guard uid < UInt32.max else { return [] }
    var found: [UInt32: IMAPFetch] = [:]
    var rounds = 0
    // A server may tell of new mail with the end of a command only, and leave it out of the answer (Dovecot).
    repeat {
      conversation.newsPending = false
      let answer = try conversation.run(.listing(after: found.keys.max() ?? uid), .fetch)
      for case .fetch(let items) in answer.responses {
        // Without a UID it is of no use: sequence numbers move (and Yahoo's wrongly).
        guard let itsUID = items.uid, itsUID > uid else { continue }
        found[itsUID] = found[itsUID].map { $0.merged(with: items) } ?? items
      }
      // `n:*` names no message of an empty mailbox, and some servers refuse it.
      if answer.status.kind != .no && answer.status.kind != .bad || conversation.exists > 0 {
        try conversation.check(answer.status, .fetch)
      }
      rounds += 1
    } while conversation.newsPending && rounds < Self.maxListingRounds && found[.max] == nil
    return found.sorted { $0.key < $1.key }.map { uid, items in
      MessageListing(uid: uid, size: items.size, flags: items.flags ?? [], internalDate: items.internalDate)
    }
  }

  /// The bytes of the messages in `uids`, ascending; one that the server gave no bytes for is missing from the result.
  ///
  /// A server that refuses the lot is asked for each message alone, so that one bad message does not hide the others.
  /// Memory is what the messages take: choose `uids` by the sizes of ``listing(after:)``.
  /// - Parameter limit: how many octets of each message at most, 1 ... 4294967295; nil for all.
  public func fetch(_ uids: [UInt32], upTo limit: Int? = nil) throws(WireError) -> [FetchedMessage] {
    let conversation = try mailboxConversation(.fetch)
    let chunks = UIDSet.chunks(uids, maxLength: IMAPCommand.maxLineLength - Self.fetchFrame)
    var bodies: [UInt32: [UInt8]] = [:]
    for chunk in chunks {
      let status = try conversation.fetch(chunk.text, limit, into: &bodies)
      guard status.kind != .ok else { continue }
      logger.debug("imap fetch refused, asking one by one", metadata: ["messages": "\(chunk.uids.count)"])
      guard chunk.uids.count > 1 else { continue }
      for uid in chunk.uids where bodies[uid] == nil {
        _ = try conversation.fetch("\(uid)", limit, into: &bodies)
      }
    }
    return Set(uids).sorted().compactMap { uid in bodies[uid].map { FetchedMessage(uid: uid, raw: $0) } }
  }

  /// Sets `\Answered`; false where the mailbox does not keep that flag.
  @discardableResult
  public func markAnswered(uid: UInt32) throws(WireError) -> Bool {
    let conversation = try mailboxConversation(.store)
    guard selected?.keeps("\\Answered") == true else { return false }
    guard let command = IMAPCommand.addFlags(["\\Answered"], uid: uid) else {
      throw .unsayable(place: place, during: .store)
    }
    try conversation.check(conversation.run(command, .store).status, .store)
    return true
  }

  /// UIDs of the messages in `mailbox` whose Message-ID holds `headerMessageID`, ascending.
  ///
  /// Afterwards no mailbox is selected: ``select(_:)`` before going on.
  public func search(headerMessageID: String, in mailbox: String) throws(WireError) -> [UInt32] {
    guard let command = IMAPCommand.search(messageID: headerMessageID) else {
      throw .unsayable(place: place, during: .search)
    }
    selected = nil
    let examined = try open(mailbox, .examine(mailbox), .examine)
    guard examined.exists > 0 else { return [] }
    let conversation = try conversation(.search)
    let answer = try conversation.run(command, .search)
    try conversation.check(answer.status, .search)
    var found: Set<UInt32> = []
    for case .search(let uids) in answer.responses { found.formUnion(uids) }
    return found.sorted()
  }

  /// Says goodbye and closes. Nothing depends on the server's answer.
  public func logout() {
    if let opened {
      _ = try? opened.run(.logout, .logout)
      opened.fail(.closed(place: place, during: .logout, farewell: nil))
    }
    opened = nil
    selected = nil
  }

  /// Where mail comes faster than it is listed, the rest is left to the next call.
  private static let maxListingRounds = 3

  /// Octets of a fetch command around its set: tag, words, and the item list with a partial range.
  private static let fetchFrame = 100

  func mailboxConversation(_ activity: WireError.Activity) throws(WireError) -> IMAPConversation {
    let conversation = try conversation(activity)
    try conversation.checkUsable()
    guard selected != nil else { throw .notNow(place: place, during: activity) }
    return conversation
  }

  private func open(
    _ name: String, _ command: IMAPCommand, _ activity: WireError.Activity
  ) throws(WireError) -> SelectedMailbox {
    selected = nil
    let conversation = try conversation(activity)
    let answer = try conversation.run(command, activity)
    try conversation.check(answer.status, activity)
    conversation.newsPending = false
    return try SelectedMailbox(name, answer, examined: activity == .examine, place: place)
  }
}
