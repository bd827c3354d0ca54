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
    let bystander = try await Bystander(lab)
    var waits: [Duration] = []
    var told: [Duration] = []
    for number in 1...count {
      async let news = bystander.nextNews()
      try await bystander.settle()
      try delivery.deliver(mail(number), to: "support@shop.example")
      let start = ContinuousClock.now
      while try await store.overview().drafts[.proposed] ?? 0 <= number {
        if ContinuousClock.now - start > patience { fail("mail \(number) made no draft.") }
        try await Task.sleep(for: glance)
      }
      waits.append(ContinuousClock.now - start)
      told.append(try await news - start)
    }
    await bystander.leave()
    worker.terminate()
    _ = await worker.outcome()
    withExtendedLifetime((lab, scratch)) {}
    print("\(count) mails, delivered one after the other, from the end of the delivery")
    report("to the server's word in IDLE, heard by a bystander", told)
    report("to the draft in the queue", waits)
    report("from that word to the draft", zip(waits, told).map { $0 - $1 })
  }

  private static func report(_ what: String, _ times: [Duration]) {
    let sorted = times.sorted()
    func milliseconds(_ share: Double) -> String {
      String(format: "%.1f ms", sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] / .milliseconds(1))
    }
    print("\(what): p50 \(milliseconds(0.5))   p99 \(milliseconds(0.99))   longest \(milliseconds(1))")
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
