import Desk
import Foundation
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import Wire
import Worker

/// Heard's intake alone, in a process of its own: mail is fetched, parsed and committed; claims and drafts are left off.
enum Storing {
  /// - Parameter arguments: `--storing URL CA-FILE USER PASSWORD-FILE STORE`.
  static func child(_ arguments: [String]) async throws {
    guard arguments.count == 6 else { fail("--storing is for the benchmark itself.", status: 2) }
    let password = try String(contentsOfFile: arguments[4], encoding: .utf8).trimmingCharacters(in: .newlines)
    let steps = StepCounter()
    let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
    let endpoint = try Endpoint(url: arguments[1], caFile: arguments[2])
    let store = try SQLiteStore(at: arguments[5], steps: steps)
    let key = MailboxKey(account: arguments[3], mailbox: "INBOX")
    let intake = Intake(store: store, key: key, steps: steps, logger: logger, now: { Seconds(time(nil)) })
    let connection = try await IMAPConnection.connect(
      to: endpoint, login: Login(user: arguments[3], password: password), steps: steps, logger: logger)

    // As in the worker: what was kept is read while the next batch is fetched.
    let (news, teller) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let parsing = Task {
      var next: Int64 = 1
      var parsed = 0
      for await _ in news {
        while let raw = try await store.raw(of: StoredMessageID(next)) {
          let message = Message(parsing: raw)
          if message.messageID != nil || !message.text.isEmpty { parsed += 1 }
          next += 1
        }
      }
      return parsed
    }
    let new = try await intake.takeNew(from: connection) { teller.yield() }
    teller.finish()
    let parsed = try await parsing.value
    await connection.logout()
    print("\(new) kept, \(parsed) parsed")
  }
}
