/// Decodes quoted-printable (RFC 2045, 6.7), for ``TransferDecoder``.
///
/// Runs of plain text are copied as a whole. An `=` that starts nothing stays as it is and counts as damage; one at the
/// very end is a soft break whose line end was lost.
struct QuotedPrintableDecoder {
  /// Longest run of white space before a line end, or behind an `=`, that is looked through, in octets; a longer one is
  /// left as it is. An encoded line has 76 (RFC 2045, 6.7, rule 5).
  static let whiteSpaceLimit = 256

  /// In the octets of this step, where the first fault is.
  private(set) var fault: Int?
  /// The last step ended in white space too long to be dropped.
  private var isInLongSpace = false

  mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Int {
    fault = nil
    var used = 0
    // Decoded octets are never more than encoded ones.
    output.append(addingCapacity: bytes.count) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        let free = UnsafeMutableBufferPointer(rebasing: buffer[count...])
        let written = Self.hexValues.withUnsafeBufferPointer { write(bytes, isLast: isLast, to: free, hexValues: $0) }
        used = written.used
        count += written.count
      }
    }
    return used
  }

  private mutating func write(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: UnsafeMutableBufferPointer<UInt8>,
    hexValues: UnsafeBufferPointer<UInt8>
  ) -> (used: Int, count: Int) {
    let end = input.count
    var index = 0
    // What stands from `run` on is still to be copied.
    var run = 0
    var count = 0
    // White space before this place is kept.
    var kept = 0

    func copy(upTo stop: Int) {
      let length = stop - run
      guard length > 0, let source = input.baseAddress, let target = output.baseAddress else { return }
      (target + count).update(from: source + run, count: length)
      count += length
    }

    if isInLongSpace {
      while kept < end, input[kept].isWSP { kept += 1 }
      isInLongSpace = kept == end
    }
    while true {
      index = Self.nextMark(input, from: index)
      if index == end { break }
      guard input[index] == ASCII.equals else {
        let text = Self.trimmed(input, run: max(run, kept), end: index)
        if text < index {
          copy(upTo: text)
          run = index
        }
        index += 1
        continue
      }
      let first = index
      while index + 2 < end, input[index] == ASCII.equals {
        let high = hexValues[Int(input[index + 1])]
        let low = hexValues[Int(input[index + 2])]
        guard high | low < 16 else { break }
        if index == first { copy(upTo: index) }
        output[count] = high << 4 | low
        count += 1
        index += 3
      }
      if index > first {
        run = index
        continue
      }
      switch Self.escape(input, at: index, isLast: isLast) {
      case .softBreak(let next):
        copy(upTo: index)
        index = next
        run = next
      case .literal:
        if fault == nil { fault = index }
        index += 1
      case .undecided:
        copy(upTo: index)
        return (index, count)
      }
    }
    var text = max(run, kept)
    var start = end
    while start > text, input[start - 1].isWSP { start -= 1 }
    text = start
    if isLast {
      copy(upTo: end - text > Self.whiteSpaceLimit ? end : text)
      return (end, count)
    }
    if end - text > Self.whiteSpaceLimit {
      isInLongSpace = true
      text = end
    }
    copy(upTo: text)
    return (text, count)
  }

  /// Where the white space before the line end at `end` starts, or `end` where it stays.
  @inline(__always)
  private static func trimmed(_ input: UnsafeBufferPointer<UInt8>, run: Int, end: Int) -> Int {
    var start = end
    while start > run, input[start - 1].isWSP {
      start -= 1
      if end - start > whiteSpaceLimit { return end }
    }
    return start
  }

  private enum Escape {
    /// Goes on at this place.
    case softBreak(Int)
    case literal
    /// What follows must be seen first.
    case undecided
  }

  /// What the `=` at `index` starts, which is not followed by two hexadecimal digits.
  private static func escape(_ input: UnsafeBufferPointer<UInt8>, at index: Int, isLast: Bool) -> Escape {
    let end = input.count
    if index + 1 < end, input[index + 1].hexValue != nil {
      return index + 2 == end && !isLast ? .undecided : .literal
    }
    var next = index + 1
    while next < end, input[next].isWSP {
      next += 1
      if next - index - 1 > whiteSpaceLimit { return .literal }
    }
    if next == end { return isLast ? .softBreak(end) : .undecided }
    if input[next] == ASCII.lf { return .softBreak(next + 1) }
    guard input[next] == ASCII.cr else { return .literal }
    if next + 1 == end { return isLast ? .softBreak(end) : .undecided }
    return .softBreak(input[next + 1] == ASCII.lf ? next + 2 : next + 1)
  }

  /// 0 ... 15 for a hexadecimal digit, else 255.
  private static let hexValues: [UInt8] = (0...255 as ClosedRange<UInt8>).map { $0.hexValue ?? 255 }

  /// Where the next `=`, CR or LF is, or the end.
  @inline(__always)
  private static func nextMark(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(input)
    var index = start
    while index + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let hits =
        OctetScan.matches(word, 0x3D3D_3D3D_3D3D_3D3D) | OctetScan.matches(word, 0x0D0D_0D0D_0D0D_0D0D)
        | OctetScan.matches(word, 0x0A0A_0A0A_0A0A_0A0A)
      if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < raw.count, raw[index] != ASCII.equals, !raw[index].isLineBreak { index += 1 }
    return index
  }
}
