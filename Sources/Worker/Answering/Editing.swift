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
  /// The text says nothing.
  case empty
  /// The text holds control characters, which no mail may carry.
  case holdsControls
  case store(ReviseOutcome)
  case cannotDraft(DraftingError)
}

/// Takes an agent's correction: a new revision, which takes the same road as the first.
public struct Editing: Sendable {
  let reader: InboundReader

  public init(reader: InboundReader) {
    self.reader = reader
  }

  /// Replaces the text.
  /// - Parameters:
  ///   - text: the body without signature.
  ///   - seen: the draft as the agent had it before them: a revision or a mail that came since makes the edit void.
  public func replace(
    _ seen: DraftOnDesk, with text: String, by agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    if text.unicodeScalars.contains(where: Self.isControl) { return .holdsControls }
    guard text.contains(where: { !$0.isWhitespace }) else { return .empty }
    let old = seen.record.newest
    let tidy = Self.tidied(text)
    // Saving the same text once more binds it to a mail that came since.
    if tidy == Self.tidied(old.draft.text), seen.newestInbound == old.newestInbound { return .unchanged }
    let draft = Draft(text: tidy, asks: Self.surviving(old.draft.asks, in: tidy), template: old.draft.template)
    // Whoever edits takes over what "I" says.
    return try await keep(draft, of: seen, saysI: old.saysI, by: agent, at: now)
  }

  /// Writes the draft anew from its template, saying what was done.
  /// - Parameters:
  ///   - done: a past participle phrase: `moved the upgrade to the right blog`.
  ///   - doer: first name of who did it; nil for the agent, who then says "I".
  ///   - template: another template than the draft's; nil to keep it.
  public func sayDone(
    _ seen: DraftOnDesk, done: String?, by doer: String?, template: String?, agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    let other = doer == agent.firstName ? nil : doer
    let request = DraftingRequest(
      customerName: seen.target?.address.name ?? "", address: seen.messageRecord.from?.address ?? "",
      subject: seen.message.subject, ownWords: seen.message.ownWords, claims: seen.claims, ledger: seen.ledger,
      conversation: try await reader.ledger(in: seen.record.conversation),
      done: done.map { Done(text: $0, by: other) }, template: template ?? seen.record.newest.draft.template)
    let draft: Draft
    do { draft = try reader.templates.draft(request) } catch { return .cannotDraft(error) }
    return try await keep(draft, of: seen, saysI: done != nil && other == nil, by: agent, at: now)
  }

  private func keep(
    _ draft: Draft, of seen: DraftOnDesk, saysI: Bool, by agent: Agent, at now: Seconds
  ) async throws(StoreError) -> EditingOutcome {
    let verdict = Gate.check(draft, against: seen.ledger, reader: reader.templates.reader)
    reader.steps.pass("editing.commit")
    let outcome = try await reader.store.revise(
      seen.record.id, after: seen.record.newest.number,
      with: NewRevision(
        draft: draft, author: agent, saysI: saysI, newestInbound: seen.newestInbound,
        objections: verdict.objections.count),
      at: now)
    if case .revised(let number) = outcome { return .revised(number, verdict) }
    return .store(outcome)
  }

  /// What no mail of ours may hold: C0 but line ends and tabs, DEL, C1.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F: true
    default: false
    }
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
