import Claims
public import Desk
import MIME
import Steps
public import Store

extension InboundReader {
  /// Reads messages anew that were read before, by the rules of today: their claims and what is damaged in them.
  ///
  /// What was decided on the earlier reading stays: class, conversation, drafts. The gate asks the new claims, also of
  /// drafts that are there.
  /// - Parameters:
  ///   - wanted: which; nil for those that earlier rules have read.
  ///   - report: told of each that is there and has been read before.
  public func readAgain(
    _ wanted: [StoredMessageID]?, at now: () -> Seconds, telling report: (StoredMessageID, ClaimsChange) -> Void
  ) async throws(StoreError) {
    let ids: [StoredMessageID]
    if let wanted { ids = wanted } else { ids = try await store.messages(readBefore: Reading.version) }
    for id in ids {
      if Task.isCancelled { return }
      guard let record = try await store.message(id), record.state == .read, var message = try await store.parsed(id)
      else { continue }
      if let conversation = record.conversation {
        message = message.knowing(sent: try await store.sentTexts(in: conversation))
      }
      let isHuman = record.classification?.mailClass == .human
      let rereading = Rereading(
        message: id, claims: isHuman ? Claim.all(in: message) : [], damage: message.damage.map(\.kind.rawValue).unique())
      steps.pass("reader.again")
      if let change = try await store.keep(rereading, at: now()) { report(id, change) }
    }
  }
}
