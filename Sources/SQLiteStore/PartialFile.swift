import Foundation

/// A file that is being made beside the place it is meant for, and stands there wholly or not at all.
///
/// Its name is always the same, so that what a killed process left is used again and does not pile up; a lock keeps two
/// processes from writing it at once.
struct PartialFile: ~Copyable {
  let place: String
  let path: String
  private let descriptor: Int32

  /// Makes it empty, or empties what a killed process left, readable by its owner only.
  init(for place: String, suffix: String) throws(StoreFileError) {
    self.place = place
    path = place + suffix
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: String(cString: strerror(errno))) }
    // All is set by now, so that a throw runs `deinit`, which closes: once, as the number may be another's a moment later.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(file: path) }
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino else {
      throw .inUse(file: path)
    }
    // In a folder that others may write to, somebody could wait for our mail with a file of his own.
    guard held.st_uid == geteuid(), held.st_mode & S_IFMT == S_IFREG, fchmod(descriptor, 0o600) == 0,
      ftruncate(descriptor, 0) == 0
    else { throw .cannotWrite(file: path, reason: "a file of that name is another's") }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Bytes in it.
  var size: Int {
    var found = stat()
    return fstat(descriptor, &found) == 0 ? Int(found.st_size) : 0
  }

  /// Brings it to the disk and to its place; both outlive a power failure when this returns.
  /// - Parameter replacing: false to leave alone what came to stand there meanwhile.
  func settle(replacing: Bool) throws(StoreFileError) {
    guard fsync(descriptor) == 0 else { throw .cannotWrite(file: path, reason: String(cString: strerror(errno))) }
    if replacing {
      guard rename(path, place) == 0 else { throw .cannotWrite(file: place, reason: String(cString: strerror(errno))) }
    } else {
      try moveUnlessThere()
    }
    try Self.syncFolder(of: place)
  }

  private func moveUnlessThere() throws(StoreFileError) {
    // link(2) never replaces, whatever another process does in this instant.
    if Foundation.link(path, place) == 0 {
      unlink(path)
      return
    }
    if errno == EEXIST { throw .exists(file: place) }
    // A file system without links, as on a stick: then the instant between is not guarded.
    guard access(place, F_OK) != 0 else { throw .exists(file: place) }
    guard rename(path, place) == 0 else { throw .cannotWrite(file: place, reason: String(cString: strerror(errno))) }
  }

  /// Takes it away again.
  func discard() { unlink(path) }

  /// Brings the names in a file's folder to the disk.
  static func syncFolder(of place: String) throws(StoreFileError) {
    let folder = (place as NSString).deletingLastPathComponent
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(file: place, reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    // EINVAL: a file system that cannot, and says so (fsync(2)).
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotWrite(file: place, reason: String(cString: strerror(errno)))
    }
  }
}
