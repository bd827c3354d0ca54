public import Desk
public import Drafting
import Gate
import Logging
import MIME
import Steps
public import Store

/// Puts a thanks before the team for each person who raised a resolved topic; once a person and topic.
public struct ThanksRound: Sendable {
  /// A thanks that would be or was queued.
  public struct Proposal: Sendable {
    public let voice: TopicVoice
    public let draft: Draft
    /// nil for a dry run.
    public let id: DraftID?
  }

  let store: any Store
  let reader: InboundReader

  public init(store: any Store, reader: InboundReader) {
    self.store = store
    self.reader = reader
  }

  /// - Parameters:
  ///   - queue: false for a dry run, which changes nothing.
  /// - Returns: one proposal a person, oldest topic first. Empty when everybody has been thanked.
  public func run(queue: Bool, at now: Seconds) async throws(StoreError) -> [Proposal] {
    var proposals: [Proposal] = []
    let suppressed = try await store.suppressed()
    for topic in try await store.topics() {
      guard case .resolved(let resolution, _, _) = topic.state else { continue }
      let thanked = try await store.thanked(for: topic.id)
      for voice in ThanksPlan.voicesToThank(topic.voices, thanked: thanked, suppressed: suppressed) {
        reader.steps.pass("thanks.next")
        guard let proposal = try await propose(voice, resolution: resolution, queue: queue, at: now) else { continue }
        proposals.append(proposal)
      }
    }
    return proposals
  }

  private func propose(
    _ voice: TopicVoice, resolution: String, queue: Bool, at now: Seconds
  ) async throws(StoreError) -> Proposal? {
    guard let message = try await store.message(voice.message), let conversation = message.conversation else {
      return nil
    }
    let request = ThanksRequest(
      customerName: message.from?.name ?? "", address: voice.address, theirWords: voice.quote, resolution: resolution,
      date: Self.dayAndMonth(voice.date))
    guard let draft = try? reader.templates.thanks(request) else {
      reader.logger.error("the thanks template could not be filled", metadata: ["message": "\(voice.message)"])
      return nil
    }
    guard queue else { return Proposal(voice: voice, draft: draft, id: nil) }
    let ledger = try await reader.ledger(of: voice.address, in: conversation)
    let objections = Gate.check(draft, against: ledger, reader: reader.templates.reader).objections.count
    let new = NewThanks(
      voice: voice, conversation: conversation, draft: NewDraft(draft: draft, objections: objections))
    guard let id = try await store.keep(new, at: now) else { return nil }
    return Proposal(voice: voice, draft: draft, id: id)
  }

  /// `3 May`, from `Sun, 3 May 2026 10:00:00 +0000`.
  private static func dayAndMonth(_ seconds: Seconds) -> String {
    let pieces = MailDate(seconds: seconds, offsetMinutes: 0).rfc5322.split(separator: " ")
    guard pieces.count >= 3 else { return "" }
    return "\(pieces[1]) \(pieces[2])"
  }
}
