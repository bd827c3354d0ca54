import Desk
import Foundation
import SQLiteStore
import Store
import TestKit
import Testing

/// C5: no room on the disk, at each page where it may end, and disks that refuse to write.
@Suite("The disk is full", .serialized, .timeLimit(.minutes(20)))
struct DiskTests {
  /// Ends of the road at different pages that the loop must have met.
  static let leastFailures = 15

  @Test("C5: no room at page k, for k = 1, 2, 3 ...: told as such, nothing is half done, and room heals it")
  func everyPage() async throws {
    let golden = try await Road.withSmallPages().walk()
    var failures = 0
    var stages: Set<String> = []
    for spare in 0... {
      let road = try await Road.withSmallPages()
      try await road.limit(spare)
      do throws(StoreError) {
        _ = try await road.walk()
        break  // As much room as the whole road takes.
      } catch {
        #expect(error == .full, "with \(spare) pages to spare")
      }
      failures += 1
      stages.insert(road.stage)
      // A second try fails alike, and neither leaves anything behind.
      let left = try road.rows()
      await #expect(throws: StoreError.full) { _ = try await road.walk() }
      #expect(try road.rows() == left, "with \(spare) pages to spare, at \(road.stage)")
      #expect(try await road.isSound())
      // What needs no room goes on.
      _ = try await road.store.queue()
      _ = try await road.store.outbox(in: Set(OutboxState.Name.allCases))

      try await road.limit(nil)
      #expect(try await road.walk() == golden, "with \(spare) pages to spare, at \(road.stage)")
      #expect(try await road.isSound())
    }
    #expect(failures >= Self.leastFailures)
    #expect(stages.isSuperset(of: ["keep", "read", "approve"]))
    print("full at \(failures) different pages, while the worker would \(stages.sorted().joined(separator: ", "))")
  }

  @Test("C5: a disk that runs full under the worker: it says so, the desk can be looked at, and it heals by itself")
  func fullUnderWorker() async throws {
    let lab = try await Lab.start()
    let disk = try await SmallDisk(kilobytes: 2048)
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml"))
    let places = ["--config", scratch.file("heard.toml"), "--store", disk.path + "/heard.db"]
    try await lab.deliver(try Fixtures.mail("tracker-already-checked"), to: "support")
    let worker = try HeardProcess.start(["run", "--verbose"] + places)
    #expect(await worker.warns("message read"))

    disk.fill()
    try await lab.deliver(try Fixtures.mail("login"), to: "support")
    #expect(await worker.warns("the disk with the store"))
    #expect(try await HeardProcess.run(["queue"] + places).status == 0)
    let approval = try await HeardProcess.run(["approve", "d1"] + places)
    #expect(approval.status == 75, "\(approval.errorText)")
    #expect(approval.errorText.contains("the disk with the store"))

    disk.makeRoom()
    #expect(await worker.warns("message=m2"))
    #expect(try await HeardProcess.run(["approve", "d1"] + places).status == 0)
    #expect(try await lab.mails(of: "tom", atLeast: 1).count == 1)
    worker.terminate()
    #expect(await worker.outcome().ending == .exited(0))
  }

  @Test("C5: a file may grow no further (RLIMIT_FSIZE): the worker is not killed by it, says so, and heals")
  func fileLimit() async throws {
    let lab = try await Lab.start()
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml"))
    let places = ["--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")]
    let big = Array("From: tom@riverside.example\r\nMessage-ID: <big@riverside.example>\r\n\r\n".utf8)
      + Array(String(repeating: "I have looked at the tracker.\r\n", count: 40_000).utf8)
    try lab.deliverInBulk([big], to: "support")
    let command = ([HeardProcess.path, "run", "--once"] + places).joined(separator: " ")
    let refused = await (try ChildProcess.start("/bin/bash", ["-c", "ulimit -f 400; exec \(command)"])).outcome()
    #expect(refused.ending == .exited(75), "\(refused.ending) \(refused.errorText)")
    #expect(refused.errorText.contains("the disk with the store"))
    let healed = try await HeardProcess.run(["run", "--once"] + places)
    #expect(healed.outputText.hasPrefix("1 new, 1 read"), "\(healed.errorText)")
  }
}

/// A disk of our own that is easily full: a tmpfs.
final class SmallDisk: Sendable {
  let path: String

  init(kilobytes: Int) async throws {
    path = "/tmp/heard-disk-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let program = getuid() == 0 ? "/bin/mount" : "/usr/bin/sudo"
    let arguments =
      (getuid() == 0 ? [] : ["/bin/mount"]) + ["-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=777", "heard", path]
    let outcome = await (try ChildProcess.start(program, arguments)).outcome()
    try #require(outcome.status == 0, "a small disk could not be mounted: \(outcome.errorText)")
  }

  deinit {
    let program = getuid() == 0 ? "/bin/umount" : "/usr/bin/sudo"
    let arguments = (getuid() == 0 ? [] : ["/bin/umount"]) + ["-l", path]
    _ = try? ChildProcess.start(program, arguments).outcomeHoldingThread()
    try? FileManager.default.removeItem(atPath: path)
  }

  private var ballast: String { path + "/ballast" }

  /// Takes all room that is left.
  func fill() {
    let file = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let block = [UInt8](repeating: 0x20, count: 4096)
    while write(file, block, block.count) > 0 {}
    close(file)
  }

  func makeRoom() { unlink(ballast) }
}
