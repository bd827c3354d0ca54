/// The compression of PR_RTF_COMPRESSED ([MS-OXRTFCP]).
enum CompressedRTF {
  /// Takes off the compression. What a damaged stream still holds is given; nil where it is none at all.
  ///
  /// A reference of two octets gives 17 at most, so that the result is never larger than 9 times the input.
  static func decode(_ bytes: ArraySlice<UInt8>) -> (rtf: [UInt8], isDamaged: Bool)? {
    let input = Array(bytes)
    var reader = LittleEndianReader(input)
    guard let size = reader.u32(), let rawSize = reader.u32(), let magic = reader.u32(), let checksum = reader.u32()
    else { return nil }
    // The first number counts from behind itself.
    let isShort = UInt64(size) + 4 > UInt64(input.count)
    let end = isShort ? input.count : max(16, Int(size) + 4)
    switch magic {
    case uncompressed:
      let rest = input[16..<end]
      return (Array(rest.prefix(Int(rawSize))), isShort || Int(rawSize) > rest.count)
    case compressed:
      let (rtf, isWhole) = expand(input[16..<end])
      // The sum is a hint only: Outlook itself reads what fails it.
      let isDamaged = isShort || !isWhole || rtf.count != Int(rawSize) || CRC.sum(input[16..<end]) != checksum
      return (rtf, isDamaged)
    default: return nil
    }
  }

  /// `MELA` and `LZFu`, little-endian.
  private static let uncompressed: UInt32 = 0x414C_454D
  private static let compressed: UInt32 = 0x7546_5A4C

  /// The words that RTF begins with; the dictionary holds them from the start.
  private static let prebuilt = Array(
    (#"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"#
      + #"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"# + "\r\n"
      + #"\par \pard\plain\f0\fs20\b\i\u\tab\tx"#).utf8)

  /// Octets of the dictionary, a ring.
  private static let dictionarySize = 4_096

  private static func expand(_ input: ArraySlice<UInt8>) -> (rtf: [UInt8], isWhole: Bool) {
    var dictionary = prebuilt + [UInt8](repeating: 0, count: dictionarySize - prebuilt.count)
    var write = prebuilt.count
    var result: [UInt8] = []
    result.reserveCapacity(input.count * 3)
    var index = input.startIndex
    while index < input.endIndex {
      let control = input[index]
      index += 1
      for bit in 0..<8 {
        guard index < input.endIndex else { return (result, false) }
        if control >> bit & 1 == 0 {
          dictionary[write] = input[index]
          result.append(input[index])
          index += 1
          write = (write + 1) % dictionarySize
          continue
        }
        guard index + 1 < input.endIndex else { return (result, false) }
        let reference = Int(input[index]) << 8 | Int(input[index + 1])
        index += 2
        var read = reference >> 4
        // A reference to where is written next ends the stream.
        if read == write { return (result, true) }
        for _ in 0..<((reference & 15) + 2) {
          let octet = dictionary[read]
          dictionary[write] = octet
          result.append(octet)
          read = (read + 1) % dictionarySize
          write = (write + 1) % dictionarySize
        }
      }
    }
    return (result, false)
  }
}

/// The checksum of compressed RTF: CRC-32 without its first and last inversion ([MS-OXRTFCP] 2.1.3.2).
enum CRC {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  static func sum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
