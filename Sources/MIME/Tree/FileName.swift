/// The name a sender gave an attachment (RFC 2183, 2.3 and 5): for showing, never a path to write to.
enum FileName {
  /// Longest name kept, in bytes: what file systems take.
  static let lengthLimit = 255

  /// `name` without path and controls; nil where nothing is left of it.
  static func cleaned(_ name: String) -> String? {
    var bytes = Array(HeaderText.withoutControls(name).utf8)
    if let slash = bytes.lastIndex(where: { $0 == 0x2F || $0 == ASCII.backslash }) { bytes.removeSubrange(...slash) }
    // A drive without a path: `C:name`.
    if bytes.count > 2, bytes[0].isLetter, bytes[1] == ASCII.colon { bytes.removeFirst(2) }
    if bytes.count > lengthLimit {
      var end = lengthLimit
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      bytes.removeSubrange(end...)
    }
    while let last = bytes.last, last == ASCII.dot || last == ASCII.space { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self).trimmingSpaces
    if text.isEmpty { return nil }
    return isDevice(text) ? "_\(text)" : text
  }

  /// Whether Windows takes `name` for a device whatever its ending: `NUL`, `com1.txt`.
  private static func isDevice(_ name: String) -> Bool {
    let stem = name.utf8.prefix { $0 != ASCII.dot }.map(\.lowercasedASCII)
    guard stem.count == 3 || stem.count == 4 else { return false }
    let word = String(decoding: stem, as: UTF8.self)
    if ["con", "prn", "aux", "nul"].contains(word) { return true }
    return (word.hasPrefix("com") || word.hasPrefix("lpt")) && stem.count == 4 && stem[3].isDigit && stem[3] != 0x30
  }
}
