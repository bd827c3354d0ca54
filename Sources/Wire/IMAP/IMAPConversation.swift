internal import Steps

/// One IMAP command after another over one stream. Blocks; ``IMAPConnection`` owns it on its own thread.
///
/// After any failure of the stream or the protocol it says nothing more: every later command fails the same way.
final class IMAPConversation {
  /// What a command brought: the untagged responses, and the server's yes or no.
  struct Answer {
    var responses: [IMAPResponse] = []
    var status: IMAPStatus
  }

  let place: String
  private let stream: ByteStream
  private let timeouts: Timeouts
  private let steps: StepCounter
  private var parser = IMAPResponseParser()
  private var tags: IMAPTags
  private var arrived: [IMAPResponse] = []
  private var arrivedIndex = 0
  private var farewell: ServerText?
  private var failure: WireError?
  /// What the server broke, told once all that came before it has been taken.
  private var violation: Violation?

  /// IDLE's end and NOOP are answered at once by a server that is there: longer silence is a peer that is not, and is
  /// noticed within twice any interval of IDLE from this length on (OBLIGATIONS A-11).
  static let signOfLife: Duration = .seconds(30)

  /// How many silences one command may last, though the server says a little now and then: half an hour, in which even a
  /// slow line brings the largest literal.
  static let silencesInCommand = 10

  /// How many messages the open mailbox holds, as far as the server has said.
  private(set) var exists = 0
  private(set) var capabilities: Set<String> = []
  /// Extensions that the server has switched on for us.
  private(set) var enabled: Set<String> = []
  /// Whether the server spoke of new messages since this was last set to false.
  var newsPending = false

  init(stream: ByteStream, timeouts: Timeouts, steps: StepCounter) {
    place = stream.place
    self.stream = stream
    self.timeouts = timeouts
    self.steps = steps
    var generator = SystemRandomNumberGenerator()
    tags = IMAPTags(using: &generator)
  }

  /// Asks what the server can do, now that we are logged in (RFC 9051, 6.2.1: what it said before counts no more).
  func learnCapabilities() throws(WireError) {
    let answer = try run(.capability, .capability)
    try check(answer.status, .capability)
    for case .capability(let names) in answer.responses { capabilities.formUnion(names) }
  }

  /// Asks for the counting of changes where it is offered (RFC 7162, 3.1.8, 3.2.3). A server that refuses, or says
  /// nothing to it (iCloud), is used without.
  func enableResync() throws(WireError) {
    if capabilities.contains("QRESYNC") {
      try enable("QRESYNC")
    } else if capabilities.contains("CONDSTORE") {
      try enable("CONDSTORE")
    }
  }

  /// Asks for UTF-8 in names and headers where it is offered (RFC 6855, 3), else names go in modified UTF-7.
  func enableUTF8() throws(WireError) {
    if capabilities.contains("UTF8=ACCEPT") || capabilities.contains("UTF8=ONLY") { try enable("UTF8=ACCEPT") }
  }

  /// Whether names and headers are in UTF-8 on this connection.
  var usesUTF8: Bool { enabled.contains("UTF8=ACCEPT") }

  private func enable(_ extension: StaticString) throws(WireError) {
    guard capabilities.contains("ENABLE") || capabilities.contains("IMAP4REV2") else { return }
    let answer = try run(.enable(`extension`), .capability)
    if answer.status.kind == .bye { try check(answer.status, .capability) }
    guard answer.status.kind == .ok else { return }
    for case .enabled(let names) in answer.responses { enabled.formUnion(names) }
  }

  /// Forgets how many messages the mailbox held that was open until now.
  func leaveMailbox() { exists = 0 }

  /// Sends `command` and reads up to its end, handing over each untagged response as it comes.
  ///
  /// What came before a failure has been handed over when the failure is thrown.
  func run(
    _ command: IMAPCommand, _ activity: WireError.Activity, each: (IMAPResponse) -> Void
  ) throws(WireError) -> IMAPStatus {
    try finish(send(command, activity), activity, each: each)
  }

  /// Sends `command` and reads up to its end.
  func run(_ command: IMAPCommand, _ activity: WireError.Activity) throws(WireError) -> Answer {
    let tag = try send(command, activity)
    return try finish(tag, activity)
  }

