import Desk
import Store
import Wire

/// The mailbox of sent mail on one server, and whether a mail of ours is in it.
struct SentMailbox<Server: JobServer> {
  /// Our id as it stands in a header: servers that give a mail an id of their own keep ours in one of these
  /// (OBLIGATIONS A-38).
  static var otherHeaders: [String] { ["X-Heard-Id", "X-Microsoft-Original-Message-ID"] }

  let server: Server
  let name: String

  /// - Parameter named: as the settings name it; nil: as the server marks it, else `Sent`.
  init(on server: Server, named: String?) async throws(WorkerError) {
    self.server = server
    if let named {
      name = named
    } else {
      name = try await wired { () async throws(WireError) in try await server.sentMailbox() } ?? "Sent"
    }
  }

  /// Whether a mail with this id is there, whichever header holds it.
  func holds(_ record: OutboxRecord) async throws(WorkerError) -> Bool {
    if try await found({ () async throws(WireError) in
      try await server.search(headerMessageID: record.messageID, in: name)
    }) { return true }
    for header in Self.otherHeaders {
      if try await found({ () async throws(WireError) in
        try await server.search(header: header, value: record.messageID, in: name)
      }) { return true }
    }
    return false
  }

  private func found(_ search: () async throws(WireError) -> [UInt32]) async throws(WorkerError) -> Bool {
    do throws(WireError) {
      return try await !search().isEmpty
    } catch .refused(_, during: .examine, _, _) {
      return false  // The mailbox does not exist yet: APPEND creates it.
    } catch {
      throw .wire(error)
    }
  }
}
