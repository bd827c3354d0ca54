import Desk
import Drafting
import EnglishReader
import Foundation
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import TestKit

@testable import Worker

/// A store with a desk and two agents, without any mail server.
struct Office {
  let store: any Store
  let reader: InboundReader
  let support = SupportMailbox(address: "support@shop.example", name: "The Shop")
  private let folder: ScratchFolder

  static let ann = Agent(user: "ann", firstName: "Ann")
  static let ben = Agent(user: "ben", firstName: "Ben")

  init() throws {
    folder = try ScratchFolder()
    store = try SQLiteStore(at: folder.file("heard.db"), steps: StepCounter())
    reader = InboundReader(
      store: store, own: support.own, templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared), steps: StepCounter(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  var approving: Approving { Approving(reader: reader, accounts: [SupportAccount(name: "support@localhost", mailbox: support)]) }
  var editing: Editing { Editing(reader: reader) }

  /// Takes a mail in and reads it.
  func receive(_ text: String) async throws {
    let bytes = Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
    _ = try await store.keep(Arrival(raw: bytes, uid: nil), at: 1000)
    _ = try await reader.readAll(at: { 1000 })
  }

  func approve(_ id: Int64, by agent: Agent, revision: Int? = nil) async throws -> ApprovingOutcome {
    try await approving.approve(
      DraftID(id), revision: revision, by: agent, confirmedTarget: nil, at: 2000, offsetMinutes: 0)
  }

  static let tom = """
    From: Tom Hartley <tom@riverside.example>
    To: support@shop.example
    Subject: Where is my parcel?
    Message-ID: <1@riverside.example>

    Hello, my order number is 4471-B. I have looked at the delivery tracker, it says "undeliverable".

    """
}
