public import Wire

/// What the jobs ask of a mail server; ``IMAPConnection`` does it.
public protocol JobServer: Sendable {
  /// Where sent mail is kept; nil where nothing tells.
  func sentMailbox() async throws(WireError) -> String?
  /// UIDs of the messages in `mailbox` with this Message-ID.
  func search(headerMessageID: String, in mailbox: String) async throws(WireError) -> [UInt32]
  /// UIDs of the messages in `mailbox` whose header of this name holds `value`.
  func search(header: String, value: String, in mailbox: String) async throws(WireError) -> [UInt32]
  func append(_ bytes: [UInt8], to mailbox: String, flags: [String]) async throws(WireError) -> AppendResult
  func select(_ mailbox: String) async throws(WireError) -> SelectedMailbox
  func markAnswered(uid: UInt32) async throws(WireError) -> Bool
  func logout() async
}

extension JobServer {
  /// Finds nothing, for a server that cannot be asked: absence is never taken for more than it is.
  public func search(header: String, value: String, in mailbox: String) async throws(WireError) -> [UInt32] { [] }
}

extension IMAPConnection: JobServer {}
