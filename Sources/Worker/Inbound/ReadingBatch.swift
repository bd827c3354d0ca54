import Desk
import Store

/// Readings that are kept in one commit: a commit waits for the disk as long as several readings take.
///
/// What is in a batch is not in the store yet, so a mail that another of the batch has to do with begins the next one.
struct ReadingBatch {
  /// What a reading asks the store about, and what it changes there.
  enum Tie: Hashable {
    /// An address, in lower case.
    case person(String)
    /// A Message-ID that it has or names.
    case message(String)
    case conversation(ConversationID)
  }

  /// With more, the disk is no longer what takes the time.
  static let mostReadings = 32
  /// Claims and drafts of so much mail are small beside what is held anyway.
  static let mostOctets = 4 << 20

  private(set) var readings: [Reading] = []
  private var ties: Set<Tie> = []
  private var octets = 0
  private let limit: Int

  /// - Parameter limit: readings at most, from 1.
  init(atMost limit: Int) { self.limit = min(max(limit, 1), Self.mostReadings) }

  var isFull: Bool { readings.count >= limit || octets >= Self.mostOctets }

  /// Whether a reading with these ties has nothing to do with any of the batch: else it must know that one first.
  func isFree(of others: Set<Tie>) -> Bool { ties.isDisjoint(with: others) }

  /// - Parameters:
  ///   - others: of which the batch is free.
  ///   - octets: the message's size.
  mutating func add(_ reading: Reading, tiedTo others: Set<Tie>, octets: Int) {
    ties.formUnion(others)
    readings.append(reading)
    self.octets += octets
  }
}
