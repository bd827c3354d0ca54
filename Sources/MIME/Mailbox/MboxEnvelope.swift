extension Mbox {
  /// What a `From ` line says: who handed the message in, and when it was put into the file (RFC 4155, appendix A).
  ///
  /// Anybody can write such a line; it proves nothing.
  public struct Envelope: Hashable, Sendable {
    /// As written; `MAILER-DAEMON` stands for no sender, and some programs write `-` or `???@???`.
    public let sender: String
    /// Without a zone it is taken as UTC; nil where none can be read.
    public let date: MailDate?
    /// The host behind `remote from`, which UUCP added; nil where none stands.
    public let remote: String?

    /// - Parameter line: the whole line; its line end may be there or not.
    /// - Returns: nil where it does not start with `From `.
    public init?(_ line: some Collection<UInt8>) {
      let line = Array(line.prefix(MboxLine.lengthLimit)).prefix { !$0.isLineBreak }
      guard MboxLine.isFrom(line) else { return nil }
      var words = MboxLine.words(of: line)
      var remote: String?
      if words.count >= 3, words[words.count - 2].elementsEqual("from".utf8),
        words[words.count - 3].elementsEqual("remote".utf8)
      {
        remote = Self.text(words[words.count - 1])
        words.removeLast(3)
      }
      self.remote = remote
      // Without a weekday, the sender is the first word and the rest is a date or is not.
      let start = MboxLine.dateStart(in: words) ?? min(1, words.count)
      sender = words[..<start].map(Self.text).joined(separator: " ")
      let date = words[start...].map(Self.text).joined(separator: " ")
      self.date = date.isEmpty ? nil : DateReader.read(Array(date.utf8).span)?.date
    }

    private static func text(_ word: ArraySlice<UInt8>) -> String {
      HeaderText.withoutControls(String(decoding: word, as: UTF8.self))
    }
  }
}
