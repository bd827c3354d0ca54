/// A value with parameters, as in Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2231).
struct ParameterizedValue {
  /// What stands before the first `;`, without comments, trimmed and lower-case.
  let value: String
  private var parameters: [String: String] = [:]

  /// Most parameters, and pieces of one, that are read: real mail has fewer than 10 (CVE-2026-27859: CPU spent on more).
  static let parameterLimit = 1_000

  /// The parameter `name`, given in lower case, with RFC 2231 pieces joined and decoded; nil where there is none.
  subscript(name: String) -> String? { parameters[name] }

  init(_ bytes: [UInt8]) {
    var scanner = ParameterScanner(bytes: bytes)
    value = scanner.value()
    var pieces: [String: [Piece]] = [:]
    var count = 0
    while count < Self.parameterLimit, let (name, raw) = scanner.next() {
      count += 1
      guard let star = name.firstIndex(of: 0x2A) else {
        let key = String(decoding: name, as: UTF8.self)
        if parameters[key] == nil { parameters[key] = Self.plainText(raw) }
        continue
      }
      let key = String(decoding: name[..<star], as: UTF8.self)
      var rest = name[(star + 1)...]
      let isExtended = rest.isEmpty || rest.last == 0x2A
      if rest.last == 0x2A { rest.removeLast() }
      // Four digits: more pieces than are read.
      let number = rest.isEmpty ? 0 : rest.count <= 4 ? Int(String(decoding: rest, as: UTF8.self)) : nil
      guard let number else { continue }
      pieces[key, default: []].append(Piece(number: number, isExtended: isExtended, bytes: raw))
    }
    for (key, list) in pieces { parameters[key] = Self.joined(list) }
  }

  private struct Piece {
    let number: Int
    let isExtended: Bool
    let bytes: [UInt8]
  }

  /// Encoded words are illegal here and everywhere (RFC 2047, 5).
  private static func plainText(_ bytes: [UInt8]) -> String {
    let raw = HeaderText.raw(bytes, fallback: .windows1252).text
    return EncodedWord.mayOccur(in: bytes) ? EncodedWord.decode(Array(raw.utf8)).text : raw
  }

  private static func joined(_ pieces: [Piece]) -> String {
    // Equal numbers are duplicates, of which the first counts.
    let ordered = pieces.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
    var bytes: [UInt8] = []
    var charset: Charset?
    var last = -1
    for (position, entry) in ordered.enumerated() where entry.element.number != last {
      var piece = entry.element.bytes[...]
      last = entry.element.number
      if entry.element.isExtended {
        if position == 0, let first = piece.firstIndex(of: 0x27),
          let second = piece[(first + 1)...].firstIndex(of: 0x27)
        {
          let label = String(decoding: piece[..<first], as: UTF8.self)
          charset = label.isEmpty ? nil : Charset(label: label)
          piece = piece[(second + 1)...]
        }
        bytes += percentDecoded(piece)
      } else {
        bytes += piece
      }
    }
    if charset == nil { return plainText(bytes) }
    return (charset ?? .unknown).decode(bytes[...]).text
  }

  private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x25, index + 2 < bytes.endIndex, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
