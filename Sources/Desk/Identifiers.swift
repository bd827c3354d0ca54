/// Names one record for people and scripts: a letter for its kind and a number that is never reused (`d12`).
public protocol RecordIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The letter before the number.
  static var letter: Character { get }
  /// The store's row number, 1 or more.
  var number: Int64 { get }
  init(_ number: Int64)
}

extension RecordIdentifier {
  public var description: String { "\(Self.letter)\(number)" }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Reads `d12` or `12`; nil for another letter, no number, or a number below 1.
  public init?(parsing text: String) {
    var digits = Substring(text)
    if digits.first == Self.letter { digits = digits.dropFirst() }
    guard let number = Int64(digits), number > 0 else { return nil }
    self.init(number)
  }
}

/// A message as the store knows it: `m7`. Not its Message-ID, which is the sender's to choose.
public struct StoredMessageID: RecordIdentifier {
  public static let letter: Character = "m"
  public let number: Int64
  public init(_ number: Int64) { self.number = number }
}

/// A conversation: `c3`.
public struct ConversationID: RecordIdentifier {
  public static let letter: Character = "c"
  public let number: Int64
  public init(_ number: Int64) { self.number = number }
}

/// A draft over all its revisions: `d12`.
public struct DraftID: RecordIdentifier {
  public static let letter: Character = "d"
  public let number: Int64
  public init(_ number: Int64) { self.number = number }
}

/// An approved mail on its way: `o5`.
public struct OutboxID: RecordIdentifier {
  public static let letter: Character = "o"
  public let number: Int64
  public init(_ number: Int64) { self.number = number }
}

/// A topic that customers raised: `t2`.
public struct TopicID: RecordIdentifier {
  public static let letter: Character = "t"
  public let number: Int64
  public init(_ number: Int64) { self.number = number }
}

/// Seconds since 1970-01-01T00:00:00Z.
public typealias Seconds = Int64
