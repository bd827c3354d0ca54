/// Finds the messages of an mbox file while it comes in, in chunks of any size.
///
/// It keeps no bytes of messages, only places; who wants the messages keeps the bytes from ``firstNeeded`` on, or reads
/// the ranges out of the file. So a file of any size takes the memory of its largest message.
///
/// Lines end with LF, with or without CR before it.
public struct MboxSplitter: Sendable {
  /// Longest body that Content-Length may count: 1 GiB. No server takes a mail of that size, and until its end is seen
  /// nothing behind it can be told.
  public static let contentLengthLimit = 1 << 30

  public let dialect: Mbox.Dialect

  private let lineBreak: UInt8
  /// How many bytes have come.
  private var position = 0
  private var lineStart = 0
  /// The head of a line that has not ended yet.
  private var head: [UInt8] = []
  private var endsInCR = false
  private var lines = MboxLines()

  public init(dialect: Mbox.Dialect) {
    self.init(dialect: dialect, lineBreak: ASCII.lf)
  }

  init(dialect: Mbox.Dialect, lineBreak: UInt8) {
    self.dialect = dialect
    self.lineBreak = lineBreak
    lines = MboxLines(dialect: dialect)
  }

  /// Where the first message starts that was not given yet: of no byte before it is anything asked any more.
  public var firstNeeded: Int { lines.firstNeeded ?? lineStart }

  /// Takes the next bytes of the file.
  ///
  /// - Returns: the messages whose end was found, in order, as offsets in the whole file.
  public mutating func append(_ chunk: Span<UInt8>) -> [Mbox.Entry] {
    chunk.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != lineBreak { end += 1 }
        if end == bytes.count || !head.isEmpty {
          let room = max(0, MboxLine.lengthLimit - head.count)
          head += bytes[start..<min(end, start + room)]
        }
        if end > start { endsInCR = bytes[end - 1] == ASCII.cr }
        guard end < bytes.count else { break }
        let next = position + end + 1
        if head.isEmpty {
          // Most lines are of no interest, which their first octet tells.
          let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
          lines.take(content, endsInCR: endsInCR, start: lineStart, next: next)
        } else {
          head.withUnsafeBufferPointer { lines.take($0, endsInCR: endsInCR, start: lineStart, next: next) }
          head.removeAll(keepingCapacity: true)
        }
        lineStart = next
        start = end + 1
        endsInCR = false
      }
      position += bytes.count
    }
    return lines.resolved(end: nil)
  }

  /// Takes the next bytes of the file.
  public mutating func append(_ chunk: [UInt8]) -> [Mbox.Entry] { append(chunk.span) }

  /// Says that no more bytes come.
  ///
  /// - Returns: the messages left.
  public mutating func finish() -> [Mbox.Entry] {
    if lineStart < position {
      head.withUnsafeBufferPointer { lines.take($0, endsInCR: endsInCR, start: lineStart, next: position, isCut: true) }
      head = []
      lineStart = position
    }
    return lines.resolved(end: position)
  }
}