  /// Sends `command` and gives its tag; where a literal must wait for `+` and is refused, the answer comes at once.
  func send(_ command: IMAPCommand, _ activity: WireError.Activity) throws(WireError) -> Pending {
    try checkUsable()
    let tag = tags.next()
    var line = octets(tag + " ")
    var pending = Pending(tag: tag)
    for piece in command.pieces(utf8: usesUTF8) {
      switch piece {
      case .text(let text): line.append(contentsOf: text)
      case .literal(let literal), .literal8(let literal):
        // One of eight bits is announced, and sent at once only where the server has BINARY too (RFC 7888, 6).
        let isOf8Bits = if case .literal8 = piece { true } else { false }
        if isOf8Bits { line.append(0x7E) }
        // LITERAL- is the same for up to 4096 octets (RFC 7888, 5).
        let mayBeAtOnce =
          capabilities.contains("LITERAL+") || (capabilities.contains("LITERAL-") && literal.count <= 4096)
        let atOnce = mayBeAtOnce && (!isOf8Bits || capabilities.contains("BINARY"))
        line.append(contentsOf: octets("{\(literal.count)\(atOnce ? "+" : "")}\r\n"))
        if !atOnce {
          try transmit(line, activity)
          line = []
          guard try awaitContinuation(&pending, activity) else { return pending }
        }
        line.append(contentsOf: literal)
      }
    }
    line.append(contentsOf: [0x0D, 0x0A])
    try transmit(line, activity)
    return pending
  }

  /// A command on its way: what has come for it so far.
  struct Pending {
    let tag: String
    var responses: [IMAPResponse] = []
    var status: IMAPStatus?
  }

  /// Reads up to the end of a command.
  func finish(_ sent: Pending, _ activity: WireError.Activity) throws(WireError) -> Answer {
    var responses: [IMAPResponse] = []
    let status = try finish(sent, activity) { response in
      // What is of no use takes no room, however much of it a server says.
      if response != .other { responses.append(response) }
    }
    return Answer(responses: responses, status: status)
  }

  /// Reads up to the end of a command, handing over each untagged response as it comes.
  func finish(
    _ sent: Pending, _ activity: WireError.Activity, each: (IMAPResponse) -> Void
  ) throws(WireError) -> IMAPStatus {
    for response in sent.responses { each(response) }
    if let status = sent.status { return status }
    let deadline = ContinuousClock.now + timeouts.imapSilence * Self.silencesInCommand
    while true {
      switch try next(activity, until: deadline) {
      case .tagged(sent.tag, let status): return status
      case .tagged: throw fail(.protocolViolation(place: place, during: activity, .unknownTag))
      case .continuation: break
      case let response: each(response)
      }
    }
  }

  /// Reads up to the server's `+`; false where it ended the command instead.
  func awaitContinuation(_ pending: inout Pending, _ activity: WireError.Activity) throws(WireError) -> Bool {
    let deadline = ContinuousClock.now + timeouts.imapSilence * Self.silencesInCommand
    while true {
      switch try next(activity, until: deadline) {
      case .continuation: return true
      case .tagged(pending.tag, let status):
        pending.status = status
        return false
      case .tagged: throw fail(.protocolViolation(place: place, during: activity, .unknownTag))
      case .other: break
      case let response: pending.responses.append(response)
      }
    }
  }

  /// Ends IDLE (RFC 2177).
  func sendDone() throws(WireError) {
    try checkUsable()
    try transmit(octets("DONE\r\n"), .idle)
  }

  /// What ended a wait for the server to speak.
  enum News {
    case changed, timedOut, interrupted
    /// The server ended the command by itself.
    case ended(IMAPStatus)
  }

  /// Waits until the server says something, `deadline` comes, or somebody interrupts.
  /// - Parameter tag: of the command under way, which the server may end; nil where there is none.
  func waitForNews(
    until deadline: ContinuousClock.Instant, _ activity: WireError.Activity, tag: String? = nil
  ) throws(WireError) -> News {
    try checkUsable()
    while true {
      while let response = try takeArrived(activity) {
        guard case .tagged(let ended, let status) = response else { continue }
        guard ended == tag else { throw fail(.protocolViolation(place: place, during: activity, .unknownTag)) }
        return .ended(status)
      }
      if farewell != nil { throw try awaitEnd(activity) }
      if newsPending { return .changed }
      switch try receive(until: deadline, activity, interruptible: true) {
      case .octets(let bytes): feed(bytes)
      case .interrupted: return .interrupted
      case .timedOut: return .timedOut
      case .end: throw fail(.closed(place: place, during: activity, farewell: farewell))
      }
    }
  }

  /// Reads up to the end of the line, after BYE, and says what came of it.
  private func awaitEnd(_ activity: WireError.Activity) throws(WireError) -> WireError {
    let deadline = ContinuousClock.now + timeouts.farewell
    while case .octets = try receive(until: deadline, activity, interruptible: false) {}
    return fail(.closed(place: place, during: activity, farewell: farewell))
  }

