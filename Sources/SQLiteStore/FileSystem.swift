import CStatfs
import Foundation

/// Whether a store may lie on a file system.
///
/// SQLite's locks and a commit's fsync are only worth what the file system makes of them. Those that another machine
/// or another kernel serves have lost stores (OBLIGATIONS C3), so they are refused by name; there is no way round it.
public enum FileSystemVerdict: Hashable, Sendable {
  /// Served by this machine's own kernel.
  case local
  /// Served by another machine, or by a program; `name` is what people call it: `NFS`.
  case shared(name: String)

  /// Judges by what statfs(2) says.
  /// - Parameters:
  ///   - type: `f_type`, as linux/magic.h names it.
  ///   - mountType: the type in /proc/self/mountinfo (`fuse.sshfs`); all programs that serve files share one `f_type`.
  public init(type: UInt32, mountType: String?) {
    if type == Self.fuse {
      let name = mountType ?? "unknown"
      self = Self.localPrograms.contains(name) ? .local : .shared(name: name == "virtiofs" ? name : "FUSE (\(name))")
    } else {
      self = Self.shared[type].map { .shared(name: $0) } ?? .local
    }
  }

  /// FUSE, and virtiofs, which is built on it.
  private static let fuse: UInt32 = 0x6573_5546

  /// Programs that keep their files on a disk of this machine and pass fsync on to it, while the locks stay in its
  /// kernel. All others are refused, as nobody can tell from here what they make of a commit.
  private static let localPrograms: Set<String> = ["fuseblk", "fuse.fuse-overlayfs", "fuse.gocryptfs"]

  /// linux/magic.h, and for those outside the kernel their own sources.
  private static let shared: [UInt32: String] = [
    0x0000_6969: "NFS",
    0x0000_517B: "SMB",
    0xFE53_4D42: "SMB",
    0xFF53_4D42: "CIFS",
    0x0102_1997: "9p",
    0x00C3_6400: "Ceph",
    0x5346_414F: "AFS",
    0x6B41_4653: "AFS",
    0x7375_7245: "Coda",
    0x0000_564C: "NCP",
    0x0BD0_0BD0: "Lustre",
    0x4750_4653: "GPFS",
    0x1983_0326: "BeeGFS",
    0xAAD7_AAEA: "PanFS",
    0x2003_0528: "OrangeFS",
    0x0116_1970: "GFS2",
    0x7461_636F: "OCFS2",
    // What a virtual machine is lent of its host's disk.
    0x786F_4256: "vboxsf",
    0xBACB_ACBC: "vmhgfs",
    0x7C7C_6673: "prl_fs",
  ]
}

extension FileSystemVerdict {
  /// The verdict on the file system that holds `place`; nil where it cannot be looked at, and `errno` says why.
  static func of(_ place: String) -> FileSystemVerdict? {
    var found = CStatfsFound()
    let failure = cstatfs_look(place, &found)
    guard failure == 0 else {
      errno = failure
      return nil
    }
    let table = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
    return FileSystemVerdict(
      type: found.type,
      mountType: mountType(ofDevice: "\(found.major):\(found.minor)", in: String(decoding: table, as: UTF8.self)))
  }

  /// `36 35 98:0 /root /mnt rw,noatime master:1 - ext3 /dev/root rw`: the third field, and the first after the dash.
  static func mountType(ofDevice device: String, in table: String) -> String? {
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
      else { continue }
      return String(fields[dash + 1])
    }
    return nil
  }

  /// Why a store may not lie there; nil where it may.
  var refusal: String? {
    switch self {
    case .local: nil
    case .shared(let name):
      "it lies on \(name), where the locks and the commits of a store cannot be relied on. "
        + "Move it to a disk of this machine"
    }
  }
}
