public import Desk
import Drafting
public import Gate
public import MIME
import Steps
public import Store

/// What came of an agent's yes.
public enum ApprovingOutcome: Sendable {
  /// - Parameter against: what the gate objected to, where it was approved all the same.
  case approved(OutboxID, to: String, against: [Objection])
  /// The draft asks for what the customer has already answered.
  case refusedByGate([Objection])
  /// Answers would go to another domain than the mail came from; the agent must name the address.
  case targetDiffers(from: String, to: String)
  /// There is no address to answer to.
  case noTarget
  /// The settings name no account to answer from.
  case noAccount
  /// The answer's address cannot be used with SMTP.
  case unusableTarget(String)
  /// Another agent wrote the newest revision, and it is not said that this one has read it.
  case unseenRevision(Int, by: String)
  /// The text says "I" for another agent.
  case saysIForAnother(String)
  /// The mail could not be put together.
  case cannotCompose(ComposeError)
  case store(ApprovalOutcome)
}

/// Takes an agent's yes: gate, composing, and the instant of commitment.
public struct Approving: Sendable {
  let reader: InboundReader
  let accounts: [SupportAccount]

  /// - Parameter accounts: at least one; a mail is answered from the one that it came in by.
  public init(reader: InboundReader, accounts: [SupportAccount]) {
    self.reader = reader
    self.accounts = accounts
  }

  /// Approves the revision that `revision` names, or the newest.
  /// - Parameters:
  ///   - revision: the one the agent saw; a newer one is not approved.
  ///   - confirmedTarget: the address the agent agrees to, where it differs.
  ///   - anyway: why to approve what the gate objects to; it is kept with the approval.
  ///   - offsetMinutes: the zone that the Date header is written in.
  public func approve(
    _ id: DraftID, revision: Int?, by agent: Agent, confirmedTarget: String?, anyway: String? = nil, at now: Seconds,
    offsetMinutes: Int
  ) async throws(StoreError) -> ApprovingOutcome {
    reader.steps.pass("approving.look")
    guard let desk = try await reader.onDesk(id) else { return .store(.missing) }
    let newest = desk.record.newest
    guard desk.record.state == .proposed else {
      if desk.record.state == .approved, let outbox = try await reader.store.outbox(of: id) {
        return .store(.alreadyApproved(by: outbox.approvedBy.firstName))
      }
      return .store(.notProposed(desk.record.state, note: desk.record.note))
    }
    guard revision == nil || revision == newest.number else { return .store(.overtaken(newest: newest.number)) }
    if let author = newest.author, author.user != agent.user {
      if newest.saysI { return .saysIForAnother(author.firstName) }
      if revision == nil { return .unseenRevision(newest.number, by: author.firstName) }
    }
    guard let target = desk.target else { return .noTarget }
    guard AddressGrammar.verdict(on: target.address.address) != .invalid else {
      return .unusableTarget(target.address.address)
    }
    if let from = target.differsFrom, confirmedTarget?.lowercased() != target.address.address.lowercased() {
      return .targetDiffers(from: from, to: target.address.address)
    }
    switch desk.verdict {
    case .blocked(let objections):
      if let anyway,
        let cleared = Gate.clear(newest.draft, against: desk.ledger, reader: reader.templates.reader, anyway: anyway)
      {
        return try await freeze(cleared, of: desk, to: target.address, by: agent, at: now, offsetMinutes)
      }
      try await reader.store.note(
        "refused by the gate", "\(id) revision \(newest.number), \(objections.count) objections, asked by \(agent.firstName)",
        about: desk.record.answers, at: now)
      return .refusedByGate(objections)
    case .cleared(let cleared):
      return try await freeze(cleared, of: desk, to: target.address, by: agent, at: now, offsetMinutes)
    }
  }

  private func freeze(
    _ cleared: ClearedDraft, of desk: DraftOnDesk, to target: Address, by agent: Agent, at now: Seconds,
    _ offsetMinutes: Int
  ) async throws(StoreError) -> ApprovingOutcome {
    guard let support = desk.answering(among: accounts) else { return .noAccount }
    var random = SystemRandomNumberGenerator()
    let messageID = MessageID.make(domain: support.domain, using: &random)
    let mail: FrozenMail
    do {
      mail = try Reply.freeze(
        cleared, answering: desk.message, to: target, from: support, by: agent, messageID: messageID,
        date: MailDate(seconds: now, offsetMinutes: offsetMinutes))
    } catch {
      return .cannotCompose(error)
    }
    reader.steps.pass("approving.commit")
    let outcome = try await reader.store.approve(
      Approval(
        id: desk.record.id, revision: desk.record.newest.number, newestInbound: desk.record.newest.newestInbound,
        mail: mail),
      at: now)
    if case .approved(let outbox) = outcome { 
      return .approved(outbox, to: target.address, against: cleared.override?.objections ?? [])
    }
    return .store(outcome)
  }
}
