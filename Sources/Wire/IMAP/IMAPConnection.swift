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
  let logger: Logger
  private var opened: IMAPConversation?
  private var selected: SelectedMailbox?
  /// How many mailboxes have been opened: what was begun in one is not gone on with in another.
  private(set) var openings = 0
  let place: String

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
    try conversation.enableResync()
    try conversation.enableUTF8()
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
    let answer = try opening(.select(mailbox), .select)
    return took(mailbox, answer)
  }

  /// Opens `mailbox` for reading and marking, and asks what changed in it since `point` (QRESYNC: RFC 7162, 3.2.5).
  ///
  /// Nothing of it counts before the server's final OK: a connection that breaks leaves `point` as good as it was.
  public func select(_ mailbox: String, resuming point: ResyncPoint?) throws(WireError) -> ResumedMailbox {
    guard let point, point.uidValidity > 0, (1...UInt64(Int64.max)).contains(point.modSeq),
      opened?.enabled.contains("QRESYNC") == true
    else { return ResumedMailbox(mailbox: try select(mailbox), changes: nil) }
    let answer: IMAPConversation.Answer
    do throws(WireError) {
      answer = try opening(.select(mailbox, resuming: point), .select)
    } catch .refused(_, _, _, .never) {
      // The mailbox, or the asking, is at fault: without it the server says which.
      return ResumedMailbox(mailbox: try select(mailbox), changes: nil)
    }
    let selected = took(mailbox, answer)
    let isTold = selected.uidValidity == point.uidValidity && selected.highestModSeq != nil
    return ResumedMailbox(mailbox: selected, changes: isTold ? MailboxChanges(answer) : nil)
  }

  /// The mailbox that is open for reading and marking; nil before ``select(_:)`` and after
  /// ``search(headerMessageID:in:)``.
  public var selectedMailbox: SelectedMailbox? { selected }

  /// The messages with a UID above `uid`, ascending. Numbers in between may be missing: UIDs have gaps.
  public func listing(after uid: UInt32) throws(WireError) -> [MessageListing] {
    let conversation = try mailboxConversation(.fetch)
    guard uid < UInt32.max else { return [] }
    var found: [UInt32: IMAPFetch] = [:]
    var newest = uid
    var rounds = 0
    // A server may tell of new mail with the end of a command only, and leave it out of the answer (Dovecot).
    repeat {
      conversation.newsPending = false
      let gmail = conversation.capabilities.contains("X-GM-EXT-1")
      let status = try conversation.run(.listing(after: newest, gmail: gmail), .fetch) { response in
        // Without a UID it is of no use: sequence numbers move (and Yahoo's wrongly).
        guard case .fetch(let items) = response, let itsUID = items.uid, itsUID > uid else { return }
        found[itsUID] = found[itsUID].map { $0.merged(with: items) } ?? items
        newest = max(newest, itsUID)
      }
      // `n:*` names no message of an empty mailbox, and some servers refuse it.
      if status.kind != .no && status.kind != .bad || conversation.exists > 0 {
        try conversation.check(status, .fetch)
      }
      rounds += 1
    } while conversation.newsPending && rounds < Self.maxListingRounds && newest < UInt32.max
    return found.sorted { $0.key < $1.key }.map { uid, items in
      MessageListing(
        uid: uid, size: items.size, flags: items.flags ?? [], internalDate: items.internalDate,
        gmailID: items.gmailID)
    }
  }

  /// What the server says of one message; nil where there is none with that UID.
  public func listing(of uid: UInt32) throws(WireError) -> MessageListing? {
    let conversation = try mailboxConversation(.fetch)
    let gmail = conversation.capabilities.contains("X-GM-EXT-1")
    let answer = try conversation.run(.listing(of: uid, gmail: gmail), .fetch)
    try conversation.check(answer.status, .fetch)
    var found: IMAPFetch?
    for case .fetch(let items) in answer.responses where items.uid == uid {
      found = found.map { $0.merged(with: items) } ?? items
    }
    return found.map {
      MessageListing(
        uid: uid, size: $0.size, flags: $0.flags ?? [], internalDate: $0.internalDate, gmailID: $0.gmailID)
    }
  }

  /// Sets `\Answered`; false where the mailbox does not keep that flag.
  @discardableResult
  public func markAnswered(uid: UInt32) throws(WireError) -> Bool { try mark([uid], with: "\\Answered") }

  /// Sets a flag or keyword; false where the mailbox does not keep it.
  @discardableResult
  public func mark(_ uids: [UInt32], with flag: String) throws(WireError) -> Bool {
    let conversation = try mailboxConversation(.store)
    guard selected?.keeps(flag) == true else { return false }
    for chunk in UIDSet.chunks(uids, maxLength: IMAPCommand.maxLineLength - Self.storeFrame) {
      guard let command = IMAPCommand.addFlags([flag], to: chunk.text) else {
        throw .unsayable(place: place, during: .store)
      }
      try conversation.check(conversation.run(command, .store).status, .store)
    }
    return true
  }

  /// Octets of a STORE command around its set, with one flag.
  private static let storeFrame = 500

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

  func mailboxConversation(_ activity: WireError.Activity) throws(WireError) -> IMAPConversation {
    let conversation = try conversation(activity)
    try conversation.checkUsable()
    guard selected != nil else { throw .notNow(place: place, during: activity) }
    return conversation
  }

  /// Opens `mailbox` for reading alone; afterwards none is selected.
  func examine(_ mailbox: String) throws(WireError) -> SelectedMailbox {
    SelectedMailbox(mailbox, try opening(.examine(mailbox), .examine), examined: true)
  }

  private func opening(
    _ command: IMAPCommand, _ activity: WireError.Activity
  ) throws(WireError) -> IMAPConversation.Answer {
    selected = nil
    openings += 1
    let conversation = try conversation(activity)
    conversation.leaveMailbox()
    let answer = try conversation.run(command, activity)
    try conversation.check(answer.status, activity)
    conversation.newsPending = false
    return answer
  }

  private func took(_ mailbox: String, _ answer: IMAPConversation.Answer) -> SelectedMailbox {
    let mailbox = SelectedMailbox(mailbox, answer, examined: false)
    selected = mailbox
    return mailbox
  }
}
