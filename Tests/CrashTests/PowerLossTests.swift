import Foundation
import GRDB
import Steps
import Store
import TestKit
import Testing

@testable import SQLiteStore

extension FailingDiskTests {
  /// C5: the power fails at operation k = 1, 2, 3 ... of the disk, and of what was written since a file's last sync
  /// nothing, all, or some sectors are there afterwards.
  @Suite("The power fails", .serialized, .timeLimit(.minutes(60)))
  struct PowerLossTests {
    /// From one power cut to the next one tried; `HEARD_CRASH_POWER=all` tries them all.
    static let step = ProcessInfo.processInfo.environment["HEARD_CRASH_POWER"] == "all" ? 1 : 17
    /// What is kept by chance is drawn so often for each cut.
    static let draws: UInt = 3

    private static func forms(at operation: Int) -> [FailingDisk.Kept] {
      [.nothing, .all] + (1...draws).map { .some(seed: UInt(operation) &* 1000 &+ $0) }
    }

    /// What was found on the disks of all power cuts.
    private struct Tally {
      var cuts = 0
      /// Where the disk held neither what was told as done nor one commit more.
      var lost: [String] = []
      var doneUntold = 0
    }

    /// Walks the road up to operation k for each k, cuts the power, and looks at the disks.
    /// - Parameter prepare: done to each store before it walks.
    private func walk(_ prepare: (Road) async throws -> Void = { _ in }) async throws -> Tally {
      let begin = try MemoryFolder()
      _ = try Road(in: begin)
      let golden = try await Golden(from: begin)
      var tally = Tally()
      for operation in stride(from: 1, through: Int.max, by: Self.step) {
        let folder = try begin.copied()
        let disk = FailingDisk(under: folder)
        disk.keepAccount()
        let commits = Commits()
        let road = try Road(in: folder, steps: commits.counter)
        try await prepare(road)
        // From here on nothing reaches the disk any more, as when the machine is off.
        disk.fail(at: operation, .forEver)
        _ = try? await road.walk()
        let isOver = disk.failed == nil
        for kept in Self.forms(at: operation) {
          let place = "at operation \(operation), \(disk.failed ?? "the end"), at \(road.stage), \(kept)"
          let left = try disk.afterPowerCut(keeping: kept)
          let rows = (try? Restart(left))?.rows
          tally.cuts += 1
          if !isOver, rows == golden.rows(after: commits.count + 1) {
            tally.doneUntold += 1
          } else if rows == nil || rows != golden.rows(after: commits.count) {
            tally.lost.append(place)
            continue
          }
          guard kept == .some(seed: UInt(operation) &* 1000 &+ 1) else { continue }
          // A store that opens and is damaged all the same shows it here at the latest.
          let goesOn = try? await walkOn(in: left, to: golden)
          if goesOn != true { tally.lost.append(place) }
        }
        if isOver { break }
      }
      #expect(tally.cuts >= 5 * IOErrorTests.leastWalked / Self.step)
      return tally
    }

    /// Whether the road can be walked again from what was left, to the end that an undisturbed walk has.
    private func walkOn(in left: MemoryFolder, to golden: Golden) async throws -> Bool {
      let road = try Road(in: left)
      let overview = try await road.walk()
      let isEnd = try golden.isEnd(Restart(left).rows)
      let isSound = try await road.isSound()
      return overview == golden.overview && isEnd && isSound
    }

    @Test("C5: whatever the disk had not written yet, all that was told as done stands, and at most one thing besides")
    func walking() async throws {
      let tally = try await walk()
      #expect(tally.lost == [])
      print("power lost: \(tally.cuts) disks, 0 states lost, \(tally.doneUntold) done though not told yet")
    }

    @Test("Without syncs the same power cuts lose what was told as done: the judge sees it")
    func withoutSyncs() async throws {
      let tally = try await walk { road in
        try await road.store.queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
      }
      #expect(tally.lost.count > tally.cuts / 4)
    }

    @Test("C5: the power fails while a new store is made: it opens afterwards, and is a new store")
    func opening() async throws {
      let begin = try MemoryFolder()
      _ = try Road(in: begin)
      let golden = try Restart(begin).rows
      var cuts = 0
      for operation in stride(from: 1, through: Int.max, by: Self.step) {
        let folder = try MemoryFolder()
        let disk = FailingDisk(under: folder)
        disk.keepAccount()
        disk.fail(at: operation, .forEver)
        _ = try? Road(in: folder)
        let failed = disk.failed
        for kept in Self.forms(at: operation) {
          let left = try disk.afterPowerCut(keeping: kept)
          let road = try Road(in: left)
          #expect(try Restart(left).rows == golden, "at operation \(operation), \(failed ?? "the end"), \(kept)")
          #expect(try await road.isSound())
          cuts += 1
        }
        if failed == nil { break }
      }
      #expect(cuts >= 5 * IOErrorTests.leastOpened / Self.step)
      print("power lost while a store is made: \(cuts) disks, all open")
    }
  }
}
