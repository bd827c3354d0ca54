import Foundation
import Steps
import Store
import Testing

@testable import SQLiteStore

@Suite("Where a store may lie")
struct FileSystemTests {
  @Test(
    "C3: what another machine serves is known by its number and named",
    arguments: [
      (0x6969, "NFS"), (0x517B, "SMB"), (0xFE53_4D42, "SMB"), (0xFF53_4D42, "CIFS"), (0x0102_1997, "9p"),
      (0x00C3_6400, "Ceph"), (0x5346_414F, "AFS"), (0x6B41_4653, "AFS"), (0x7375_7245, "Coda"),
      (0x786F_4256, "vboxsf"),
    ] as [(UInt32, String)])
  func shared(type: UInt32, name: String) {
    #expect(FileSystemVerdict(type: type, mountType: nil) == .shared(name: name))
  }

  @Test(
    "C3: programs that serve files are told apart by the mount's type, and refused unless they are known to be local",
    arguments: [
      ("fuse.sshfs", .shared(name: "FUSE (fuse.sshfs)")), ("virtiofs", .shared(name: "virtiofs")),
      ("fuse.grpcfuse", .shared(name: "FUSE (fuse.grpcfuse)")), (nil, .shared(name: "FUSE (unknown)")),
      ("fuseblk", .local), ("fuse.fuse-overlayfs", .local), ("fuse.gocryptfs", .local),
    ] as [(String?, FileSystemVerdict)])
  func programs(mountType: String?, verdict: FileSystemVerdict) {
    #expect(FileSystemVerdict(type: 0x6573_5546, mountType: mountType) == verdict)
  }

  @Test(
    "Disks of this machine are taken: ext4, XFS, Btrfs, ZFS, tmpfs, overlay",
    arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x2FC1_2FC1, 0x0102_1994, 0x794C_7630] as [UInt32])
  func local(type: UInt32) {
    #expect(FileSystemVerdict(type: type, mountType: nil) == .local)
  }

  @Test("The mount's type is read from its line, whatever optional fields stand before the dash")
  func mountTable() {
    let table = """
      36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
      37 35 0:52 / /home/ann/far\\040away rw,nosuid shared:7 master:2 - fuse.sshfs ann@host: rw,user_id=0
      38 35 0:53 / /plain rw - virtiofs share rw
      """
    #expect(FileSystemVerdict.mountType(ofDevice: "0:52", in: table) == "fuse.sshfs")
    #expect(FileSystemVerdict.mountType(ofDevice: "0:53", in: table) == "virtiofs")
    #expect(FileSystemVerdict.mountType(ofDevice: "98:0", in: table) == "ext3")
    #expect(FileSystemVerdict.mountType(ofDevice: "0:5", in: table) == nil)
    #expect(FileSystemVerdict.mountType(ofDevice: "0:5", in: "") == nil)
  }

  @Test("The real /tmp and /dev/shm are taken, and what is not there is no verdict", arguments: ["/tmp", "/dev/shm"])
  func real(folder: String) throws {
    #expect(FileSystemVerdict.of(folder) == .local)
    #expect(FileSystemVerdict.of(folder + "/" + UUID().uuidString) == nil)
    let place = "\(folder)/heard-\(UUID().uuidString)/heard.db"
    defer { try? FileManager.default.removeItem(atPath: (place as NSString).deletingLastPathComponent) }
    _ = try SQLiteStore(at: place, steps: StepCounter())
  }

  @Test("C3: a store on a network file system is refused by name when it is opened, and nothing is made there")
  func refused() throws {
    let folder = StoreUnderTest.base + "/" + UUID().uuidString
    let place = folder + "/heard.db"
    let error = #expect(throws: StoreError.self) {
      _ = try SQLiteStore(at: place, steps: StepCounter()) { _ in .shared(name: "NFS") }
    }
    let words = error?.description ?? ""
    #expect(words.hasPrefix("cannot open the store \(place): it lies on NFS, where the locks and the commits"))
    #expect(words.contains("Move it to a disk of this machine"))
    #expect(error?.isTemporary == false, "exit code 1")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])

    // A link on a disk of this machine to a file that lies elsewhere is no way round.
    let link = folder + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place)
    #expect(throws: StoreError.self) {
      _ = try SQLiteStore(at: link, steps: StepCounter()) { $0 == link ? .shared(name: "CIFS") : .local }
    }
  }

  @Test("A store that is gone, though a worker has used it, is not begun anew behind everybody's back")
  func lost() async throws {
    let place = StoreUnderTest.base + "/" + UUID().uuidString + "/heard.db"
    try await { () async throws in
      let store = try SQLiteStore(at: place, steps: StepCounter())
      try await store.lease()?.release()
    }()
    for destroy in [{ truncate(place, 0) }, { unlink(place) }] {
      #expect(destroy() == 0)
      let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(at: place, steps: StepCounter()) }
      #expect(error?.description.contains("is empty or gone, though a worker has used it") == true)
      #expect(error?.description.contains("heard restore FILE") == true)
    }
    #expect(unlink(place + ".worker") == 0)
    _ = try SQLiteStore(at: place, steps: StepCounter())
  }
}
