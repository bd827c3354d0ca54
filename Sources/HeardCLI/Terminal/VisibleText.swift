/// Text as it may reach a terminal: what would steer the terminal or deceive the eye is made visible.
///
/// C0 and DEL become `^[`, `^?`; C1, bidirectional controls, invisible and tag characters become `<U+202E>`
/// (OBLIGATIONS D-4, D-5). Line feeds stay where lines are wanted, else become spaces, as tabs do.
enum VisibleText {
  /// Several lines.
  static func lines(_ text: String) -> String { make(text, keepingLines: true) }

  /// One line.
  static func line(_ text: String) -> String { make(text, keepingLines: false) }

  private static func make(_ text: String, keepingLines: Bool) -> String {
    // Nearly all text needs nothing.
    guard text.unicodeScalars.contains(where: { needsCare($0) }) else { return text }
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: visible.append(keepingLines ? scalar : " ")
      case 0x09: visible.append(" ")
      case 0x00...0x1F:
        visible.append("^")
        visible.append(Unicode.Scalar(UInt8(scalar.value + 0x40)))
      case 0x7F: visible.append(contentsOf: "^?".unicodeScalars)
      default:
        if needsCare(scalar) {
          visible.append(contentsOf: "<U+\(hex(scalar.value))>".unicodeScalars)
        } else {
          visible.append(scalar)
        }
      }
    }
    return String(visible)
  }

  static func needsCare(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x00AD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
