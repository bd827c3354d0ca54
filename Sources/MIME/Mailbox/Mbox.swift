/// A file of messages, each behind a line that starts with `From ` (RFC 4155, and older habits).
///
/// Nothing here reads files: ``messages(in:dialect:)`` works on bytes in memory, ``MboxReader`` on a stream of any
/// size, and ``MboxSplitter`` finds the places in such a stream.
public enum Mbox {
  /// Where one message stands.
  public struct Entry: Hashable, Sendable {
    /// Its `From ` line without the line end, as byte offsets in the file; nil where the file starts without one.
    public let envelope: Range<Int>?
    /// The message, as byte offsets in the file. The empty line that ends it belongs to no message.
    public let range: Range<Int>
    /// Its end was found by its Content-Length field, not by the next `From ` line.
    public let isCounted: Bool

    public init(envelope: Range<Int>?, range: Range<Int>, isCounted: Bool = false) {
      self.envelope = envelope
      self.range = range
      self.isCounted = isCounted
    }
  }

  /// The messages in `bytes`, found one by one as they are asked for. Bytes without any `From ` line are one message;
  /// no bytes are none.
  ///
  /// - Parameter dialect: nil where it is not known; it is then guessed (``Dialect/guessed(from:)``).
  public static func messages(in bytes: [UInt8], dialect: Dialect? = nil) -> Messages {
    Messages(bytes, dialect: dialect ?? Dialect.guessed(from: bytes))
  }

  /// The messages of a file in memory; each run over them looks for them anew.
  public struct Messages: Sequence, Sendable {
    public let dialect: Dialect
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], dialect: Dialect) {
      self.bytes = bytes
      self.dialect = dialect
    }

    public func makeIterator() -> Iterator { Iterator(bytes, dialect: dialect) }

    /// The bytes of the message at `entry`, its quoted `From ` lines restored as the dialect tells.
    public func message(at entry: Entry) -> [UInt8] {
      Mbox.unquoted(Array(bytes[entry.range.clamped(to: 0..<bytes.count)]), dialect: dialect)
    }
  }

  /// Looks for one message after the other.
  public struct Iterator: IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private var splitter: MboxSplitter
    private var position = 0
    private var isAtEnd = false
    private var found: [Entry] = []
    private var given = 0

    /// Bytes that are looked at in one go.
    private static let chunk = 65_536

    init(_ bytes: [UInt8], dialect: Dialect) {
      self.bytes = bytes
      // Programs of the old Macintosh end lines with CR alone.
      let usesBareCR = !bytes.prefix(Self.chunk).contains(ASCII.lf) && !bytes.contains(ASCII.lf)
      splitter = MboxSplitter(dialect: dialect, lineBreak: usesBareCR ? ASCII.cr : ASCII.lf)
    }

    public mutating func next() -> Entry? {
      let bytes = bytes
      while given == found.count {
        guard !isAtEnd else { return nil }
        given = 0
        if position < bytes.count {
          let end = min(position + Self.chunk, bytes.count)
          found = splitter.append(bytes.span.extracting(position..<end))
          position = end
        } else {
          found = splitter.finish()
          isAtEnd = true
        }
      }
      given += 1
      return found[given - 1]
    }
  }

  /// `message` as it was before it was put into a file of `dialect`.
  ///
  /// Of the four only `mboxrd` can be undone: one `>` is taken off each line of `>`s and `From `. In `mboxo` and
  /// `mboxcl` a `>From ` may be quoted by the file or by its sender, and is left as it stands.
  public static func unquoted(_ message: [UInt8], dialect: Dialect = .mboxrd) -> [UInt8] {
    guard dialect == .mboxrd else { return message }
    var result: [UInt8] = []
    var copied = 0
    var lineStart = 0
    while lineStart < message.count {
      if message[lineStart] == ASCII.greater, MboxLine.isQuotedFrom(message[lineStart...]) {
        result += message[copied..<lineStart]
        copied = lineStart + 1
      }
      guard let end = message[lineStart...].firstIndex(of: ASCII.lf) else { break }
      lineStart = end + 1
    }
    // A file of CR line ends is not worth a second way: its quoted lines stay.
    guard copied > 0 else { return message }
    result += message[copied...]
    return result
  }
}
