extension Mbox {
  /// The four ways of keeping a line that starts with `From ` inside a message apart from the one before the next
  /// message (J. de Boyne Pollard, "mbox is a family of several mutually incompatible mailbox formats").
  public enum Dialect: String, Hashable, Sendable, CaseIterable {
    /// `From ` becomes `>From `; what was `>From ` before looks the same.
    case mboxo
    /// `From `, `>From ` and so on get one more `>`.
    case mboxrd
    /// As `mboxo`, and a Content-Length field counts the octets of the body.
    case mboxcl
    /// Nothing is changed; only Content-Length tells where a message ends.
    case mboxcl2

    /// Whether Content-Length is looked at.
    public var isCounting: Bool { self == .mboxcl || self == .mboxcl2 }
    /// Whether a `From ` line inside a message would have been quoted.
    public var isQuoting: Bool { self != .mboxcl2 }
  }
}

extension Mbox.Dialect {
  /// Bytes from the start of a file that are looked at: enough for some large messages.
  public static let sampleLimit = 16_777_216

  /// The dialect of the file that starts with `bytes`.
  ///
  /// A sender can write a Content-Length field too, and hide the mails of others behind it. So the count is believed
  /// only where it ends each of two or more messages right before the next `From ` line.
  ///
  /// Without it, `>>From ` is mboxrd. Where only `>From ` is seen it is taken for mboxrd as well, for a line that
  /// starts with "From" is more frequent than one that was quoted without a space; a `>From ` in the midst of other
  /// `>` lines is the sign of mboxo.
  ///
  /// - Parameter isWhole: nothing follows `bytes`.
  public static func guessed(from bytes: [UInt8], isWhole: Bool = true) -> Mbox.Dialect {
    let sample = bytes.count > sampleLimit ? Array(bytes[..<sampleLimit]) : bytes
    var splitter = MboxSplitter(dialect: .mboxcl2)
    var entries = splitter.append(sample.span)
    if isWhole, bytes.count <= sampleLimit { entries += splitter.finish() }
    if entries.count >= 2, entries.allSatisfy(\.isCounted) {
      for entry in entries {
        switch QuotedLines(sample[entry.range]) {
        case let lines where lines.bare > 0: return .mboxcl2
        case let lines where lines.quoted > 0: return .mboxcl
        default: continue
        }
      }
      return .mboxcl2
    }
    let lines = QuotedLines(sample[...])
    return lines.quotedTwice == 0 && lines.amongQuotes > 0 ? .mboxo : .mboxrd
  }

  /// How many lines of a text start with `From ` in which way.
  private struct QuotedLines {
    var bare = 0
    var quoted = 0
    var quotedTwice = 0
    /// `>From ` right before or behind another line that starts with `>`.
    var amongQuotes = 0

    private enum Kind {
      case other, quote, quotedFrom
    }

    init(_ text: ArraySlice<UInt8>) {
      var last = Kind.other
      var lineStart = text.startIndex
      while lineStart < text.endIndex {
        let kind = take(text[lineStart...])
        if kind == .quote && last == .quotedFrom || kind == .quotedFrom && last == .quote { amongQuotes += 1 }
        last = kind
        guard let end = text[lineStart...].firstIndex(of: ASCII.lf) else { break }
        lineStart = end + 1
      }
    }

    private mutating func take(_ rest: ArraySlice<UInt8>) -> Kind {
      guard let first = rest.first else { return .other }
      if MboxLine.isFrom(rest) { bare += 1 }
      guard first == ASCII.greater else { return .other }
      guard MboxLine.isQuotedFrom(rest) else { return .quote }
      quoted += 1
      if rest.dropFirst().first == ASCII.greater { quotedTwice += 1 }
      return .quotedFrom
    }
  }
}
