/// One of our support addresses, and the account in which its mail comes in.
public struct SupportAccount: Hashable, Sendable {
  /// As placements name it: `user@host`.
  public let name: String
  public let mailbox: SupportMailbox

  public init(name: String, mailbox: SupportMailbox) {
    self.name = name
    self.mailbox = mailbox
  }

  /// The address that answers a message: of the account it came in by. Where it came in by several, or from a file, one
  /// that the customer wrote to; else the first.
  /// - Parameters:
  ///   - accounts: ours, in the order of the settings.
  ///   - names: the accounts in which the message lies.
  ///   - recipients: whom it names in To and Cc.
  /// - Returns: nil where there are no accounts.
  public static func answering(
    among accounts: [SupportAccount], arrivedIn names: [String], recipients: [String]
  ) -> SupportMailbox? {
    let arrived = accounts.filter { names.contains($0.name) }
    let candidates = arrived.isEmpty ? accounts : arrived
    let written = Set(recipients.map { $0.lowercased() })
    let addressed = candidates.first { account in
      ([account.mailbox.address] + account.mailbox.aliases).contains { written.contains($0.lowercased()) }
    }
    return (addressed ?? candidates.first)?.mailbox
  }
}
