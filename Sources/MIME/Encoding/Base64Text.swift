/// Decodes base64 that people's words should be in, for ``TransferDecoder``.
///
/// Two things happen to such bodies: a mailing list puts its foot behind them in plain text, and some are only called
/// base64 and were never encoded. Either way the plain words are kept as they stand (RFC 2045 does not know either).
struct Base64Text {
  /// How much of a body is looked at to tell whether it was encoded at all, in octets: more than fifty lines.
  static let sampleLimit = 4_096
  /// How much of a line is looked at, in octets: the longest that RFC 5322 (2.1.1) allows. What is longer than that is
  /// taken for data if it starts like data.
  static let lineLimit = 1_000
  /// An encoded body of more than one line has lines of at least this many letters; the limits in use are 60 to 76.
  static let fullLine = 60

  private enum State {
    case undecided
    /// Data, at the start of a line.
    case lineStart
    /// Data, in a line that is known to be data.
    case inLine
    /// Plain text up to the end.
    case plain
  }

  private(set) var fault: Int?
  private var state = State.undecided
  private var decoder = Base64Decoder()
  private var isFirstLine = true
  /// The last octet that was decoded to.
  private var last: UInt8?

  mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Int {
    fault = nil
    decoder.forgetFault()
    if case .undecided = state {
      guard bytes.count >= Self.sampleLimit || isLast else { return 0 }
      let sample = UnsafeBufferPointer(rebasing: bytes.prefix(Self.sampleLimit))
      let isWhole = isLast && bytes.count <= Self.sampleLimit
      state = EncodedSample(sample, isWhole: isWhole).isEncoded ? .lineStart : .plain
      if case .plain = state { fault = 0 }
    }
    var used = 0
    if state != .plain {
      output.append(addingCapacity: Base64Decoder.capacity(for: bytes.count)) { span in
        span.withUnsafeMutableBufferPointer { buffer, count in
          let free = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
          var written = 0
          used = decodeLines(bytes, isLast: isLast, to: free, count: &written)
          if let first = decoder.fault { fault = min(fault ?? first, first) }
          if written > 0 { last = free[written - 1] }
          count += written
        }
      }
    }
    guard state == .plain else { return used }
    if used < bytes.count, let last, last != ASCII.lf {
      output.append(ASCII.lf)
    }
    last = nil
    output.append(contentsOf: bytes[used...])
    return bytes.count
  }

  /// Decodes line by line, up to a line that is plain text or that is not all there yet.
  private mutating func decodeLines(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: UnsafeMutableRawBufferPointer, count: inout Int
  ) -> Int {
    let end = input.count
    var index = 0
    while index < end {
      let octet = input[index]
      if octet.isLineBreak {
        index += 1
        state = .lineStart
        continue
      }
      if state == .inLine {
        index = decodeData(input, from: index, to: output, count: &count)
        continue
      }
      // What to go back to where the line turns out to be plain text.
      let before = (decoder: decoder, count: count, fault: fault)
      let start = index
      var isPlain = !isFirstLine && (octet == ASCII.hyphen || octet == ASCII.underscore)
      var stop = index
      if !isPlain {
        stop = decoder.isPadded ? start : decoder.decodeRun(input, from: start, to: output, count: &count)
        let isClean = stop > start && (stop == end || input[stop].isLineBreak)
        let isComplete = isLast || stop < end || end - start >= Self.lineLimit
        if !isClean || !isComplete {
          let line = Self.line(input, from: start)
          // What comes next may still belong to the line.
          if line.count < Self.lineLimit, start + line.count == end, !isLast {
            (decoder, count, fault) = before
            return start
          }
          let look = EncodedLine(line)
          isPlain = decoder.isPadded && !isFirstLine ? !look.isWholeData : look.isPlain && !isFirstLine
          if decoder.isPadded, !isPlain { stop = start }
        }
      }
      if isPlain {
        (decoder, count, fault) = before
        decoder.end(at: start, to: output, count: &count)
        if fault == nil { fault = start }
        state = .plain
        return start
      }
      isFirstLine = false
      state = .inLine
      index = stop
    }
    if isLast { decoder.end(at: end, to: output, count: &count) }
    return end
  }

