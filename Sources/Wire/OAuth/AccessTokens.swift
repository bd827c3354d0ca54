/// The access tokens of one account, for all its connections: fetched when needed, shared while they are good, and not
/// fetched any more once the account is stopped.
///
/// The stop is kept in the account's ``LoginFile``, so that a restart does not hammer the server either, and `heard
/// status` sees it. It ends by ``LoginFile/logIn(refreshToken:insteadOf:)`` or ``LoginFile/resume()``, in this process
/// or another.
public actor AccessTokens {
  private enum State {
    case none
    case held(IssuedToken)
    /// One for all who ask meanwhile.
    case fetching(Task<Result<IssuedToken, WireError>, Never>)
  }

  private let account: String
  private let file: LoginFile
  private let thread: TokenThread
  private var state = State.none
  /// A stop that could not be kept on disk.
  private var unkeptStop: LoginRecord.Stop?

  /// - Parameters:
  ///   - account: the login's user, for messages.
  ///   - source: where the tokens come from.
  ///   - file: where a stop is kept.
  /// - Throws: ``WireError/noResources(place:)`` where the system gives no thread.
  public init(account: String, source: any TokenSource, file: LoginFile) throws(WireError) {
    guard let executor = ThreadExecutor() else { throw .noResources(place: account) }
    self.account = account
    self.file = file
    thread = TokenThread(executor, account, source, file)
  }

  /// A token to log in with: the one that is held, or a new one where less than ``IssuedToken/margin`` of it is left.
  /// - Parameter now: seconds since 1970.
  public func token(at now: Int64) async throws(WireError) -> AccessToken {
    if case .held(let issued) = state, issued.renewAt.map({ now < $0 }) != false { return issued.token }
    return try await fetched(at: now)
  }

  /// Another token than `refused`, which a server did not take. Connections that were refused with one token share the
  /// next one.
  public func token(insteadOf refused: AccessToken, at now: Int64) async throws(WireError) -> AccessToken {
    if case .held(let issued) = state, issued.token == refused { state = .none }
    return try await token(at: now)
  }

  /// Tries the account no more, after `place` refused one token and then a new one.
  public func stop(at now: Int64, refusedBy place: String) async {
    state = .none
    let stop = LoginRecord.Stop(at: now, place: place)
    // In memory until it is on disk: a full disk must not make us hammer the server.
    unkeptStop = stop
    if await thread.keep(stop) { unkeptStop = nil }
  }

  private func fetched(at now: Int64) async throws(WireError) -> AccessToken {
    if let unkeptStop {
      guard await thread.keep(unkeptStop) else { throw .token(.stopped(account: account, since: unkeptStop.at)) }
      self.unkeptStop = nil
    }
    let running: Task<Result<IssuedToken, WireError>, Never>
    if case .fetching(let task) = state {
      running = task
    } else {
      // A task of its own: one caller that is cancelled must not take the token from the others.
      running = Task { [thread] in await thread.fetch(at: now) }
      state = .fetching(running)
    }
    let result = await running.value
    // The first to come back here settles it, unless a stop or a later fetch did so.
    if case .fetching(running) = state {
      switch result {
      case .success(let issued): state = .held(issued)
      case .failure(let error):
        state = .none
        // An issuer that said no for good is not asked again either.
        if case .token(.refused(let place, _)) = error, error.kind == .login { await stop(at: now, refusedBy: place) }
      }
    }
    switch result {
    case .success(let issued): return issued.token
    case .failure(let error): throw error
    }
  }
}

/// The thread on which an account's tokens are fetched and its file is read and written: all of it blocks.
private actor TokenThread {
  private let executor: ThreadExecutor
  private let account: String
  private let source: any TokenSource
  private let file: LoginFile

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: ThreadExecutor, _ account: String, _ source: any TokenSource, _ file: LoginFile) {
    self.executor = executor
    self.account = account
    self.source = source
    self.file = file
  }

  func fetch(at now: Int64) -> Result<IssuedToken, WireError> {
    do throws(WireError) {
      if let stop = try file.read().stopped { throw .token(.stopped(account: account, since: stop.at)) }
      return .success(try source.fetch(at: now))
    } catch {
      return .failure(error)
    }
  }

  func keep(_ stop: LoginRecord.Stop) -> Bool {
    do throws(WireError) {
      try file.stop(stop)
      return true
    } catch {
      return false
    }
  }
}
