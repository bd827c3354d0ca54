/// Decodes a body that is uuencoded as a whole (POSIX, uuencode), for ``TransferDecoder``.
///
/// What stands before `begin` and behind `end` is passed over. A body without `begin` is kept as it stands.
struct UUDecoder {
  /// How far `begin` is looked for, in octets.
  static let sampleLimit = 4_096
  /// Longest line, in octets. The longest that encodes something has 85 (its count is one octet of six bits).
  static let lineLimit = 1_000

  private enum State {
    case undecided
    case data
    case ended
    case plain
  }

  private(set) var fault: Int?
  private var state = State.undecided

  mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Int {
    fault = nil
    var index = 0
    if case .undecided = state {
      guard bytes.count >= Self.sampleLimit || isLast else { return 0 }
      if let start = Self.start(UnsafeBufferPointer(rebasing: bytes.prefix(Self.sampleLimit))) {
        state = .data
        index = start
      } else {
        state = .plain
        if !bytes.isEmpty { fault = 0 }
      }
    }
    switch state {
    case .undecided, .ended: return bytes.count
    case .plain:
      output.append(contentsOf: bytes)
      return bytes.count
    case .data: break
    }
    while index < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[index...].prefix(Self.lineLimit))
      let length = rest.firstIndex(where: \.isLineBreak)
      guard length != nil || isLast || rest.count == Self.lineLimit else { return index }
      let line = UnsafeBufferPointer(rebasing: rest.prefix(length ?? rest.count))
      if UULine.isEnd(line) {
        state = .ended
        return bytes.count
      }
      if !line.isEmpty, !UULine.decode(line, into: &output), fault == nil { fault = index }
      index += max(line.count, 1)
    }
    if isLast, fault == nil { fault = bytes.count }
    return index
  }

  /// Where the line after `begin` starts.
  private static func start(_ sample: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < sample.count {
      let rest = sample[index...]
      let end = rest.firstIndex(where: \.isLineBreak) ?? sample.count
      if UnsafeBufferPointer(rebasing: sample[index..<end]).startsIgnoringCase("begin ") { return end }
      index = end + 1
    }
    return nil
  }
}

/// One line of uuencoded data: how many octets it stands for, and four characters for each three of them.
enum UULine {
  enum Form {
    /// As long as its count says.
    case exact
    /// White space at its end was lost, which stood for zeros.
    case short
    case none
  }

  static func isEnd(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = line.count
    while count > 0, line[count - 1].isWSP { count -= 1 }
    return count == 3 && line[0] == 0x65 && line[1] == 0x6E && line[2] == 0x64
  }

  /// What the line looks like.
  static func form(_ line: UnsafeBufferPointer<UInt8>) -> Form {
    guard let first = line.first, line.allSatisfy({ $0 >= 0x20 && $0 <= 0x60 }) else { return .none }
    let length = 1 + (Int((first &- 0x20) & 63) + 2) / 3 * 4
    // Some writers add a check sum of one character.
    if line.count == length || line.count == length + 1 { return .exact }
    return line.count < length && line.count * 2 >= length ? .short : .none
  }

  /// Appends what the line stands for; false where it cannot be a line of data, or where more than half of it is
  /// missing: that much is not made up, or a few octets could become many.
  static func decode(_ line: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Bool {
    guard let first = line.first, first >= 0x20, first <= 0x60 else { return false }
    let said = Int((first - 0x20) & 63)
    let isMostlyThere = line.count * 2 >= 1 + (said + 2) / 3 * 4
    var left = isMostlyThere ? said : (line.count - 1) / 4 * 3
    var index = 1
    while left > 0 {
      var group: UInt32 = 0
      for offset in 0..<4 {
        let octet = index + offset < line.count ? line[index + offset] : 0x20
        group = group << 6 | UInt32((octet &- 0x20) & 63)
      }
      output.append(UInt8(truncatingIfNeeded: group >> 16))
      if left > 1 { output.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if left > 2 { output.append(UInt8(truncatingIfNeeded: group)) }
      left -= 3
      index += 4
    }
    return isMostlyThere
  }
}
