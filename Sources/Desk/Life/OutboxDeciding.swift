/// The next step in a mail's life, or nil where the event cannot happen as far as it has come.
///
/// Pure: the caller reads the clock, writes the result down, and only then acts on it.
public func decide(_ old: OutboxProgress, _ event: OutboxEvent, at now: Seconds) -> OutboxProgress? {
  switch (old.state, event) {
  case (.queued(let attempt), .taken):
    OutboxProgress(.sending(attempt: attempt + 1, since: now), old.recipients)
  case (.deferred(let attempt, let notBefore, _), .taken) where notBefore <= now:
    OutboxProgress(.sending(attempt: attempt + 1, since: now), old.recipients)

  case (.queued(let attempt), .unreachable(let reason)):
    waiting(old, attempt, reason, at: now)
  case (.deferred(let attempt, let notBefore, let known), .unreachable(let reason))
  where notBefore <= now && known != reason:
    waiting(old, attempt, reason, at: now)

  case (.sending(let attempt, _), .dotReached(let answers)):
    dotReached(old, attempt, answers, at: now)
  case (.dotPending(let attempt, _), .accepted(let reply)):
    settled(
      old.changing { if case .dotPending = $0.state { .accepted(reply: reply) } else { nil } }, attempt, reply, at: now)
  case (.sending(let attempt, _), .deferred(let reply, let answers)),
    (.dotPending(let attempt, _), .deferred(let reply, let answers)):
    putOff(old, attempt, reply, answers, at: now)
  case (.sending(let attempt, _), .refused(let reply, let answers)),
    (.dotPending(let attempt, _), .refused(let reply, let answers)):
    // 5yz to the mail itself would be said to the others as well.
    settled(
      old.changing { $0.isInAttempt ? .refused(reply: never(answers, $0) ?? reply) : nil }, attempt, reply, at: now)
  case (.sending(let attempt, _), .lostBeforeDot(let reason, let answers)),
    (.dotPending(let attempt, _), .lostBeforeDot(let reason, let answers)):
    putOff(old, attempt, reason, answers, at: now)

  // No try, as no server was at fault: due as soon as the mail is read.
  case (.sending(let attempt, _), .heldBack(let reason)):
    waiting(old, attempt - 1, reason, at: now)

  case (.dotPending(_, let since), .lostAfterDot(let reason)):
    uncertain(old, reason, since: since)
  case (.dotPending(_, let since), .processDied):
    uncertain(
      old, "the worker died before the server's answer to the final dot was written down", since: since)
  case (.sending(let attempt, _), .processDied):
    OutboxProgress(.queued(attempt: attempt), old.recipients)

  case (.deferred(_, _, let reply), .gaveUp):
    OutboxProgress(
      .failed(at: now, reply: "tried too long: \(reply)"),
      old.changing { $0.state.isOpen ? .refused(reply: "tried too long: \($0.state.reply ?? reply)") : nil })

  case (.queued, .restored), (.sending, .restored), (.dotPending, .restored), (.deferred, .restored):
    uncertain(old, "the store was restored from a backup, and it may have been sent since", since: now)

  case (.uncertain, .provedSent(let evidence)) where !old.hasArrived:
    settledUncertain(old, as: .accepted(reply: evidence), evidence, at: now)
  case (.queued, .provedSent(let evidence)) where old.recipients.count == 1,
    (.deferred, .provedSent(let evidence)) where old.recipients.count == 1,
    (.failed, .provedSent(let evidence)) where old.recipients.count == 1:
    // A second copy was about to go out.
    OutboxProgress(.sent(at: now, reply: evidence), old.changing { _ in .accepted(reply: evidence) })
  case (.uncertain, .provedUnsent(let evidence)):
    settledUncertain(old, as: .refused(reply: evidence), evidence, at: now)

  case (.uncertain, .personSaysSent(let agent)):
    settledUncertain(
      old, as: .accepted(reply: "\(agent) says that it arrived"), "\(agent) says that it arrived", at: now)
  case (.failed, .personSaysSent(let agent)):
    OutboxProgress(
      .sent(at: now, reply: "\(agent) says that it arrived"),
      old.changing { if case .refused = $0.state { .accepted(reply: "\(agent) says that it arrived") } else { nil } })
  case (.uncertain, .personSaysAgain), (.failed, .personSaysAgain):
    OutboxProgress(
      .queued(attempt: 0),
      old.changing { recipient in
        switch recipient.state {
        case .uncertain, .refused, .deferred: .pending
        case .pending, .dotPending, .accepted, .withdrawn: nil
        }
      })

  case (.queued, .approvalVoid(let why)), (.sending, .approvalVoid(let why)), (.deferred, .approvalVoid(let why)),
    (.failed, .approvalVoid(let why)):
    takenBack(old, why, at: now)
  case (.queued, .personGivesUp(let agent)), (.deferred, .personGivesUp(let agent)),
    (.failed, .personGivesUp(let agent)), (.uncertain, .personGivesUp(let agent)):
    takenBack(old, "\(agent) took it back", at: now)

  // No default: a new state or event must be thought of.
  case (.queued, _), (.sending, _), (.dotPending, _), (.sent, _), (.deferred, _), (.failed, _), (.uncertain, _),
    (.withdrawn, _):
    nil
  }
}

