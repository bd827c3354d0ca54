/// One part of a multipart before it is put between delimiters.
struct WrittenPart {
  /// Header lines, each with its CRLF.
  let header: [UInt8]
  let body: [UInt8]
}

/// Making multiparts (RFC 2046, 5.1.1).
enum Boundary {
  /// Most letters that are taken from a Message-ID: a boundary has 70 octets at most.
  private static let seedLimit = 40
  /// Most digits of a number behind the seed that are read: 10^18 is far from overflow.
  private static let digitLimit = 18

  /// A boundary that no line of `bodies` holds; the same for the same mail.
  ///
  /// `=_` occurs neither in base64 nor in quoted-printable. The letters of the Message-ID are random, so that nobody
  /// can write a mail which holds them beforehand; if one does all the same, a number is added that it does not hold.
  static func make(from messageID: String, notIn bodies: [[UInt8]]) -> [UInt8] {
    let seed =
      [ASCII.equals, ASCII.underscore] + messageID.utf8.lazy.filter { $0.isLetter || $0.isDigit }.prefix(seedLimit)
    var highest: Int?
    for body in bodies {
      if let number = highestNumber(behind: seed, in: body) { highest = max(highest ?? 0, number) }
    }
    guard let highest else { return seed }
    return seed + [ASCII.hyphen] + String(highest + 1).utf8
  }

  /// `parts` between delimiters.
  static func joined(_ parts: [WrittenPart], by boundary: [UInt8]) -> [UInt8] {
    let lineEnd = [ASCII.cr, ASCII.lf]
    let dashes = [ASCII.hyphen, ASCII.hyphen]
    var result: [UInt8] = []
    result.reserveCapacity(parts.reduce(0) { $0 + $1.header.count + $1.body.count + boundary.count + 8 } + 80)
    for part in parts {
      result += dashes
      result += boundary
      result += lineEnd
      result += part.header
      result += lineEnd
      result += part.body
      result += lineEnd
    }
    return result + dashes + boundary + dashes + lineEnd
  }

  /// The highest number that stands behind `seed` and a hyphen anywhere in `body`, 0 where only the seed does; nil
  /// where not even that does. One pass, whatever the body holds.
  private static func highestNumber(behind seed: [UInt8], in body: [UInt8]) -> Int? {
    var highest: Int?
    var index = 0
    while index + seed.count <= body.count {
      // Both octets of `=_` can only stand at the head of a seed, so that no place is looked at twice.
      guard body[index] == ASCII.equals, body[index + 1] == ASCII.underscore,
        body[index..<(index + seed.count)].elementsEqual(seed)
      else {
        index += 1
        continue
      }
      index += seed.count
      var number = 0
      if index < body.count, body[index] == ASCII.hyphen {
        let digits = body[(index + 1)...].prefix(digitLimit).prefix { $0.isDigit }
        number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        index += 1 + digits.count
      }
      highest = max(highest ?? 0, number)
    }
    return highest
  }
}
