import Desk
import Foundation
import Steps
import Store
import TestKit
import Testing

@testable import SQLiteStore

extension FailingDiskTests {
  /// C5: SQLITE_IOERR at operation k = 1, 2, 3 ... of the disk, once and for ever.
  @Suite("The disk fails", .serialized, .timeLimit(.minutes(60)))
  struct IOErrorTests {
    /// Operations of one walk along the road, and of one opening of a new store, that the loops must at least have met.
    static let leastWalked = 300
    static let leastOpened = 200
    /// From one operation that fails to the next one tried; `HEARD_CRASH_DISK=all` tries them all.
    static let step = ProcessInfo.processInfo.environment["HEARD_CRASH_DISK"] == "all" ? 1 : 17

    @Test(
      "C5: operation k fails: told as such, nothing half done, and once the disk is well the same store goes on",
      arguments: FailingDisk.Form.allCases)
    func walking(_ form: FailingDisk.Form) async throws {
      let begin = try MemoryFolder()
      _ = try Road(in: begin)
      let golden = try await Golden(from: begin)
      var tally = Tally()
      for operation in stride(from: form.first, through: Int.max, by: Self.step) {
        let folder = try begin.copied()
        let disk = FailingDisk(under: folder)
        let commits = Commits()
        let road = try Road(in: folder, steps: commits.counter)
        disk.fail(at: operation, form)
        let told = await tried { _ = try await road.walk() }
        guard let failed = disk.failed else {
          #expect(told == nil)
          tally.operations = disk.operations
          break
        }
        let stage = road.stage
        let place: Comment = "at operation \(operation), \(failed), \(form.rawValue), at \(stage)"
        expect(told, after: failed, place)
        if form == .forEver {
          // Whoever tries again is told the same, and so is who looks, unless what he wants to see is in memory.
          expect(await tried { _ = try await road.walk() }, after: failed, place)
          if let told = await tried({ _ = try await road.store.queue() }) { expect(told, after: failed, place) }
        }
        disk.heal()

        // What a worker would find that starts now: all that was told as done, and at most the one thing besides that
        // was under way.
        let left = try Restart(folder).rows
        let isDone = left == golden.rows(after: commits.count)
        let isDoneUntold = told != nil && left == golden.rows(after: commits.count + 1)
        #expect(isDone || isDoneUntold, place)
        tally.add(failed, at: stage, told: told != nil, isDoneUntold: !isDone && isDoneUntold)

        #expect(try await road.walk() == golden.overview, place)
        #expect(try golden.isEnd(Restart(folder).rows), place)
        #expect(try await road.isSound(), place)
      }
      #expect(tally.operations >= Self.leastWalked)
      #expect(tally.stages == ["keep", "read", "approve", "taken", "dotreached", "accepted", "finish"])
      print("walking, \(form.rawValue): \(tally)")
    }

    @Test(
      "C5: operation k fails while a new store is opened: told as such, and it opens once the disk is well",
      arguments: FailingDisk.Form.allCases)
    func opening(_ form: FailingDisk.Form) async throws {
      let begin = try MemoryFolder()
      _ = try Road(in: begin)
      let golden = try Restart(begin).rows
      var tally = Tally()
      for operation in stride(from: form.first, through: Int.max, by: Self.step) {
        let folder = try MemoryFolder()
        let disk = FailingDisk(under: folder)
        disk.fail(at: operation, form)
        let told = await tried { _ = try Road(in: folder) }
        guard let failed = disk.failed else {
          #expect(told == nil)
          tally.operations = disk.operations
          break
        }
        let place: Comment = "at operation \(operation), \(failed), \(form.rawValue)"
        expect(told, after: failed, place)
        disk.heal()
        let road = try Road(in: folder)
        #expect(try Restart(folder).rows == golden, place)
        #expect(try await road.isSound(), place)
        tally.add(failed, at: "open", told: told != nil, isDoneUntold: false)
      }
      #expect(tally.operations >= Self.leastOpened)
      print("opening, \(form.rawValue): \(tally)")
    }

    /// A fault may be overcome; else it is told as what it is.
    private func expect(_ told: StoreError?, after failed: String, _ place: Comment) {
      switch told {
      case nil, .inputOutput: break
      // SQLite says no more of a file that will not open.
      case .cannotOpen where failed == "open": break
      case let other?: Issue.record("told as \(other) \(place)")
      }
    }

    private func tried(_ body: () async throws -> Void) async -> StoreError? {
      do {
        try await body()
        return nil
      } catch {
        return error as? StoreError ?? .other("not a store's error: \(error)")
      }
    }

    private struct Tally: CustomStringConvertible {
      /// Of a walk in which nothing failed.
      var operations = 0
      private var failures: [String: Int] = [:]
      private(set) var stages: Set<String> = []
      private var overcome = 0
      private var doneUntold = 0

      mutating func add(_ failed: String, at stage: String, told: Bool, isDoneUntold: Bool) {
        failures[failed, default: 0] += 1
        stages.insert(stage)
        if !told { overcome += 1 }
        if isDoneUntold { doneUntold += 1 }
      }

      var description: String {
        let each = failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return "\(failures.values.reduce(0, +)) of \(operations) operations failed (\(each)), \(overcome) overcome, "
          + "\(doneUntold) done though told as failed; all healed"
      }
    }
  }
}

extension FailingDisk.Form {
  /// The first operation that fails: where only some do, each form meets others.
  fileprivate var first: Int { self == .once || FailingDiskTests.IOErrorTests.step == 1 ? 1 : 9 }
}
