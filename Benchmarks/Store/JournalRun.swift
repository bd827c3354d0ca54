import Foundation
import GRDB

/// The journals against each other: commits a second, and what a reader beside the writer waits.
struct JournalRun {
  /// Five, each journal once a round, so that what else the machine does meets all of them.
  static let rounds = 5
  static let batches = 20
  static let smallCommits = 300

  let scratch: Scratch

  private struct Figures {
    var batches: [Double] = []
    var small: [Double] = []
    var batchesBeside: [Double] = []
    var readers = Latencies()
  }

  func run() throws {
    var figures = Journal.all.map { _ in Figures() }
    for _ in 0..<Self.rounds {
      for (index, journal) in Journal.all.enumerated() { try measure(journal, into: &figures[index]) }
    }
    let widths = [-28, 9, 6, 9, 6, 10, 9, 9, 9]
    show(
      ["journal", "batches/s", "ratio", "small/s", "ratio", "b/s beside", "read p50", "read p99", "read max"],
      widths: widths)
    for (journal, figure) in zip(Journal.all, figures) {
      show(
        [
          journal.name, text(median(figure.batches), 1), text(median(figure.batches) / median(figures[0].batches)),
          text(median(figure.small), 0), text(median(figure.small) / median(figures[0].small)),
          text(median(figure.batchesBeside), 1), text(figure.readers.milliseconds(0.5)),
          text(figure.readers.milliseconds(0.99)), text(figure.readers.milliseconds(1)),
        ], widths: widths)
    }
    print(
      "\nbatch: \(Desk.batch) mails of 8 KB, their places and the cursor in one commit. small: one step of an approved"
        + " mail.\nbeside: while another connection reads the queue of \(Desk.queueLength) drafts over and over; its"
        + " times are in ms.")
  }

  private func measure(_ journal: Journal, into figures: inout Figures) throws {
    let place = try scratch.place("journal")
    let desk = try Desk.make(at: place, journal)
    var times = Latencies()
    for _ in 0..<Self.batches { try times.time { try desk.keepBatch() } }
    figures.batches.append(Double(Self.batches) / times.total)
    times = Latencies()
    for step in 0..<Self.smallCommits { try times.time { try desk.advance(step) } }
    figures.small.append(Double(Self.smallCommits) / times.total)
    let reader = try Reader(journal.open(place, checkpoints: false))
    times = Latencies()
    for _ in 0..<Self.batches { try times.time { try desk.keepBatch() } }
    figures.batchesBeside.append(Double(Self.batches) / times.total)
    figures.readers.add(try reader.stop())
  }

  /// One journal alone, for `strace -c`: so many small commits and nothing else.
  func commits(_ journal: Journal, count: Int) throws {
    let desk = try Desk.make(at: try scratch.place("one"), journal)
    for step in 0..<count { try desk.advance(step) }
  }
}

/// A screen that is asked for again and again on a thread of its own.
final class Reader: @unchecked Sendable {
  private let queue: DatabaseQueue
  private let lock = NSLock()
  private var stopping = false
  private var times = Latencies()
  private var failure: (any Error)?
  private let ended = DispatchSemaphore(value: 0)

  init(_ queue: DatabaseQueue) throws {
    self.queue = queue
    Thread.detachNewThread { self.work() }
  }

  private func work() {
    defer { ended.signal() }
    while !lock.withLock({ stopping }) {
      do {
        var one = Latencies()
        _ = try one.time { try Desk.readQueue(queue) }
        lock.withLock { times.add(one) }
      } catch {
        lock.withLock { failure = error }
        return
      }
    }
  }

  func stop() throws -> Latencies {
    lock.withLock { stopping = true }
    ended.wait()
    if let failure { throw failure }
    return times
  }
}
