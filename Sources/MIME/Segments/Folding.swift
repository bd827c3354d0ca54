/// Text made alike for comparing with phrases: lower case in the scripts that have one, one space for any run of
/// white space, typographic apostrophes straight, and without bold marks and invisible direction marks.
enum Folding {
  /// Longest line that is compared with phrases, in bytes; a longer one is prose.
  static let lineLimit = 400

  static func fold(_ text: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    fold(text, range, into: &out)
    return out
  }

  /// Appends the folded `range` of `text`, with a space before it where `out` already has words.
  static func fold(_ text: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) {
    var index = range.lowerBound
    let end = min(range.upperBound, text.count)
    var wantsSpace = !out.isEmpty
    while index < end {
      let octet = text[index]
      if octet < 0x80 {
        index += 1
        if octet <= ASCII.space {
          wantsSpace = true
        } else if octet != 0x2A {
          append(octet.lowercasedASCII, to: &out, &wantsSpace)
        }
        continue
      }
      let width = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : octet >= 0xC0 ? 2 : 1
      let next = min(index + width, end)
      switch wide(text, index, next) {
      case .space: wantsSpace = true
      case .nothing: break
      case .octet(let octet): append(octet, to: &out, &wantsSpace)
      case .pair(let lead, let trail):
        append(lead, to: &out, &wantsSpace)
        out.append(trail)
      case .same:
        append(octet, to: &out, &wantsSpace)
        if next > index + 1 { out.append(contentsOf: text[(index + 1)..<next]) }
      case .nextTrail:
        append(octet, to: &out, &wantsSpace)
        out.append(contentsOf: text[(index + 1)..<(next - 1)])
        out.append(text[next - 1] &+ 1)
      }
      index = next
    }
  }

  private static func append(_ octet: UInt8, to out: inout [UInt8], _ wantsSpace: inout Bool) {
    if wantsSpace, !out.isEmpty { out.append(ASCII.space) }
    wantsSpace = false
    out.append(octet)
  }

  enum Folded {
    case space, nothing, same, nextTrail
    case octet(UInt8)
    case pair(UInt8, UInt8)
  }

  /// What a character of more than one octet becomes.
  private static func wide(_ text: [UInt8], _ index: Int, _ end: Int) -> Folded {
    switch end - index {
    case 2: return pair(text[index], text[index + 1])
    case 3: return triple(text[index], text[index + 1], text[index + 2])
    default: return .same
    }
  }

  /// Latin, Greek, and Cyrillic capitals, by the order they have in Unicode; Arabic digits.
  static func pair(_ lead: UInt8, _ trail: UInt8) -> Folded {
    switch (lead, trail) {
    case (0xC2, 0xA0): return .space
    case (0xC2, 0xAD): return .nothing
    case (0xC3, 0x80...0x9E) where trail != 0x97: return .pair(0xC3, trail + 0x20)
    case (0xC4, 0xB0), (0xC4, 0xB1): return .octet(0x69)
    case (0xC4, 0xBF): return .pair(0xC5, 0x80)
    case (0xC4, 0x80...0xB7): return .pair(lead, trail | 1)
    case (0xC4, 0xB9...0xBE), (0xC5, 0x81...0x88), (0xC5, 0xB9...0xBE):
      return .pair(lead, trail + (trail & 1))
    case (0xC5, 0x8A...0xB7): return .pair(lead, trail | 1)
    case (0xC6, 0xA0): return .pair(lead, 0xA1)
    case (0xC6, 0xAF): return .pair(lead, 0xB0)
    case (0xC8, 0x98...0x9B): return .pair(0xC5, trail < 0x9A ? 0x9F : 0xA3)
    case (0xCE, 0x86): return .pair(0xCE, 0xAC)
    case (0xCE, 0x88...0x8A): return .pair(0xCE, trail + 0x25)
    case (0xCE, 0x8C): return .pair(0xCF, 0x8C)
    case (0xCE, 0x8E...0x8F): return .pair(0xCF, trail &- 1)
    case (0xCE, 0x91...0x9F): return .pair(0xCE, trail + 0x20)
    case (0xCE, 0xA0...0xA9): return .pair(0xCF, trail &- 0x20)
    case (0xD0, 0x80...0x8F): return .pair(0xD1, trail + 0x10)
    case (0xD0, 0x90...0x9F): return .pair(0xD0, trail + 0x20)
    case (0xD0, 0xA0...0xAF): return .pair(0xD1, trail &- 0x20)
    case (0xD2, 0x90): return .pair(0xD2, 0x91)
    case (0xD9, 0xA0...0xA9): return .octet(trail &- 0x70)
    case (0xDB, 0xB0...0xB9): return .octet(trail &- 0x80)
    default: return .same
    }
  }

  /// White space, apostrophes, full-width signs, and the capitals of Vietnamese.
  private static func triple(_ lead: UInt8, _ middle: UInt8, _ trail: UInt8) -> Folded {
    switch (lead, middle) {
    case (0xE1, 0xBA), (0xE1, 0xBB): return trail & 1 == 0 ? .nextTrail : .same
    case (0xE2, 0x80):
      switch trail {
      case 0x80...0x8A, 0xAF: return .space
      case 0x8B...0x8F, 0xAA...0xAE: return .nothing
      case 0x98, 0x99: return .octet(0x27)
      default: return .same
      }
    case (0xE2, 0x81): return trail >= 0xA6 && trail <= 0xA9 ? .nothing : .same
    case (0xE3, 0x80): return trail == 0x80 ? .space : .same
    case (0xEF, 0xBB): return trail == 0xBF ? .nothing : .same
    case (0xEF, 0xBC): return trail >= 0x81 && trail <= 0x9F ? .octet(trail &- 0x60) : .same
    default: return .same
    }
  }
}
