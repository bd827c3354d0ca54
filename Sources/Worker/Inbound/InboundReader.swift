public import Claims
public import Desk
public import Drafting
import Gate
public import Logging
public import MIME
public import Steps
public import Store

/// Reads kept messages: threads and classes them, takes down their claims, and puts a draft before the team.
///
/// The only place where the pure stages meet: message -> claims -> ledger -> draft -> gate.
public struct InboundReader: Sendable {
  let store: any Store
  let own: OwnAddresses
  let templates: TemplateLibrary
  let steps: StepCounter
  let logger: Logger

  public init(store: any Store, own: OwnAddresses, templates: TemplateLibrary, steps: StepCounter, logger: Logger) {
    self.store = store
    self.own = own
    self.templates = templates
    self.steps = steps
    self.logger = logger
  }

  /// Reads everything that is kept and unread.
  /// - Returns: the messages read, oldest first.
  public func readAll(at now: () -> Seconds) async throws(StoreError) -> [StoredMessageID] {
    var read: [StoredMessageID] = []
    // Few at first: the first draft is there at once, and a mail that should ever stop the worker keeps no more than
    // those beside it from being read.
    var limit = 1
    while !Task.isCancelled {
      let batch = try await nextBatch(atMost: limit)
      guard !batch.readings.isEmpty else { break }
      steps.pass("reader.keep")
      let outcomes = try await store.keep(batch.readings, at: now())
      for (reading, outcome) in zip(batch.readings, outcomes) {
        log(outcome, of: reading.message, reading.classification)
        read.append(reading.message)
      }
      limit = min(limit * 2, ReadingBatch.mostReadings)
    }
    return read
  }

  /// The oldest unread messages that have nothing to do with each other.
  private func nextBatch(atMost limit: Int) async throws(StoreError) -> ReadingBatch {
    var batch = ReadingBatch(atMost: limit)
    // One at a time, as one may be large.
    while !batch.isFull, let kept = try await store.nextUnread(after: batch.readings.last?.message) {
      let isAdded = try await read(kept, into: &batch)
      guard isAdded else { break }
    }
    return batch
  }

  /// Adds everything that one message says, with a draft where a person wrote it, to the batch. Changes nothing else.
  /// - Returns: false where it has to do with another of the batch; claims and draft, which take the time, are not made.
  private func read(_ kept: KeptMessage, into batch: inout ReadingBatch) async throws(StoreError) -> Bool {
    var message = kept.pieces == 1 ? Message(parsing: kept.raw) : try await store.parsed(kept.raw, of: kept.id)
    let classification = message.classification(own: own)
    let sender = message.from.first
    let returned = classification.mailClass == .bounce ? message.returnedMessageID : nil
    let citations = Threading.citations(inReplyTo: message.inReplyTo, references: message.references)
    let candidates = try await store.candidates(
      citing: citations + (returned.map { [$0] } ?? []), sender: sender?.address ?? "")
    let thread = Threading.decide(
      citations: citations, returnedID: returned, isOwn: classification.mailClass == .own, candidates: candidates)
    if let conversation = thread.conversation {
      message = message.knowing(sent: try await store.sentTexts(in: conversation, before: kept.id))
    }
    let isHuman = classification.mailClass == .human
    let target = isHuman ? ReplyTarget(for: message, own: own) : nil
    var ties: Set<ReadingBatch.Tie> = [.person((sender?.address ?? "").lowercased())]
    if let target { ties.insert(.person(target.address.address.lowercased())) }
    for id in citations + [message.messageID, returned].compactMap(\.self) { ties.insert(.message(id)) }
    if let conversation = thread.conversation { ties.insert(.conversation(conversation)) }
    guard batch.isFree(of: ties) else { return false }
    let claims = isHuman ? templates.reader.claims(in: message) : []
    let sentAt = message.date?.seconds ?? kept.arrivedAt
    let reading = Reading(
      message: kept.id, messageID: message.messageID, subject: message.subject, from: sender, sentAt: sentAt,
      classification: classification, thread: thread, claims: claims,
      damage: message.damage.map(\.kind.rawValue).unique(),
      draft: try await draft(for: message, kept.id, to: target, claims: claims, sentAt: sentAt, in: thread.conversation))
    batch.add(reading, tiedTo: ties, octets: kept.pieces == 1 ? kept.raw.count : ReadingBatch.mostOctets)
    return true
  }

  private func draft(
    for message: Message, _ id: StoredMessageID, to target: ReplyTarget?, claims: [Claim], sentAt: Seconds,
    in conversation: ConversationID?
  ) async throws(StoreError) -> NewDraft? {
    guard let target else { return nil }
    let address = message.from.first?.address ?? target.address.address
    let said = Ledger(claims: claims, message: id.number, date: sentAt).entries
    let here = try await ledger(in: conversation, adding: said)
    let ledger = try await ledger(of: address, in: conversation, adding: said)
    let draft = templates.bestDraft(
      DraftingRequest(
        customerName: target.address.name, address: target.address.address, subject: message.subject,
        ownWords: message.ownWords, claims: claims, ledger: ledger, conversation: here))
    return NewDraft(draft: draft, objections: Gate.check(draft, against: ledger, reader: templates.reader).objections.count)
  }

  /// What was said in one conversation alone.
  func ledger(in conversation: ConversationID?, adding new: [Ledger.Entry] = []) async throws(StoreError) -> Ledger {
    guard let conversation else { return Ledger(new) }
    return Ledger(try await store.claims(in: conversation) + new)
  }

  /// What one person has said, over this conversation and earlier ones.
  public func ledger(
    of address: String, in conversation: ConversationID?, adding new: [Ledger.Entry] = []
  ) async throws(StoreError) -> Ledger {
    var own: [Ledger.Entry] = []
    if let conversation { own = try await store.claims(in: conversation) }
    let earlier = try await store.lastingClaims(by: address, outside: conversation)
    return Ledger(conversation: own + new, earlier: earlier)
  }

  private func log(_ outcome: ReadingOutcome, of id: StoredMessageID, _ classification: Classification) {
    switch outcome {
    case .kept(let conversation, let draft, let superseded, let twin):
      if let twin {
        logger.warning(
          "two messages have one Message-ID; both are kept", metadata: ["message": "\(id)", "other": "\(twin)"])
      }
      logger.info(
        "message read",
        metadata: [
          "message": "\(id)", "conversation": "\(conversation)", "class": "\(classification.mailClass.rawValue)",
          "draft": "\(draft.map(\.description) ?? "none")",
          "superseded": "\(superseded.map(\.description).joined(separator: " "))",
        ])
    case .alreadyRead:
      logger.info("message was read by another process", metadata: ["message": "\(id)"])
    }
  }
}

extension TemplateLibrary {
  /// The draft of the best fitting template, else of the general one, else a bare greeting for an agent to fill:
  /// a customer's mail never goes without a draft because a template could not be filled.
  public func bestDraft(_ request: DraftingRequest) -> Draft {
    if let draft = try? draft(request) { return draft }
    let general = DraftingRequest(
      customerName: request.customerName, address: request.address, subject: request.subject,
      ownWords: request.ownWords, claims: request.claims, ledger: request.ledger, conversation: request.conversation,
      done: request.done, template: "general")
    if let draft = try? draft(general) { return draft }
    return Draft(text: "Hello,\n", asks: [], template: nil)
  }
}

extension Sequence where Element: Hashable {
  func unique() -> [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
