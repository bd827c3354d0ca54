/// A mail made to exhaust its reader: one piece, repeated. Honest readers take time in proportion to its length.
public struct Bomb: Sendable {
  /// What is repeated, in words for the table.
  public let name: String
  /// How often in the bomb as it is thrown; each shall be read in under a second.
  public let count: Int
  /// The mail with so many repetitions.
  public let mail: @Sendable (_ count: Int) -> [UInt8]

  init(_ name: String, _ count: Int, _ mail: @escaping @Sendable (Int) -> [UInt8]) {
    self.name = name
    self.count = count
    self.mail = mail
  }

  public static let all = structure + fields + encodings + texts + pages

  /// `head`, then `piece` so many times, then `tail`.
  static func repeated(_ head: String = "", _ piece: String, _ count: Int, _ tail: String = "") -> [UInt8] {
    var result = Array(head.utf8)
    let piece = Array(piece.utf8)
    result.reserveCapacity(result.count + piece.count * count + tail.utf8.count)
    for _ in 0..<count { result += piece }
    return result + Array(tail.utf8)
  }

  /// A field that holds `piece` so many times.
  static func field(_ name: String, _ piece: String, tail: String = "") -> @Sendable (Int) -> [UInt8] {
    { repeated("\(name): ", piece, $0, "\(tail)\r\n\r\nbody\r\n") }
  }

  /// A text of `type` that holds `piece` so many times.
  static func body(_ type: String, _ piece: String, encoding: String = "8bit", head: String = "", tail: String = "")
    -> @Sendable (Int) -> [UInt8]
  {
    let fields = "Content-Type: \(type)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
    return { repeated(fields + head, piece, $0, tail) }
  }
}
