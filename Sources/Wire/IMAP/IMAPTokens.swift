/// The tokens of one IMAP response (RFC 9051, 9), read left to right without ever going back.
struct IMAPTokens {
  enum Token: Hashable {
    case atom(ArraySlice<UInt8>)
    /// A quoted string, or a literal, without its wrapping.
    case string([UInt8])
    case open
    case close
  }

  private let pieces: [IMAPResponseParser.Piece]
  private var piece = 0
  private var offset: Int

  /// - Parameter offset: where to begin in the first piece.
  init(_ pieces: [IMAPResponseParser.Piece], from offset: Int) {
    self.pieces = pieces
    self.offset = offset
  }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    while piece < pieces.count {
      switch pieces[piece] {
      case .literal(let octets):
        (piece, offset) = (piece + 1, 0)
        return .string(octets)
      case .text(let text):
        while offset < text.count, text[offset] == 0x20 { offset += 1 }
        guard offset < text.count else {
          (piece, offset) = (piece + 1, 0)
          continue
        }
        switch text[offset] {
        case 0x28:
          offset += 1
          return .open
        case 0x29:
          offset += 1
          return .close
        case 0x22: return .string(quoted(in: text))
        default: return .atom(atom(in: text))
        }
      }
    }
    return nil
  }

  private mutating func quoted(in text: [UInt8]) -> [UInt8] {
    var value: [UInt8] = []
    offset += 1
    while offset < text.count, text[offset] != 0x22 {
      if text[offset] == 0x5C, offset + 1 < text.count { offset += 1 }
      value.append(text[offset])
      offset += 1
    }
    if offset < text.count { offset += 1 }
    return value
  }

  private mutating func atom(in text: [UInt8]) -> ArraySlice<UInt8> {
    let start = offset
    while offset < text.count {
      let octet = text[offset]
      if octet == 0x5B, Self.takesSection(text[start..<offset]) {
        // `BODY[HEADER.FIELDS (DATE)]`: spaces and parentheses within belong to the name.
        while offset < text.count, text[offset] != 0x5D { offset += 1 }
        continue
      }
      if octet == 0x20 || octet == 0x28 || octet == 0x29 || octet == 0x22 { break }
      offset += 1
    }
    return text[start..<min(offset, text.count)]
  }

  private static func takesSection(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count <= 11 else { return false }
    return ["BODY", "BINARY", "BINARY.SIZE"].contains(String(decoding: name, as: UTF8.self).uppercased())
  }
}