  /// Decodes what is left of a line, strange octets skipped.
  private mutating func decodeData(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, to output: UnsafeMutableRawBufferPointer, count: inout Int
  ) -> Int {
    var index = start
    while index < input.count, !input[index].isLineBreak {
      let next = decoder.decodeRun(input, from: index, to: output, count: &count)
      if next < input.count, !input[next].isLineBreak {
        let octet = input[next]
        if octet == ASCII.equals {
          decoder.pad(at: next, to: output, count: &count)
        } else if !octet.isWSP, fault == nil {
          fault = next
        }
        index = next + 1
      } else {
        index = next
      }
    }
    return index
  }

  /// The line at `start`, as much of it as is looked at.
  private static func line(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> UnsafeBufferPointer<UInt8> {
    let rest = input[start...].prefix(lineLimit)
    return UnsafeBufferPointer(rebasing: rest.prefix { !$0.isLineBreak })
  }
}

/// What a line among lines of base64 looks like.
struct EncodedLine {
  private(set) var letters = 0
  private(set) var padding = 0
  /// Octets that are neither of the alphabet, padding nor white space.
  private(set) var strangers = 0
  private(set) var words = 0

  init(_ line: UnsafeBufferPointer<UInt8>) {
    var isInWord = false
    for octet in line {
      let isSpace = octet.isWSP
      if !isSpace, !isInWord { words += 1 }
      isInWord = !isSpace
      if isSpace { continue }
      if octet == ASCII.equals {
        padding += 1
      } else if Base64.values[Int(octet)] < 64 {
        letters += 1
      } else {
        strangers += 1
      }
    }
  }

  /// Three words, or one octet in eight that base64 has not: nobody encoded that. One stranger alone is damage.
  var isPlain: Bool { words > 2 || strangers > 1 && strangers > letters / 8 || padding > 2 && letters == 0 }
  /// One run of letters in whole groups: what may follow padding.
  var isWholeData: Bool { words == 1 && strangers == 0 && padding < 3 && (letters + padding) & 3 == 0 }
}

/// The first lines of a body that is called base64.
struct EncodedSample {
  private var letters = 0
  private var padding = 0
  private var strangers = 0
  private var firstWords = 0
  /// A line of plain words follows.
  private var hasFoot = false
  /// A line follows that starts with a dash or underscore, as feet do.
  private var hasRuledFoot = false
  private let isWhole: Bool
  /// Its letters, taken for base64, give a text.
  private var givesText = false

  /// - Parameter isWhole: the body ends with the sample.
  init(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
    self.isWhole = isWhole
    var next = 0
    while next < sample.count {
      let line = UnsafeBufferPointer(rebasing: sample[next...].prefix { !$0.isLineBreak })
      next += line.count + 1
      let look = EncodedLine(line)
      if look.words == 0 { continue }
      let isFirst = firstWords == 0
      if isFirst {
        firstWords = look.words
        // A full line of nothing but letters: what comes behind may be damaged, but it was encoded.
        if look.words == 1, look.strangers == 0, look.letters >= Base64Text.fullLine {
          letters = look.letters
          return
        }
      }
      if !isFirst, line.first == ASCII.hyphen || line.first == ASCII.underscore {
        hasRuledFoot = true
        return
      }
      if look.isPlain {
        hasFoot = true
        return
      }
      letters += look.letters
      padding += look.padding
      strangers += look.strangers
    }
    givesText = isWhole && letters & 3 == 1 && letters < Base64Text.fullLine && Self.givesText(sample)
  }

  /// Whether base64 of one letter too many was made of readable text. `Hello` was not: it would give controls.
  private static func givesText(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    let decoded = TransferDecoding.decode(Array(sample).span, .base64, isText: false).bytes
    let isReadable = decoded.allSatisfy { !$0.isControl || $0 == ASCII.tab || $0.isLineBreak }
    return decoded.count > 2 && isReadable && (try? UTF8Span(validating: decoded.span)) != nil
  }

  var isEncoded: Bool {
    // One stranger in eight letters is no base64 that was damaged on the way: it is text that never was encoded.
    if strangers > letters / 8 { return false }
    if padding > 0 || letters >= Base64Text.fullLine || hasRuledFoot { return letters > 0 || !hasFoot }
    // A few letters before plain words, `Hello` in a line of its own; or two words.
    if hasFoot || firstWords > 1 { return false }
    return !isWhole || letters & 3 != 1 || givesText
  }
}
