/// Making and checking Message-IDs (RFC 5322, 3.6.4).
public enum MessageID {
  /// Longest id that is written into a header, in bytes: with brackets and its field's name it fits one line of 998.
  public static let lengthLimit = 900

  /// A new id at `domain`, without angle brackets: 128 random bits, where 96 would do, as 26 letters and digits.
  public static func make(domain: String, using generator: inout some RandomNumberGenerator) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var letters: [UInt8] = []
    for _ in 0..<2 {
      var bits: UInt64 = generator.next()
      for _ in 0..<13 {
        letters.append(alphabet[Int(bits & 31)])
        bits >>= 5
      }
    }
    return "\(String(decoding: letters, as: UTF8.self))@\(domain)"
  }

  /// Whether `id` can stand between angle brackets in a header: printable ASCII without spaces and brackets.
  public static func isWritable(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= lengthLimit
      && id.utf8.allSatisfy { $0 > ASCII.space && $0 < 0x7F && $0 != ASCII.less && $0 != ASCII.greater }
  }
}
