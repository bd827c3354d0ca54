import Claims
public import Desk
public import Drafting
public import Gate
import MIME
import Steps
public import Store

/// What came of an agent's correction.
public enum EditingOutcome: Sendable {
  /// A new revision, and what the gate says of it now.
  case revised(Int, Verdict)
  /// The new text is the old one.
  case unchanged
  case store(ReviseOutcome)
  case cannotDraft(DraftingError)
}

/// Takes an agent's correction: a new revision, which takes the same road as the first.
public struct Editing: Sendable {
  let reader: MessageReader

  public init(reader: MessageReader) {
    self.reader = reader
  }

  /// Replaces the text.
  /// - Parameter text: the body without signature.
  public func replace(
    _ id: DraftID, with text: String, by agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    guard let desk = try await reader.onDesk(id) else { return .store(.missing) }
    let old = desk.record.newest
    let tidy = Self.tidied(text)
    if tidy == old.draft.text {
      // Saving the same text once more binds it to a mail that came since.
      let newest = try await newestInbound(of: desk)
      if newest == old.newestInbound { return .unchanged }
    }
    let draft = Draft(text: tidy, asks: Self.surviving(old.draft.asks, in: tidy), template: old.draft.template)
    // Whoever edits takes over what "I" says.
    return try await keep(draft, of: desk, doneBy: old.doneBy == nil ? nil : agent.firstName, by: agent, at: now)
  }

  /// Writes the draft anew from its template, saying what was done.
  /// - Parameters:
  ///   - done: a past participle phrase: `moved the upgrade to the right blog`.
  ///   - by: who did it; nil for the agent, who then says "I".
  ///   - template: another template than the draft's; nil to keep it.
  public func sayDone(
    _ id: DraftID, done: String?, by doer: String?, template: String?, agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    guard let desk = try await reader.onDesk(id) else { return .store(.missing) }
    let other = doer == agent.firstName ? nil : doer
    let request = DraftingRequest(
      customerName: desk.target?.address.name ?? "", address: desk.messageRecord.from?.address ?? "",
      subject: desk.message.subject, ownWords: desk.message.ownWords, claims: desk.claims, ledger: desk.ledger,
      conversation: try await reader.ledger(in: desk.record.conversation),
      done: done.map { Done(text: $0, by: other) }, template: template ?? desk.record.newest.draft.template)
    let draft: Draft
    do { draft = try reader.templates.draft(request) } catch { return .cannotDraft(error) }
    let saysI = done != nil && other == nil
    return try await keep(draft, of: desk, doneBy: saysI ? agent.firstName : nil, by: agent, at: now)
  }

  private func keep(
    _ draft: Draft, of desk: DraftOnDesk, doneBy: String?, by agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    let verdict = Gate.check(draft, against: desk.ledger)
    reader.steps.pass("editing.commit")
    let outcome = try await reader.store.revise(
      desk.record.id, after: desk.record.newest.number,
      with: NewRevision(
        draft: draft, author: agent.firstName, doneBy: doneBy, objections: verdict.objections.count),
      at: now)
    if case .revised(let number) = outcome { return .revised(number, verdict) }
    return .store(outcome)
  }

  private func newestInbound(of desk: DraftOnDesk) async throws(StoreError) -> StoredMessageID {
    let human = try await reader.store.messages(in: desk.record.conversation).filter {
      $0.classification?.mailClass == .human
    }
    return human.map(\.id).max() ?? desk.record.answers
  }

  /// Declared asks whose words still stand in the text, at their new place.
  static func surviving(_ asks: [Ask], in text: String) -> [Ask] {
    asks.compactMap { ask in
      guard let range = text.firstRange(of: ask.quote) else { return nil }
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return Ask(wish: ask.wish, quote: ask.quote, span: start..<start + ask.quote.utf8.count, rule: ask.rule)
    }
  }

  /// `\n` line ends, no blanks at line ends, no blank lines at the ends.
  static func tidied(_ text: String) -> String {
    var lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed()) }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}
