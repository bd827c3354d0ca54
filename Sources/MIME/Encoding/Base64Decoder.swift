/// Decodes base64 (RFC 2045, 6.8), for ``TransferDecoder`` and ``Base64``.
///
/// Octets outside the alphabet are skipped; padding ends a group, and what follows is decoded too.
struct Base64Decoder {
  /// In the octets of this step, where the first fault is: an octet that is neither of the alphabet nor white space,
  /// data behind padding, a group cut short.
  private(set) var fault: Int?
  /// The letters of a group that is not full yet, six bits each.
  private var group: UInt32 = 0
  private var filled = 0
  private(set) var isPadded = false

  mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Int {
    forgetFault()
    output.append(addingCapacity: Self.capacity(for: bytes.count)) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        let free = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
        var written = 0
        decode(bytes, to: free, count: &written)
        if isLast { end(at: bytes.count, to: free, count: &written) }
        count += written
      }
    }
    return bytes.count
  }

  /// Starts a step: what was wrong before is known.
  mutating func forgetFault() { fault = nil }

  /// Room for what `count` octets decode to, and for writing eight octets at once.
  static func capacity(for count: Int) -> Int { count / 4 * 3 + 16 }

  /// Decodes all of `input`.
  mutating func decode(
    _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableRawBufferPointer, count: inout Int
  ) {
    var index = 0
    while index < input.count {
      index = decodeRun(input, from: index, to: output, count: &count)
      guard index < input.count else { return }
      let octet = input[index]
      if octet == ASCII.equals {
        pad(at: index, to: output, count: &count)
      } else if !octet.isWSP, !octet.isLineBreak {
        if fault == nil { fault = index }
      }
      index += 1
    }
  }

  /// Decodes letters of the alphabet up to the first octet that is none, and says where that is.
  mutating func decodeRun(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, to output: UnsafeMutableRawBufferPointer, count: inout Int
  ) -> Int {
    Self.groups.withUnsafeBufferPointer { table in
      var index = start
      if isPadded, index < input.count, table[Int(input[index])] < Self.noLetter {
        isPadded = false
        if fault == nil { fault = index }
      }
      while index < input.count {
        if filled == 0 { index = Self.decodeGroups(input, from: index, table, to: output, count: &count) }
        guard index < input.count else { return index }
        let bits = table[768 + Int(input[index])]
        guard bits < Self.noLetter else { return index }
        index += 1
        group = group << 6 | bits >> 16
        filled += 1
        if filled == 4 {
          output[count] = UInt8(truncatingIfNeeded: group >> 16)
          output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
          output[count + 2] = UInt8(truncatingIfNeeded: group)
          count += 3
          group = 0
          filled = 0
        }
      }
      return index
    }
  }

  /// Decodes whole groups of four letters, and stops before the first that has something else in it.
  @inline(__always)
  private static func decodeGroups(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, _ table: UnsafeBufferPointer<UInt32>,
    to output: UnsafeMutableRawBufferPointer, count: inout Int
  ) -> Int {
    var index = start
    var written = count
    while index + 8 <= input.count {
      let first = bits(input, at: index, table)
      let second = bits(input, at: index + 4, table)
      if first | second >= noLetter { break }
      output.storeBytes(
        of: (UInt64(first) | UInt64(second) << 24).littleEndian, toByteOffset: written, as: UInt64.self)
      index += 8
      written += 6
    }
    if index + 4 <= input.count {
      let last = bits(input, at: index, table)
      if last < noLetter {
        output.storeBytes(of: last.littleEndian, toByteOffset: written, as: UInt32.self)
        index += 4
        written += 3
      }
    }
    count = written
    return index
  }

  /// The three octets of a group, the first one lowest.
  @inline(__always)
  private static func bits(
    _ input: UnsafeBufferPointer<UInt8>, at index: Int, _ table: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    table[Int(input[index])] | table[256 + Int(input[index + 1])] | table[512 + Int(input[index + 2])]
      | table[768 + Int(input[index + 3])]
  }

  /// Ends a group at padding.
  mutating func pad(at index: Int, to output: UnsafeMutableRawBufferPointer, count: inout Int) {
    if filled == 1, fault == nil { fault = index }
    flush(to: output, count: &count)
    isPadded = true
  }

  /// Ends the last group, which lacks its padding if there is one.
  mutating func end(at index: Int, to output: UnsafeMutableRawBufferPointer, count: inout Int) {
    if filled != 0, fault == nil { fault = index }
    flush(to: output, count: &count)
  }

  private mutating func flush(to output: UnsafeMutableRawBufferPointer, count: inout Int) {
    if filled == 2 {
      output[count] = UInt8(truncatingIfNeeded: group >> 4)
      count += 1
    } else if filled == 3 {
      output[count] = UInt8(truncatingIfNeeded: group >> 10)
      output[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
      count += 2
    }
    group = 0
    filled = 0
  }

  /// For a letter in each of the four places of a group, its bits where they belong in three octets, the first octet
  /// lowest; above them something for what is no letter.
  private static let groups: [UInt32] = (0..<1_024).map { place in
    let value = UInt32(Base64.values[place & 255])
    guard value < 64 else { return noLetter }
    switch place >> 8 {
    case 0: return value << 2
    case 1: return value >> 4 | (value & 15) << 12
    case 2: return (value >> 2) << 8 | (value & 3) << 22
    default: return value << 16
    }
  }

  private static let noLetter: UInt32 = 1 << 24
}
