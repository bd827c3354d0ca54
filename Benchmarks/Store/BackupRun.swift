import Foundation
import GRDB

/// The ways to copy a store in use: how long each takes, and how long a commit beside it waits.
struct BackupRun {
  let scratch: Scratch
  /// Of the store, in 2^20 bytes.
  let megabytes: Int

  private enum Way: CaseIterable {
    case nothing, vacuum, atOnce, steps, coarseSteps, ours

    var name: String {
      switch self {
      case .nothing: "no backup"
      case .vacuum: "VACUUM INTO"
      case .atOnce: "backup API, at once"
      case .steps: "backup API, 256 pages a step"
      case .coarseSteps: "backup API, 4096 pages a step"
      case .ours: "steps, then at once (ours)"
      }
    }
  }

  func run() throws {
    let journal = Journal.all[0]
    let place = try scratch.place("backup")
    let desk = try Desk.make(at: place, journal)
    while try FileManager.default.attributesOfItem(atPath: place)[.size] as? Int ?? 0 < megabytes << 20 {
      try desk.keepBatch()
    }
    let widths = [-36, 10, 8, 9, 9, 9, 9]
    for pause in [0.5, 0.05] {
      print("\n\(megabytes) MB, a small commit every \(Int(pause * 1000)) ms:")
      show(["way", "seconds", "restarts", "commits", "p50 ms", "p99 ms", "max ms"], widths: widths)
      for way in Way.allCases {
        let writer = Writer(desk, pause: pause)
        let start = ContinuousClock.now
        var restarts = 0
        var outcome = ""
        do { restarts = try copy(place, journal, way) } catch is TooMany {
          outcome = ", gave up"
        } catch {
          outcome = ", \(error)"
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let times = try writer.stop()
        show(
          [
            way.name + outcome, text(seconds), "\(restarts)", "\(times.seconds.count)", text(times.milliseconds(0.5)),
            text(times.milliseconds(0.99)), text(times.milliseconds(1)),
          ], widths: widths)
      }
    }
  }

  private struct TooMany: Error {}
  /// As often a copy in steps may begin anew before it is given up, or the rest is copied at once.
  private static let patience = 20
  private static let ourPatience = 5

  /// - Returns: how often the copy began anew because the store had changed.
  private func copy(_ place: String, _ journal: Journal, _ way: Way) throws -> Int {
    let file = scratch.path + "/copy.db"
    try? FileManager.default.removeItem(atPath: file)
    let source = try journal.open(place, checkpoints: true)
    var restarts = 0
    switch way {
    case .nothing:
      Thread.sleep(forTimeInterval: 3)
      return 0
    case .vacuum:
      try source.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [file]) }
      return 0
    case .atOnce, .steps, .coarseSteps, .ours:
      var configuration = Configuration()
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = OFF")
        try db.execute(sql: "PRAGMA synchronous = OFF")
      }
      var target = try DatabaseQueue(path: file, configuration: configuration)
      var left = Int.max
      let pages: CInt = switch way {
      case .steps: 256
      case .coarseSteps: 4096
      case .ours: 1024
      case .nothing, .vacuum, .atOnce: -1
      }
      do {
        try source.backup(to: target, pagesPerStep: pages) { progress in
          if progress.remainingPageCount >= left { restarts += 1 }
          left = progress.remainingPageCount
          if restarts > (way == .ours ? Self.ourPatience : Self.patience) { throw TooMany() }
        }
      } catch is TooMany where way == .ours {
        // What was given up is half a database, and none to write into.
        try target.close()
        truncate(file, 0)
        target = try DatabaseQueue(path: file, configuration: configuration)
        try source.backup(to: target)
      }
      try target.close()
    }
    let descriptor = open(file, O_RDONLY)
    fsync(descriptor)
    close(descriptor)
    return restarts
  }
}

/// A worker's commits on a thread of its own, with a pause after each.
final class Writer: @unchecked Sendable {
  private let desk: Desk
  private let pause: Double
  private let lock = NSLock()
  private var stopping = false
  private var times = Latencies()
  private var failure: (any Error)?
  private let ended = DispatchSemaphore(value: 0)

  init(_ desk: Desk, pause: Double) {
    self.desk = desk
    self.pause = pause
    Thread.detachNewThread { self.work() }
  }

  private func work() {
    defer { ended.signal() }
    var step = 0
    while !lock.withLock({ stopping }) {
      do {
        var one = Latencies()
        try one.time { try desk.advance(step) }
        lock.withLock { times.add(one) }
      } catch {
        lock.withLock { failure = error }
        return
      }
      step += 1
      Thread.sleep(forTimeInterval: pause)
    }
  }

  func stop() throws -> Latencies {
    lock.withLock { stopping = true }
    ended.wait()
    if let failure { throw failure }
    return times
  }
}
