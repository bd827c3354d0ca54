/// The `begin 644 name` encoding that predates MIME (POSIX, uuencode).
enum UUEncoding {
  /// The bytes between `begin` and `end`; nil where no `begin` line stands.
  static func decode(_ input: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var started = false
    for line in input.split(whereSeparator: \.isLineBreak) {
      if !started {
        started = line.startsIgnoringCase("begin ")
        continue
      }
      if line.elementsEqual("end".utf8) { break }
      guard let first = line.first, first >= 0x20 else { continue }
      var left = Int((first - 0x20) & 63)
      var index = line.startIndex + 1
      while left > 0, index < line.endIndex {
        var group: UInt32 = 0
        for offset in 0..<4 {
          let octet = index + offset < line.endIndex ? line[index + offset] : 0x20
          group = group << 6 | UInt32((octet &- 0x20) & 63)
        }
        let bytes = [group >> 16, group >> 8, group].map { UInt8(truncatingIfNeeded: $0) }
        result += bytes.prefix(left)
        left -= min(left, 3)
        index += 4
      }
    }
    return started ? result : nil
  }
}