extension Recipient {
  /// Whether the attempt under way is about it.
  fileprivate var isInAttempt: Bool { state.isOpen || state.name == .dotPending }
}

/// What the server said to this recipient for good.
private func never(_ answers: [RecipientAnswer], _ recipient: Recipient) -> String? {
  answers.first { $0.address == recipient.address && $0.verdict == .never }?.reply
}

private func answer(_ answers: [RecipientAnswer], _ recipient: Recipient) -> RecipientAnswer? {
  answers.first { $0.address == recipient.address }
}

private func dotReached(
  _ old: OutboxProgress, _ attempt: Int, _ answers: [RecipientAnswer], at now: Seconds
) -> OutboxProgress? {
  let recipients = old.changing { recipient in
    guard recipient.state.isOpen else { return nil }
    guard let answer = answer(answers, recipient) else { return .dotPending(reply: "") }
    switch answer.verdict {
    case .accepted: return .dotPending(reply: answer.reply)
    case .later: return .deferred(reply: answer.reply)
    case .never: return .refused(reply: answer.reply)
    }
  }
  guard recipients.contains(where: { $0.state.name == .dotPending }) else { return nil }
  return OutboxProgress(.dotPending(attempt: attempt, since: now), recipients)
}

/// The attempt ended and nobody has it of it: who was refused for good stays so, the others are tried again.
private func putOff(
  _ old: OutboxProgress, _ attempt: Int, _ reply: String, _ answers: [RecipientAnswer], at now: Seconds
) -> OutboxProgress {
  let recipients = old.changing { recipient in
    guard recipient.isInAttempt else { return nil }
    guard let answer = answer(answers, recipient) else { return .deferred(reply: reply) }
    switch answer.verdict {
    case .accepted: return .deferred(reply: reply)
    case .later: return .deferred(reply: answer.reply)
    case .never: return .refused(reply: answer.reply)
    }
  }
  return settled(recipients, attempt, reply, at: now)
}

/// The end of an attempt whose outcome is known for each recipient.
private func settled(
  _ recipients: [Recipient], _ attempt: Int, _ reply: String, at now: Seconds
) -> OutboxProgress {
  if let open = recipients.first(where: \.state.isOpen) {
    let notBefore = now + RetrySchedule.pause(after: attempt)
    return OutboxProgress(
      .deferred(attempt: attempt, notBefore: notBefore, reply: open.state.reply ?? reply), recipients)
  }
  for recipient in recipients {
    if case .refused(let words) = recipient.state {
      return OutboxProgress(.failed(at: now, reply: words), recipients)
    }
  }
  return OutboxProgress(.sent(at: now, reply: reply), recipients)
}

private func waiting(
  _ old: OutboxProgress, _ attempt: Int, _ reason: String, at now: Seconds
) -> OutboxProgress {
  // Due at once: how often an absent server is called is the connection's affair, and not each mail's.
  OutboxProgress(.deferred(attempt: attempt, notBefore: now, reply: reason), old.recipients)
}

private func uncertain(_ old: OutboxProgress, _ reason: String, since: Seconds) -> OutboxProgress {
  let atDot = old.state.name == .dotPending
  return OutboxProgress(
    .uncertain(since: since, reply: reason),
    old.changing { recipient in
      guard atDot ? recipient.state.name == .dotPending : recipient.state.isOpen else { return nil }
      return .uncertain(reply: reason)
    })
}

/// What was uncertain is known; the others go on at once.
private func settledUncertain(
  _ old: OutboxProgress, as state: RecipientState, _ reply: String, at now: Seconds
) -> OutboxProgress {
  let recipients = old.changing { $0.state.name == .uncertain ? state : nil }
  guard recipients.contains(where: \.state.isOpen) else { return settled(recipients, 0, reply, at: now) }
  return OutboxProgress(.deferred(attempt: 0, notBefore: now, reply: reply), recipients)
}

/// Nothing more leaves. Where somebody has it, the mail was sent all the same.
private func takenBack(_ old: OutboxProgress, _ why: String, at now: Seconds) -> OutboxProgress {
  let recipients = old.changing { recipient in
    switch recipient.state {
    case .accepted, .withdrawn: nil
    case .pending, .dotPending, .deferred, .refused, .uncertain: .withdrawn(why: why)
    }
  }
  return OutboxProgress(old.hasArrived ? .sent(at: now, reply: why) : .withdrawn(at: now, why: why), recipients)
}
