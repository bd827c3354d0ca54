import Foundation
import MIME

/// The mails of files and folders.
enum MailFiles {
  /// The paths of a list, one a line.
  static func inList(_ list: String) -> [String] {
    guard let bytes = bytes(list) else { fail("cannot read the list \(list).") }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// All files at and below `path`, in the order of their names.
  static func below(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { fail("there is no \(path).") }
    guard isFolder.boolValue else { return [path] }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { "\(folder)/\($0)" }.filter { file in
      FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// The messages of a file: those of an mbox where it is one of several messages, else the file as it is.
  static func messages(in bytes: [UInt8]) -> [[UInt8]] {
    guard bytes.starts(with: "From ".utf8) else { return [bytes] }
    let messages = Mbox.messages(in: bytes).map { Array(bytes[$0.range]) }
    return messages.count > 1 ? messages : [bytes]
  }
}
