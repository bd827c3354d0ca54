extension IMAPConnection {
  /// The longest one IDLE may last: 29 minutes (RFC 2177, 3). Many networks drop a silent line sooner.
  public static let longestWait = 29 * 60
  /// A good length for one IDLE: the networks between drop a silent line after ten minutes and more (OBLIGATIONS A-10).
  public static let usualWait = 9 * 60

  /// Waits until a message may have come: by IDLE, or by asking again and again where the server has none.
  ///
  /// News that came between two calls end the wait at once. Cancelling the task interrupts. IDLE is a hint: a wait that
  /// ends by time asks once more, and a peer that is no longer there fails it within
  /// ``IMAPConversation/signOfLife``. List after every wait, whatever ended it.
  /// - Parameter seconds: 1 ... ``longestWait``; what is outside is moved inside.
  public func waitForChange(upTo seconds: Int) async throws(WireError) -> ChangeWait {
    let outcome = await withTaskCancellationHandler {
      outcomeOfWait(seconds)
    } onCancel: {
      interrupt()
    }
    return try outcome.get()
  }

  private func outcomeOfWait(_ seconds: Int) -> Result<ChangeWait, WireError> {
    let deadline = ContinuousClock.now + .seconds(min(max(seconds, 1), Self.longestWait))
    return Result { () throws(WireError) in
      let conversation = try mailboxConversation(.idle)
      if conversation.newsPending { return .changed }
      return conversation.capabilities.contains("IDLE")
        ? try idle(conversation, until: deadline) : try poll(conversation, until: deadline)
    }
  }

  private func idle(
    _ conversation: IMAPConversation, until deadline: ContinuousClock.Instant
  ) throws(WireError) -> ChangeWait {
    var pending = try conversation.send(.idle, .idle)
    guard try conversation.awaitContinuation(&pending, .idle) else {
      if let status = pending.status, status.kind == .bye { try conversation.check(status, .idle) }
      return try poll(conversation, until: deadline)
    }
    let end: ChangeWait
    switch try conversation.waitForNews(until: deadline, .idle, tag: pending.tag) {
    case .changed: end = .changed
    case .timedOut: end = .timedOut
    case .interrupted: end = .interrupted
    case .ended(let status):
      // The server has had enough of it, and DONE would be no command now.
      if status.kind == .bye { try conversation.check(status, .idle) }
      return conversation.newsPending ? .changed : try poll(conversation, until: deadline)
    }
    try conversation.sendDone()
    let answer = try conversation.finish(pending, .idle)
    try conversation.check(answer.status, .idle)
    // Some servers have IDLE and say nothing in it.
    if end == .timedOut, !conversation.newsPending {
      try conversation.check(conversation.run(.noop, .noop).status, .noop)
    }
    // Mail may be announced while DONE is on its way.
    return conversation.newsPending ? .changed : end
  }

  private func poll(
    _ conversation: IMAPConversation, until deadline: ContinuousClock.Instant
  ) throws(WireError) -> ChangeWait {
    while true {
      try conversation.check(conversation.run(.noop, .noop).status, .noop)
      let pause = min(deadline, ContinuousClock.now + timeouts.imapPoll)
      switch try conversation.waitForNews(until: pause, .noop) {
      case .changed: return .changed
      case .interrupted: return .interrupted
      case .timedOut: if ContinuousClock.now >= deadline { return .timedOut }
      // No command is under way that could end.
      case .ended: return .changed
      }
    }
  }
}

/// Runs `body`; cancelling the task abandons the connection behind `wakeup`.
func withAbandon(
  on wakeup: Wakeup, _ body: () async throws(WireError) -> Void
) async throws(WireError) {
  let outcome: Result<Void, WireError> = await withTaskCancellationHandler {
    do throws(WireError) {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  } onCancel: {
    wakeup.abandon()
  }
  try outcome.get()
}
