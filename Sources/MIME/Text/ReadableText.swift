/// A part of a message as a person reads it, with what its markup says about whose words they are.
struct ReadableText: Sendable {
  /// UTF-8 with `\n` line ends.
  var bytes: [UInt8] = []
  /// What the markup says of stretches of `bytes`, by place; marks may nest, and the inner one says more.
  var marks: [Mark] = []
  /// Words left out because their reader was not to see them, in order, one entry for each hidden stretch.
  var hidden: [[UInt8]] = []
  /// The images shown or fetched, in order.
  var images: [ImageReference] = []
  /// How many links showed the address of one site and led to another.
  var deceivingLinks = 0

  /// What a mail program wrote into the markup about a stretch of text.
  struct Mark: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      /// Somebody else's words that are answered.
      case quoted
      /// The line, or the header block, that says whose words follow.
      case attribution
      case signature
      /// A message handed on, with its header block.
      case forwarded
    }
    var kind: Kind
    /// In bytes of the text.
    var range: Range<Int>
  }
}

/// An image that HTML refers to.
struct ImageReference: Hashable, Sendable {
  /// The address as written, references undone: `cid:...`, `https:...`, or a Content-Location.
  var source: [UInt8]
  /// What is to be read in its place; empty where there is nothing.
  var alternative: [UInt8]
  /// It is there to tell the sender that the mail was opened: one pixel in size, or hidden, and fetched from afar.
  var isTrackingPixel: Bool

  /// The Content-ID that a `cid:` address names, without `<` and `>` and with percent-encoding undone (RFC 2392, 2);
  /// nil for any other address.
  var contentID: [UInt8]? {
    guard source.startsIgnoringCase("cid:") else { return nil }
    var id: [UInt8] = []
    id.reserveCapacity(source.count)
    var index = 4
    while index < source.count {
      if source[index] == 0x25, index + 2 < source.count, let high = source[index + 1].hexValue,
        let low = source[index + 2].hexValue
      {
        id.append(high << 4 | low)
        index += 3
      } else {
        id.append(source[index])
        index += 1
      }
    }
    var kept = id[...]
    while let first = kept.first, first <= ASCII.space || first == ASCII.less { kept = kept.dropFirst() }
    while let last = kept.last, last <= ASCII.space || last == ASCII.greater { kept = kept.dropLast() }
    return Array(kept)
  }
}
