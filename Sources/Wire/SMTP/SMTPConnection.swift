public import Logging
public import Steps

/// A conversation with a submission server (RFC 5321, RFC 6409), on a thread of its own, for one mail after another.
public actor SMTPConnection {
  private let executor: ThreadExecutor
  private let wakeup: Wakeup
  private let timeouts: Timeouts
  private let steps: StepCounter
  private let logger: Logger
  private let place: String
  private var opened: SMTPConversation?
  /// A mail is under way: `send` awaits its caller in the middle, and a second one must not slip in there.
  private var isSending = false

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(
    _ endpoint: Endpoint, _ timeouts: Timeouts, _ steps: StepCounter, _ logger: Logger
  ) throws(WireError) {
    place = endpoint.place
    guard let executor = ThreadExecutor(), let wakeup = Wakeup() else { throw .noResources(place: endpoint.place) }
    self.executor = executor
    self.wakeup = wakeup
    self.timeouts = timeouts
    self.steps = steps
    self.logger = logger
  }

  /// Connects, checks the certificate, logs in, and introduces us. Cancelling the task ends it.
  /// - Parameters:
  ///   - login: nil for a server that asks for none.
  ///   - name: who we say we are: a host name, or an address literal (RFC 5321, 4.1.1.1).
  public static func connect(
    to endpoint: Endpoint, login: Login?, name: String = "localhost", timeouts: Timeouts = .standard,
    steps: StepCounter, logger: Logger
  ) async throws(WireError) -> SMTPConnection {
    guard endpoint.service == .smtp, canIntroduce(as: name) else {
      throw .unsayable(place: endpoint.place, during: .ehlo)
    }
    let connection = try SMTPConnection(endpoint, timeouts, steps, logger)
    try await withAbandon(on: connection.wakeup) { () async throws(WireError) in
      try await connection.open(endpoint, login, name)
    }
    return connection
  }

  /// Whether `name` can stand in EHLO: a host name, or an address literal.
  public static func canIntroduce(as name: String) -> Bool { EHLOName.isValid(name) }

  /// Extension keywords in capitals, with their parameters: `SIZE` and `10240000` (RFC 5321, 4.1.1.1).
  public var extensions: [String: String] { opened?.extensions ?? [:] }

  /// Ends whatever runs, and the connection with it, without a farewell.
  public nonisolated func abandon() { wakeup.abandon() }

  private func open(_ endpoint: Endpoint, _ login: Login?, _ name: String) throws(WireError) {
    let stream = try ByteStream(
      to: endpoint, login: login, name: name, timeouts: timeouts, wakeup: wakeup, steps: steps)
    let conversation = SMTPConversation(stream: stream, timeouts: timeouts, steps: steps)
    try conversation.hello(name)
    opened = conversation
    logger.debug("smtp connected", metadata: ["server": "\(place)"])
  }

  /// Hands in one mail: sender, each recipient, the text, and last the dot that makes it the server's.
  ///
  /// Addresses and text are checked first, and nothing is sent of a mail that cannot be sent whole. The text goes to
  /// the recipients that were accepted. Reports of failure and delay are asked for where offered (RFC 3461).
  /// - Parameters:
  ///   - bytes: the mail, 7-bit or 8-bit, with CRLF line ends throughout.
  ///   - id: what reports call the mail, the same for every attempt; nil for nothing.
  ///   - beforeDot: runs when all but the dot is sent: the last instant at which nothing is the server's yet. Gets what
  ///     the server answered to each recipient, some of them taken. Where it throws, the connection is dropped without
  ///     the dot and the error handed on.
  public func send<Failure: Error>(
    from: String, to recipients: [String], bytes: [UInt8], id: String? = nil,
    beforeDot: @Sendable ([RecipientReply]) async throws(Failure) -> Void
  ) async throws(Failure) -> SMTPOutcome {
    guard let conversation = opened else {
      return .lostBeforeDot(.closed(place: place, during: .mail, farewell: nil), recipients: [])
    }
    guard !isSending else { return .lostBeforeDot(.notNow(place: place, during: .mail), recipients: []) }
    isSending = true
    defer { isSending = false }

    var exchange = SMTPExchange(conversation, timeouts, steps)
    if let end = exchange.offer(from: from, to: recipients, id: id, bytes: bytes) { return end }
    do throws(Failure) {
      try await beforeDot(exchange.answers)
    } catch {
      conversation.fail(.abandoned(place: place, during: .dot))
      throw error
    }
    return exchange.finish()
  }

  /// Says goodbye and closes. What was accepted stays accepted, whatever the server answers.
  public func quit() {
    guard let conversation = opened, !isSending else { return }
    _ = try? conversation.command("QUIT", .quit, patience: timeouts.farewell)
    conversation.fail(.closed(place: place, during: .quit, farewell: nil))
    opened = nil
  }
}
