internal import Foundation

/// The project's fixtures: mails written for Heard, each a story of its own under `fixtures/mail/<story>`.
public enum Fixtures {
  /// The top folder of the project.
  public static var project: String {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }

  /// The names of all stories, in order.
  public static func stories() throws(FixtureError) -> [String] {
    let folder = project + "/fixtures/mail"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .missing(path: folder)
    }
    return names.filter { FileManager.default.fileExists(atPath: path(of: $0)) }.sorted()
  }

  /// Where a story's mail lies.
  public static func path(of story: String) -> String { project + "/fixtures/mail/\(story)/raw.eml" }

  /// A story's mail, byte for byte.
  public static func mail(_ story: String) throws(FixtureError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(of: story)) else {
      throw .missing(path: path(of: story))
    }
    return Array(data)
  }
}

/// Why a fixture could not be had.
public enum FixtureError: Error, Hashable, CustomStringConvertible {
  case missing(path: String)

  public var description: String {
    switch self {
    case .missing(let path): "The fixture \(path) cannot be read. Check the spelling of its name and the checkout."
    }
  }
}

/// A private folder under /tmp for one test's settings and store; removed with this value.
public final class ScratchFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Makes the folder, open to nobody else (mkdtemp(3)).
  public init() throws {
    path = "/tmp/heard-test-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of `name` in this folder.
  public func file(_ name: String) -> String { path + "/" + name }
}
