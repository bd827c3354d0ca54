import Desk
import Foundation
import SQLiteStore
import Steps
import Store
import TestKit

/// From the last byte of a mail's delivery (LMTP, RFC 2033) to its draft in the queue, with the worker on IDLE.
enum Latency {
  /// How often the queue is looked at: a small part of what is measured.
  static let glance: Duration = .milliseconds(1)
  /// A draft that takes longer fails the run.
  static let patience: Duration = .seconds(60)

  static func run(_ count: Int) async throws {
    let lab = try await Lab.start()
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml"))
    // One mail first, so that the worker has begun to wait when the others come.
    try await lab.deliver(mail(0), to: "support")
    let worker = try HeardProcess.start(
      ["run", "--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")])
    guard await worker.warns("message read") else { fail("the worker did not begin.") }
    let store = try SQLiteStore(at: scratch.file("heard.db"), steps: StepCounter())
    let delivery = try LMTPDelivery(port: lab.ports.lmtp)
    var waits: [Duration] = []
    for number in 1...count {
      try delivery.deliver(mail(number), to: "support@shop.example")
      let start = ContinuousClock.now
      while try await store.overview().drafts[.proposed] ?? 0 <= number {
        if ContinuousClock.now - start > patience { fail("mail \(number) made no draft.") }
        try await Task.sleep(for: glance)
      }
      waits.append(ContinuousClock.now - start)
    }
    worker.terminate()
    _ = await worker.outcome()
    withExtendedLifetime((lab, scratch)) {}
    waits.sort()
    func milliseconds(_ share: Double) -> String {
      String(format: "%.1f ms", waits[min(waits.count - 1, Int(Double(waits.count) * share))] / .milliseconds(1))
    }
    print("\(count) mails, delivered one after the other: delivery to draft")
    print("p50 \(milliseconds(0.5))   p99 \(milliseconds(0.99))   longest \(milliseconds(1))")
  }

  /// A mail that makes a draft.
  static func mail(_ number: Int) -> [UInt8] {
    Array(
      """
      From: Tom <tom\(number)@riverside.example>
      To: support@shop.example
      Subject: parcel \(number)
      Message-ID: <\(number)@riverside.example>

      Hello, my order number is 4471-\(number). I have looked at the delivery tracker, it says "undeliverable".

      """.replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }
}
