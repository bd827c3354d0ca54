/// All claims of one person, over this conversation and earlier ones.
///
/// It holds all that was said; ``ClaimReader/standing(_:)`` is what of it still holds.
public struct Ledger: Hashable, Sendable {
  /// One claim and where it was made.
  public struct Entry: Hashable, Sendable {
    public let claim: Claim
    /// The message it stands in, as the caller names messages (the store's message id; 0 for a lone text).
    public let message: Int64
    /// When that message was written: seconds since 1970-01-01T00:00:00Z.
    public let date: Int64

    public init(claim: Claim, message: Int64, date: Int64) {
      self.claim = claim
      self.message = message
      self.date = date
    }
  }

  /// Oldest message first; within a message in order of place.
  public let entries: [Entry]

  public init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The claims of a single message or text.
  public init(claims: [Claim], message: Int64 = 0, date: Int64 = 0) {
    self.init(claims.map { Entry(claim: $0, message: message, date: date) })
  }

  public func entries(_ kind: ClaimKind) -> [Entry] { entries.filter { $0.claim.kind == kind } }
}
