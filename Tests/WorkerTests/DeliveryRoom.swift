import Desk
import Foundation
import Logging
import Steps
import Store
import Synchronization
import TestKit
import Wire

@testable import Worker

/// An office with approved mail, a scripted submission server and a clock that moves only when told to.
struct DeliveryRoom {
  let office: Office
  let server: ScriptedSMTPServer
  let clock = StoppedClock()
  var schedule = RetrySchedule.standard

  /// - Parameters:
  ///   - mails: how many approved mails wait; `o1`, `o2` ...
  ///   - faults: of the server's first, second ... connection.
  init(
    mails: Int = 1, _ faults: [[ScriptedSMTPServer.Fault]] = [], extensions: [String] = ["SIZE 10000000"]
  ) async throws {
    office = try Office()
    server = try ScriptedSMTPServer(extensions: extensions, faults: faults)
    for number in stride(from: 1, through: mails, by: 1) { try await approve(number) }
  }

  /// Takes a mail of Tom's in and approves its answer.
  func approve(_ number: Int) async throws {
    // All of one length, so that their answers are.
    let id = String(1000 + number)
    try await office.receive(Office.tom.replacingOccurrences(of: "<1@riverside", with: "<\(id)@riverside"))
    guard case .approved = try await office.approve(Int64(number), by: Office.ann) else {
      throw StoreError.other("d\(number) was not approved")
    }
  }

  var delivery: Delivery {
    Delivery(
      store: office.store, from: office.support.address, schedule: schedule, steps: StepCounter(), logger: office.reader.logger,
      now: { [clock] in clock.now })
  }

  /// One look of the worker at the outbox.
  @discardableResult
  func round(over server: ScriptedSMTPServer? = nil) async throws(WorkerError) -> [OutboxID] {
    let port = (server ?? self.server).port
    return try await delivery.sendDue { () async throws(WireError) in
      try await Self.connect(port, timeouts: Timeouts(atMost: .seconds(5)))
    }
  }

  static func connect(_ port: UInt16, timeouts: Timeouts) async throws(WireError) -> SMTPConnection {
    guard let endpoint = try? Endpoint(url: "smtp://127.0.0.1:\(port)", plainText: true) else {
      throw .notNow(place: "test", during: .connecting)
    }
    return try await SMTPConnection.connect(
      to: endpoint, login: nil, name: "desk.example", timeouts: timeouts, steps: StepCounter(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func record(_ id: OutboxID = OutboxID(1)) async throws -> OutboxRecord? { try await office.store.outbox(id) }

  func state(_ id: OutboxID = OutboxID(1)) async throws -> OutboxState? { try await record(id)?.state }

  /// What `heard why` tells of the first mail.
  func story() async throws -> [String] {
    try await office.store.occurrences(about: StoredMessageID(1)).map { "\($0.what) \($0.detail)" }
  }
}
