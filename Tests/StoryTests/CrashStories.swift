import Foundation
import TestKit
import Testing

@Suite("Crashes", .serialized)
struct CrashStories {
  @Test("Killed between fetch and commit: the mail is fetched again, once")
  func killedBeforeCommit() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    let killed = try await shop.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "intake.keep"])
    #expect(killed.ending == .signalled(SIGKILL))
    try await shop.round()
    let queue = try await shop.objects("queue")
    #expect(queue.map { $0["message"] } == ["m1"])
    try await shop.round()
    #expect(try await shop.object("status").object("messages").number("read") == 1)
  }

  @Test("Killed after the mail was kept and before it was read: it is read at the next start")
  func killedBeforeReading() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    let killed = try await shop.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "reader.keep"])
    #expect(killed.ending == .signalled(SIGKILL))
    #expect(try await shop.object("status").object("messages").number("stored") == 1)
    try await shop.round()
    #expect(try await shop.objects("queue").count == 1)
  }

  @Test("Killed before the dot: the mail is sent at the next start, once")
  func killedBeforeDot() async throws {
    let shop = try await approved()
    let killed = try await shop.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "delivery.take"])
    #expect(killed.ending == .signalled(SIGKILL))
    try await shop.round()
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
    #expect(try await shop.object("show", "o1")["state"] == "sent")
  }

  @Test("Killed between the dot and the answer: nobody sends again by himself; a person says that it arrived")
  func killedAfterDotAndItArrived() async throws {
    let shop = try await approved()
    let killed = try await shop.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "smtp.dot.sent"])
    #expect(killed.ending == .signalled(SIGKILL))
    let arrived = try await shop.lab.mails(of: "tom", atLeast: 1)
    #expect(arrived.count == 1)

    try await shop.round()
    try await shop.round()
    #expect(try await shop.object("show", "o1")["state"] == "uncertain")
    #expect(try shop.lab.mails(of: "tom").count == 1, "no timer ever sends a second time")
    let status = try await shop.heard("status")
    #expect(status.errorText.contains("1 uncertain: a person must decide"))

    #expect(try await shop.heard("outbox", "resolve", "o1").status == 2)
    #expect(try await shop.heard("outbox", "resolve", "o1", "--sent").outputText == "o1 sent\n")
    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").count == 1)
    #expect(try shop.lab.mails(of: "support", in: "Sent").count == 1)
    #expect(try await shop.heard("outbox", "resolve", "o1", "--again").status == 1)
  }

  @Test("Killed with the dot about to go: a person may send it again, and the same Message-ID leaves")
  func killedAtDotAndSentAgain() async throws {
    let shop = try await approved()
    let killed = try await shop.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "smtp.dot.send"])
    #expect(killed.ending == .signalled(SIGKILL))
    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").isEmpty)
    let uncertain = try await shop.object("show", "o1")
    #expect(uncertain["state"] == "uncertain")

    #expect(try await shop.heard("outbox", "resolve", "o1", "--again").outputText == "o1 queued\n")
    try await shop.round()
    let arrived = try await shop.lab.mails(of: "tom", atLeast: 1)
    #expect(arrived.count == 1)
    let id = try #require(uncertain["messageID"])
    #expect(ReceivedMail(try #require(arrived.first)).headers["message-id"] == "<\(id)>")
  }

  @Test("Every send, receive, read and commit is a counted step, and a typo in its name is refused")
  func steps() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    let log = shop.scratch.file("steps")
    let outcome = try await shop.heard("run", "--once", environment: ["HEARD_STEP_LOG": log])
    #expect(outcome.status == 0)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0.first.flatMap { Int($0) } } == Array(1...lines.count))
    let names = Set(lines.compactMap(\.last))
    for name in [
      "imap.connect", "imap.send", "imap.receive", "imap.fetched", "intake.keep", "store.read", "store.begin",
      "store.commit", "store.committed", "reader.keep",
    ] { #expect(names.contains(Substring(name)), "\(name)") }

    // A number kills at the step of that number, and at none before.
    let again = try await Shop()
    try await again.deliver("tracker-already-checked")
    let counted = again.scratch.file("steps")
    let killed = try await again.heard(
      "run", "--once", environment: ["HEARD_ABORT_AT": "7", "HEARD_STEP_LOG": counted])
    #expect(killed.ending == .signalled(SIGKILL))
    #expect(try String(contentsOfFile: counted, encoding: .utf8).split(separator: "\n").count == 7)
    #expect(try await again.heard("queue", environment: ["HEARD_ABORT_AT": "smtp.dot:"]).status == 2)
  }

  @Test("Two workers on one store: the second one refuses")
  func twoWorkers() async throws {
    let shop = try await Shop()
    let first = try HeardProcess.start(["run", "--verbose", "--config", shop.settings, "--store", shop.store])
    try await shop.deliver("tracker-already-checked")
    #expect(await first.warns("message read"))
    let second = try await shop.heard("run", "--once")
    #expect(second.status == 75)
    #expect(second.errorText.contains("another worker holds this store"))

    // The first one is told of the approval by the store alone, and sends it.
    #expect(try await shop.heard("approve", "d1").status == 0)
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
    first.terminate()
    #expect(await first.outcome().ending == .exited(0))
    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").count == 1)
  }

  @Test("The first of two workers is killed: the second, which was refused, takes over and misses nothing")
  func takesOver() async throws {
    let shop = try await Shop()
    let first = try HeardProcess.start(["run", "--verbose", "--config", shop.settings, "--store", shop.store])
    try await shop.deliver("tracker-already-checked")
    #expect(await first.warns("message read"))
    #expect(try await shop.heard("run", "--once").status == 75)
    first.kill()
    #expect(await first.outcome().ending == .signalled(SIGKILL))

    // The kernel let go of the lock with the process: nothing has to expire, and nobody has to clean up.
    try await shop.deliver("login")
    let second = try HeardProcess.start(["run", "--verbose", "--config", shop.settings, "--store", shop.store])
    #expect(await second.warns("message=m2"))
    #expect(try await shop.heard("approve", "d1").status == 0)
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
    second.terminate()
    #expect(await second.outcome().ending == .exited(0))
    #expect(try shop.lab.mails(of: "tom").count == 1)
  }

  @Test("Two agents say yes to one draft in the same instant: one wins, the other is told who did")
  func twoAgents() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let approve = ["approve", "d1", "--config", shop.settings, "--store", shop.store]
    let started = [try HeardProcess.start(approve), try HeardProcess.start(approve)]
    let outcomes = [await started[0].outcome(), await started[1].outcome()]
    #expect(outcomes.map(\.status).sorted { ($0 ?? 9) < ($1 ?? 9) } == [0, 1])
    #expect(outcomes.map(\.errorText).joined() == "heard: d1 was approved already, by Ann.\n")
    try await shop.round()
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
  }

  /// A shop with Tom's answer approved and not yet sent.
  private func approved() async throws -> Shop {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    return shop
  }
}
