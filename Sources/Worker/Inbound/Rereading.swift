import Claims
public import Desk
import Drafting
import Gate
import MIME
import Steps
public import Store

extension InboundReader {
  /// Reads messages anew that were read before, by the rules of today: their claims and what is damaged in them.
  ///
  /// What was decided on the earlier reading stays: class, conversation, drafts. The gate asks the new claims: a mail that
  /// was approved and has not left, and asks for what they answer, goes back to the desk.
  /// - Parameters:
  ///   - wanted: which; nil for those that earlier rules have read.
  ///   - report: told of each that is there and has been read before.
  /// - Returns: the mails that were taken back.
  public func readAgain(
    _ wanted: [StoredMessageID]?, at now: () -> Seconds, telling report: (StoredMessageID, ClaimsChange) -> Void
  ) async throws(StoreError) -> [OutboxID] {
    var hasNewClaims = false
    let ids: [StoredMessageID]
    if let wanted { ids = wanted } else { ids = try await store.messages(readBefore: Reading.version) }
    for id in ids {
      if Task.isCancelled { break }
      guard let record = try await store.message(id), record.state == .read, var message = try await store.parsed(id)
      else { continue }
      if let conversation = record.conversation {
        // What we sent since may repeat the customer's own words, which are no quotation for that.
        message = message.knowing(sent: try await store.sentTexts(in: conversation, before: id))
      }
      let isHuman = record.classification?.mailClass == .human
      let rereading = Rereading(
        message: id, claims: isHuman ? templates.reader.claims(in: message) : [], damage: message.damage.map(\.kind.rawValue).unique())
      steps.pass("reader.again")
      guard let change = try await store.keep(rereading, at: now()) else { continue }
      hasNewClaims = hasNewClaims || change.new > 0
      report(id, change)
    }
    return hasNewClaims ? try await takeBack(at: now) : []
  }

  /// Takes back what was approved, has not left, and asks for what the customer has answered by the claims of today.
  private func takeBack(at now: () -> Seconds) async throws(StoreError) -> [OutboxID] {
    var taken: [OutboxID] = []
    // What a person approved against the gate's word is not taken back on that word.
    for mail in try await store.outbox(in: [.queued, .deferred, .failed]) where mail.approvedAnyway == nil {
      guard let desk = try await onDesk(mail.draft), !desk.verdict.objections.isEmpty else { continue }
      if case .moved = try await store.advance(mail.id, by: .personGivesUp(by: Self.rereader), at: now()) {
        taken.append(mail.id)
      }
    }
    return taken
  }

  private static let rereader = "heard reparse"
}
