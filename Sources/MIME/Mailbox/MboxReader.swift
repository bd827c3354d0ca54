/// Gives the messages of an mbox file while it comes in, in chunks of any size, and keeps no more than it must: the
/// message that is not complete yet.
public struct MboxReader: Sendable {
  /// What the file is read as; nil until enough of it came to guess (``Mbox/Dialect/sampleLimit``).
  public private(set) var dialect: Mbox.Dialect?

  private var splitter: MboxSplitter?
  /// The bytes from ``start`` on.
  private var kept: [UInt8] = []
  private var start = 0

  /// - Parameter dialect: nil where it is not known.
  public init(dialect: Mbox.Dialect? = nil) {
    self.dialect = dialect
    splitter = dialect.map { MboxSplitter(dialect: $0) }
  }

  /// Takes the next bytes of the file.
  ///
  /// - Returns: the messages that are complete now, in order, their quoted `From ` lines restored.
  public mutating func append(_ chunk: [UInt8]) -> [[UInt8]] {
    kept += chunk
    guard splitter == nil else { return messages(splitter?.append(chunk) ?? []) }
    guard kept.count >= Mbox.Dialect.sampleLimit else { return [] }
    return messages(begin(isWhole: false))
  }

  /// Says that no more bytes come.
  ///
  /// - Returns: the messages left.
  public mutating func finish() -> [[UInt8]] {
    let found = splitter == nil ? messages(begin(isWhole: true)) : []
    let last = messages(splitter?.finish() ?? [])
    kept = []
    return found + last
  }

  private mutating func begin(isWhole: Bool) -> [Mbox.Entry] {
    let guess = Mbox.Dialect.guessed(from: kept, isWhole: isWhole)
    var splitter = MboxSplitter(dialect: guess)
    let found = splitter.append(kept)
    dialect = guess
    self.splitter = splitter
    return found
  }

  private mutating func messages(_ entries: [Mbox.Entry]) -> [[UInt8]] {
    let result = entries.map { entry in
      Mbox.unquoted(
        Array(kept[(entry.range.lowerBound - start)..<(entry.range.upperBound - start)]), dialect: dialect ?? .mboxrd)
    }
    // Moved only when more than half of it is done with, so that each byte is moved once or so.
    let done = (splitter?.firstNeeded ?? start) - start
    if done * 2 > kept.count {
      kept.removeFirst(done)
      start += done
    }
    return result
  }
}
