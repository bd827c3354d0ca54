import Foundation
import TestKit

/// Mails made from the fixtures: other names, numbers and Message-IDs, the same for the same count.
struct VariedMails: Sequence, IteratorProtocol {
  private let originals: [[UInt8]]
  private let count: Int
  private var made = 0
  /// A linear congruential generator (Knuth, MMIX): the mails vary and yet are the same in every run.
  private var seed: UInt64 = 20_260_512

  private static let firstNames = ["Ada", "Ben", "Chloe", "David", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas"]

  /// What is replaced in each fixture; names and numbers that the fixtures are known to hold.
  private static let people = ["Tom", "Priya", "Maeve", "Grace", "Dorothy"]

  /// The fields that hold Message-IDs (RFC 5322, 3.6.4).
  private static let idFields = ["Message-ID: ", "In-Reply-To: ", "References: "]

  init(count: Int) throws {
    originals = try Fixtures.stories().map { try Fixtures.mail($0) }
    self.count = count
  }

  mutating func next() -> [UInt8]? {
    guard made < count, !originals.isEmpty else { return nil }
    defer { made += 1 }
    let name = Self.firstNames[Int(random() % UInt64(Self.firstNames.count))]
    let order = random()
    let round = made / originals.count
    var lines = originals[made % originals.count].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map(Array.init)
    for index in lines.indices {
      // The hostile mail's broken bytes must stay as they are: only lines that are text are changed.
      guard var line = String(validating: lines[index], as: UTF8.self) else { continue }
      // The same prefix for a whole round of fixtures: replies still find the mail they answer.
      if Self.idFields.contains(where: line.hasPrefix) {
        line = line.replacingOccurrences(of: "<", with: "<\(round).")
      }
      if line.hasPrefix("From: ") { line = line.replacingOccurrences(of: "@", with: ".\(round)@") }
      for person in Self.people { line = line.replacingOccurrences(of: person, with: name) }
      line = line.replacingOccurrences(of: "2026-4", with: "2026-\(order % 90 + 10)")
      line = line.replacingOccurrences(of: "INV-30", with: "INV-\(order % 90 + 10)")
      lines[index] = Array(line.utf8)
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func random() -> UInt64 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return seed >> 33
  }
}
