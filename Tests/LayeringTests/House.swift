/// The house's table (docs/ARCHITECTURE.md): which modules the sources of each target may import.
enum House {
  /// Our own targets and the packages each target may know.
  static let mayKnow: [String: Set<String>] = [
    "CCurl": [],
    "CStatfs": [],
    "Steps": [],
    "Wire": ["CCurl", "Steps", "Logging"],
    "MIME": [],
    "Language": [],
    "EnglishModel": ["Language"],
    "LanguageTraining": ["Language"],
    "LanguageTrain": ["Language", "LanguageTraining", "ArgumentParser"],
    "Claims": ["MIME", "Language"],
    "Drafting": ["Claims", "MIME", "Mustache", "TOMLKit"],
    "Gate": ["Claims", "Drafting", "MIME"],
    "Desk": pure.subtracting(["Language", "Desk"]),
    "Store": pure,
    "SQLiteStore": pure.union(["CStatfs", "Store", "Steps", "GRDB"]),
    "Worker": pure.union(["Store", "Wire", "Steps", "Logging", "ServiceLifecycle"]),
    "HeardCLI": pure.union([
      "EnglishModel", "Store", "SQLiteStore", "Wire", "Worker", "Steps", "ArgumentParser", "Logging", "ServiceLifecycle",
      "TOMLKit", "UnixSignals",
    ]),
  ]

  /// The targets without socket, clock or file.
  static let pure: Set<String> = ["MIME", "Language", "Claims", "Drafting", "Gate", "Desk"]

  /// The C library: on MIME's side it is there for iconv and memchr, behind one seam each.
  static let cLibrary: Set<String> = ["Glibc", "Musl", "Darwin"]

  /// What comes with Swift and touches nothing outside the process.
  static let harmless: Set<String> = ["Swift", "Synchronization"]

  /// What comes with the platform and can reach a clock, a file or a socket.
  static let platform: Set<String> = cLibrary.union(["Foundation", "FoundationEssentials", "Dispatch"])

  /// Modules of the platform that a target may import besides: all for the shell; none for the pure core but the seam.
  static func platform(for target: String) -> Set<String> {
    switch target {
    case "MIME": cLibrary
    case "Steps": cLibrary.union(["Dispatch"])
    // JSON of token endpoints, behind one file; `Foundation` is its name where there are no Essentials.
    case "Wire": platform
    case "SQLiteStore", "Worker", "HeardCLI", "EnglishModel", "LanguageTraining", "LanguageTrain": platform
    default: []
    }
  }

  /// What the sources of `target` may import; nil for a target that the house does not have.
  static func allowed(for target: String) -> Set<String>? {
    mayKnow[target].map { $0.union(harmless).union(platform(for: target)) }
  }

  /// What the given imports of `target` do against the house.
  static func breaches(in target: String, imports: [Import]) -> [Breach] {
    guard let allowed = allowed(for: target) else { return [Breach(target: target, offence: .unknownTarget)] }
    return imports.filter { !allowed.contains($0.module) && $0.module != target }
      .map { Breach(target: target, offence: .forbidden($0)) }
  }
}

/// One thing that does not fit the house.
struct Breach: Hashable, CustomStringConvertible {
  enum Offence: Hashable {
    case unknownTarget
    case forbidden(Import)
  }
  let target: String
  let offence: Offence

  var description: String {
    switch offence {
    case .unknownTarget:
      "Sources/\(target) is not in the house's table. Give it a row in docs/ARCHITECTURE.md and in House.swift."
    case .forbidden(let found):
      "\(found.file):\(found.line): \(target) may not import \(found.module). "
        + "Move the code, or change the table in docs/ARCHITECTURE.md and House.swift in the same commit."
    }
  }
}