  /// Throws what a NO or BAD means.
  func check(_ status: IMAPStatus, _ activity: WireError.Activity) throws(WireError) {
    switch status.kind {
    case .ok, .preauth: return
    case .bye: throw fail(.closed(place: place, during: activity, farewell: status.text))
    case .bad: throw .refused(place: place, during: activity, reply: status.text, .never)
    case .no: throw .refused(place: place, during: activity, reply: status.text, Self.verdict(status.code))
    }
  }

  func checkUsable() throws(WireError) {
    if let failure { throw failure }
  }

  /// Remembers why nothing more can be said, and shuts the stream.
  @discardableResult
  func fail(_ error: WireError) -> WireError {
    if failure == nil {
      failure = error
      stream.drop()
    }
    return error
  }

  /// A NO may pass; these codes say that it will not (RFC 5530, 3).
  static func verdict(_ code: String?) -> WireError.Verdict {
    switch code {
    case "NONEXISTENT", "NOPERM", "CANNOT", "ALREADYEXISTS", "OVERQUOTA", "TRYCREATE", "BADCHARSET", "CLIENTBUG",
      "EXPIRED", "PRIVACYREQUIRED", "CONTACTADMIN", "AUTHORIZATIONFAILED", "AUTHENTICATIONFAILED":
      .never
    default: .later
    }
  }

  /// The next response, waiting for it, but not beyond `deadline`.
  private func next(
    _ activity: WireError.Activity, until deadline: ContinuousClock.Instant
  ) throws(WireError) -> IMAPResponse {
    while true {
      if let response = try takeArrived(activity) { return response }
      let now = ContinuousClock.now
      let silent = now + patience(activity)
      // Asked first: a server that never stops talking leaves nothing to wait for.
      let isOver = now >= deadline
      switch isOver ? .timedOut : try receive(until: min(silent, deadline), activity, interruptible: false) {
      case .octets(let bytes): feed(bytes)
      case .interrupted: break
      case .timedOut where farewell != nil: throw fail(.closed(place: place, during: activity, farewell: farewell))
      case .timedOut:
        let waited = silent < deadline ? patience(activity) : timeouts.imapSilence * Self.silencesInCommand
        throw fail(.timedOut(place: place, during: activity, seconds: waited.wholeSeconds))
      case .end: throw fail(.closed(place: place, during: activity, farewell: farewell))
      }
    }
  }

  private func patience(_ activity: WireError.Activity) -> Duration {
    // After BYE nothing is owed to us but the end of the line.
    if activity == .logout || farewell != nil { return timeouts.farewell }
    let isImmediate = activity == .idle || activity == .noop
    return isImmediate ? min(timeouts.imapSilence, Self.signOfLife) : timeouts.imapSilence
  }

  private func takeArrived(_ activity: WireError.Activity) throws(WireError) -> IMAPResponse? {
    guard arrivedIndex < arrived.count else {
      (arrived, arrivedIndex) = ([], 0)
      if let violation { throw fail(.protocolViolation(place: place, during: activity, violation)) }
      return nil
    }
    let response = arrived[arrivedIndex]
    arrived[arrivedIndex] = .other
    arrivedIndex += 1
    switch response {
    case .exists(let count): (exists, newsPending) = (count, true)
    case .recent(let count): newsPending = newsPending || count > 0
    case .expunge: exists = max(exists - 1, 0)
    case .vanished(earlier: false, let ranges): exists = max(exists - ranges.reduce(0) { $0 + $1.count }, 0)
    case .untagged(let status) where status.kind == .bye: farewell = status.text
    case .fetch(let items) where items.body != nil: steps.pass("imap.fetched")
    default: break
    }
    return response
  }

  private func feed(_ bytes: [UInt8]) {
    do throws(Violation) {
      try parser.parse(bytes, into: &arrived)
    } catch {
      violation = error
    }
  }

  private func receive(
    until deadline: ContinuousClock.Instant, _ activity: WireError.Activity, interruptible: Bool
  ) throws(WireError) -> ByteStream.Arrival {
    do throws(WireError) {
      return try stream.receive(until: deadline, during: activity, interruptible: interruptible)
    } catch {
      throw fail(error)
    }
  }

  private func transmit(_ bytes: [UInt8], _ activity: WireError.Activity) throws(WireError) {
    do throws(WireError) {
      try stream.send(bytes, patience: timeouts.imapSilence, during: activity, step: "imap.send")
    } catch {
      throw fail(error)
    }
  }
}
