import Foundation
import Testing

/// The house stands as docs/ARCHITECTURE.md draws it: each target imports only what its row allows.
@Suite("The house's walls")
struct LayeringTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  /// All imports of the Swift files below `Sources/<target>`.
  static func imports(of target: String) throws -> [Import] {
    let folder = sources.appendingPathComponent(target)
    let names = try #require(FileManager.default.enumerator(atPath: folder.path))
    var found: [Import] = []
    for case let name as String in names where name.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      found += Import.all(inSwift: text, file: "Sources/\(target)/\(name)")
    }
    return found
  }

  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test("No target imports what its row in the table does not allow")
  func importsFitTheTable() throws {
    let targets = try Self.targets()
    #expect(targets.contains("MIME"), "the sources were not found where they should be: \(Self.sources.path)")
    for target in targets {
      for breach in House.breaches(in: target, imports: try Self.imports(of: target)) {
        Issue.record("\(breach)")
      }
    }
  }

  @Test("MIME knows the C library in two files only: the seam around iconv, and the one around memchr")
  func twoSeams() throws {
    let seams = Set(try Self.imports(of: "MIME").filter { House.cLibrary.contains($0.module) }.map(\.file))
    #expect(seams.map { URL(fileURLWithPath: $0).lastPathComponent }.sorted() == ["Iconv.swift", "Scan.swift"])
  }

  @Test("Wire knows Foundation in one file only, for the JSON of token endpoints")
  func jsonSeam() throws {
    let seams = Set(try Self.imports(of: "Wire").filter { $0.module.hasPrefix("Foundation") }.map(\.file))
    #expect(seams == ["Sources/Wire/OAuth/TokenAnswer.swift"])
  }

  @Test("Nothing that is shipped depends on the tests' own kit")
  func kitStaysBehind() throws {
    let kit: Set<String> = ["TestKit", "Testing", "XCTest"]
    #expect(House.mayKnow.values.allSatisfy { $0.isDisjoint(with: kit) })
    for target in try Self.targets() {
      #expect(try Self.imports(of: target).filter { kit.contains($0.module) } == [])
    }
  }

  @Test("The table has no circle: a target above never knows one below")
  func oneDirection() {
    // Takes away, again and again, every target that knows none of those left. A circle would stay.
    var left = House.mayKnow
    while let free = left.first(where: { _, known in known.isDisjoint(with: left.keys) })?.key {
      left[free] = nil
    }
    #expect(left.keys.sorted() == [])
  }

  @Test(
    "The database and the wire are each known by one target only, the command line by what is a command",
    arguments: [("GRDB", ["SQLiteStore"]), ("CCurl", ["Wire"]), ("ArgumentParser", ["HeardCLI", "LanguageTrain"])])
  func oneDoor(module: String, knownBy: [String]) {
    #expect(House.mayKnow.filter { $0.value.contains(module) }.keys.sorted() == knownBy)
  }

  @Test(
    "A breach of the walls is seen and named",
    arguments: [
      ("MIME", "internal import Foundation", "Foundation"), ("Language", "import Glibc", "Glibc"),
      ("Store", "@preconcurrency public import GRDB", "GRDB"), ("Worker", "import SQLiteStore", "SQLiteStore"),
      ("Desk", "import struct Wire.Port", "Wire"), ("Claims", "import MIME; import Gate", "Gate"),
    ])
  func breachIsSeen(target: String, source: String, module: String) {
    let breaches = House.breaches(in: target, imports: Import.all(inSwift: source, file: "Room.swift"))
    #expect(breaches.count == 1)
    #expect(breaches.first?.description.hasPrefix("Room.swift:1: \(target) may not import \(module).") == true)
  }

  @Test("A target folder without a row in the table is seen")
  func unknownTarget() {
    #expect(House.breaches(in: "Attic", imports: []).map(\.offence) == [.unknownTarget])
  }

  @Test("An import in a comment or a text is none")
  func commentsAreNone() {
    let source = """
      // import Foundation
      /* import GRDB
         import CCurl */
      let text = \"""
      import ArgumentParser
      \"""
      #if canImport(Glibc)
        internal import Glibc // for iconv
      #endif
      """
    let found = Import.all(inSwift: source, file: "Room.swift")
    #expect(found == [Import(module: "Glibc", file: "Room.swift", line: 8)])
  }
}
