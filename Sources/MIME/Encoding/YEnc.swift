/// yEnc (version 1.3): octets moved up by 42, with `=` before the few that a line may not have.
enum YEnc {
  /// The octets that `data`, the lines between `=ybegin` and `=yend`, stand for.
  static func decode(_ data: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(data.count)
    var isEscaped = false
    for index in 0..<data.count {
      let octet = data[index]
      if octet.isLineBreak { continue }
      if isEscaped {
        result.append(octet &- 106)
        isEscaped = false
      } else if octet == ASCII.equals {
        isEscaped = true
      } else {
        result.append(octet &- 42)
      }
    }
    return result
  }
}
