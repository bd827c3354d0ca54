// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 mode, imports internal unless said otherwise, a warning is an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A parser at -Onone reads fifty words a second. `scripts/flags` has its targets optimised in builds for tests too; nobody
/// else's build is touched, as a package with unsafe flags cannot be depended on.
let parsing: [SwiftSetting] = strict + (Context.environment["HEARD_FAST_PARSING"] == nil ? [] : [.unsafeFlags(["-O"])])

let package = Package(
  name: "Heard",
  products: [
    .executable(name: "heard", targets: ["HeardCLI"]),
    .executable(name: "mime", targets: ["MIMEBenchmark"]),
    .library(name: "MIME", targets: ["MIME"]),
    .library(name: "Language", targets: ["Language", "EnglishModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Protocols on the wire.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "Steps", swiftSettings: strict),
    .target(
      name: "Wire",
      dependencies: ["CCurl", "Steps", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),

    // The pure core: no socket, clock or file.
    .target(name: "MIME", swiftSettings: strict),
    .target(name: "Language", swiftSettings: parsing),
    // A file that is read at run time: the shell of `Language`.
    .target(name: "EnglishModel", dependencies: ["Language"], resources: [.copy("english.model")], swiftSettings: strict),
    .target(
      name: "Claims", dependencies: ["MIME", "Language"],
      // Word lists: they ship inside the program.
      resources: [.embedInCode("Resources")], swiftSettings: parsing),
    .target(
      name: "Drafting",
      dependencies: [
        "Claims", .product(name: "Mustache", package: "swift-mustache"), .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // A link to the folder templates: they ship inside the program.
      resources: [.embedInCode("BuiltIn/templates")],
      swiftSettings: strict),
    .target(name: "Gate", dependencies: ["Claims", "Drafting"], swiftSettings: strict),
    .target(name: "Desk", dependencies: ["MIME", "Claims", "Drafting", "Gate"], swiftSettings: strict),

    // What is kept.
    .target(name: "CStatfs"),
    .target(name: "Store", dependencies: ["MIME", "Claims", "Drafting", "Gate", "Desk"], swiftSettings: strict),
    .target(
      name: "SQLiteStore",
      dependencies: [
        "CStatfs", "Store", "MIME", "Claims", "Drafting", "Gate", "Desk", "Steps",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    // The shell.
    .target(
      name: "Worker",
      dependencies: [
        "Wire", "MIME", "Claims", "Drafting", "Gate", "Desk", "Store", "Steps",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "HeardCLI",
      dependencies: [
        "Wire", "MIME", "Language", "EnglishModel", "Claims", "Drafting", "Gate", "Desk", "Store", "SQLiteStore", "Worker",
        "Steps",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    // Tests and measurements.
    .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: strict),
    .testTarget(name: "LayeringTests", dependencies: ["TestKit"], swiftSettings: strict),
    .testTarget(name: "LabTests", dependencies: ["TestKit"], swiftSettings: strict),
    .testTarget(
      name: "WireTests", dependencies: ["Wire", "Steps", "TestKit", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),
    .target(name: "MIMESamples", path: "Tests/MIMESamples", swiftSettings: strict),
    .testTarget(name: "MIMETests", dependencies: ["MIME", "MIMESamples"], swiftSettings: strict),
    .testTarget(
      name: "LanguageTests", dependencies: ["Language", "EnglishModel", "TestKit"], swiftSettings: strict),
    .target(name: "LanguageTraining", dependencies: ["Language"], swiftSettings: strict),
    .executableTarget(
      name: "language-train",
      dependencies: [
        "LanguageTraining", "Language", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/LanguageTrain", swiftSettings: strict),
    .testTarget(
      name: "LanguageTrainingTests", dependencies: ["LanguageTraining", "Language"], swiftSettings: strict),
    // The English model and the lexicon that ship, read once for all tests of a process.
    .target(name: "EnglishReader", dependencies: ["Claims", "Language", "EnglishModel"], path: "Tests/EnglishReader", swiftSettings: strict),
    .testTarget(
      name: "ClaimsTests", dependencies: ["Claims", "MIME", "Language", "EnglishReader"], swiftSettings: strict),
    .testTarget(
      name: "DraftingTests", dependencies: ["Drafting", "Claims", "Gate", "MIME", "EnglishReader"], swiftSettings: strict),
    .testTarget(name: "GateTests", dependencies: ["Gate", "Drafting", "Claims", "EnglishReader"], swiftSettings: strict),
    .testTarget(name: "DeskTests", dependencies: ["Desk", "Claims"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "SQLiteStore", "Steps", "Claims", "Drafting", "Gate", "Desk", "MIME", "EnglishReader",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WorkerTests",
      dependencies: [
        "Worker", "SQLiteStore", "Store", "Desk", "Gate", "Drafting", "Claims", "MIME", "Wire", "Steps", "TestKit",
        "EnglishReader", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Ingest",
      dependencies: [
        "TestKit", "MIMESamples", "MIME", "Worker", "SQLiteStore", "Store", "Desk", "Drafting", "Wire", "Steps",
        "EnglishReader", .product(name: "Logging", package: "swift-log"),
      ],
      path: "Benchmarks/Ingest", exclude: ["Peers"], swiftSettings: strict),
    .target(name: "CFaults", path: "Tests/CFaults", linkerSettings: [.linkedLibrary("sqlite3")]),
    .testTarget(
      name: "CrashTests",
      dependencies: [
        "CFaults",
        "Worker", "SQLiteStore", "Store", "Desk", "Gate", "Drafting", "Claims", "MIME", "Wire", "Steps", "TestKit",
        "EnglishReader", "HeardCLI", .product(name: "Logging", package: "swift-log"), .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Soak",
      dependencies: [
        "TestKit", "Worker", "SQLiteStore", "Store", "Desk", "Drafting", "Wire", "Steps", "EnglishReader",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Benchmarks/Soak", swiftSettings: strict),
    .executableTarget(
      name: "StoreBenchmark", dependencies: [.product(name: "GRDB", package: "GRDB.swift")], path: "Benchmarks/Store",
      swiftSettings: strict),
    .executableTarget(
      name: "MIMEBenchmark", dependencies: ["MIME", "MIMESamples"], path: "Benchmarks/MIME",
      exclude: ["Fuzz", "Peers"], swiftSettings: strict),
    .executableTarget(
      name: "ClaimsBenchmark", dependencies: ["Claims", "Language", "EnglishModel"], path: "Benchmarks/Claims", swiftSettings: strict),
    .executableTarget(
      name: "LanguageBenchmark", dependencies: ["Language", "EnglishModel"], path: "Benchmarks/Language",
      exclude: ["Fuzz", "Peers"], swiftSettings: strict),
    .testTarget(
      name: "HeardCLITests", dependencies: ["HeardCLI", "Claims", "Desk", "Store", "SQLiteStore", "Wire"],
      swiftSettings: strict),
    .testTarget(
      name: "StoryTests",
      dependencies: ["TestKit", "HeardCLI", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
  ]
)
