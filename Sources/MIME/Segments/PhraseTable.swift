/// Phrases in folded form, found by their first octet: most lines of a text start no phrase and cost one look.
///
/// All phrases lie in one array, so that comparing counts no references.
struct PhraseTable: Sendable {
  /// The phrases one after the other, ordered by first octet, the longer first.
  private let octets: [UInt8]
  /// Where each phrase begins in `octets`; one more at the end.
  private let bounds: [Int32]
  private let values: [Int]
  /// Of a script that writes no spaces, or ends in a sign: what follows need not be a word's end.
  private let endsAnywhere: [Bool]
  /// For each first octet, where its phrases begin; one more at the end.
  private let starts: [Int32]

  private struct Entry {
    let phrase: [UInt8]
    let value: Int
  }

  init(_ phrases: [String]) {
    self.init(phrases.map { ($0, 0) })
  }

  /// - Parameter phrases: each with a number that finding it gives.
  init(_ phrases: [(String, Int)]) {
    var entries: [Entry] = []
    for (phrase, value) in phrases where !phrase.isEmpty {
      let bytes = Array(phrase.utf8)
      var folded = Folding.fold(bytes, 0..<bytes.count)
      // A space at the end is kept: it says that a word must follow.
      if bytes.last == ASCII.space { folded.append(ASCII.space) }
      if !folded.isEmpty { entries.append(Entry(phrase: folded, value: value)) }
    }
    entries.sort { (one: Entry, other: Entry) -> Bool in
      let (first, second) = (one.phrase[0], other.phrase[0])
      guard first == second else { return first < second }
      let (length, otherLength) = (one.phrase.count, other.phrase.count)
      // Equal ones lie side by side, so that their numbers are one slice.
      return length == otherLength ? one.phrase.lexicographicallyPrecedes(other.phrase) : length > otherLength
    }
    var octets: [UInt8] = []
    var bounds: [Int32] = [0]
    var counts = [Int32](repeating: 0, count: 257)
    for entry in entries {
      octets += entry.phrase
      bounds.append(Int32(octets.count))
      counts[Int(entry.phrase[0]) + 1] += 1
    }
    for octet in 1...256 { counts[octet] += counts[octet - 1] }
    self.octets = octets
    self.bounds = bounds
    values = entries.map { $0.value }
    endsAnywhere = entries.map { Self.endsAnywhere($0.phrase) }
    starts = counts
  }

  private static func endsAnywhere(_ phrase: [UInt8]) -> Bool {
    guard let last = phrase.last else { return true }
    if last < 0x80 { return !last.isLetter && !last.isDigit }
    return phrase.count >= 3 && phrase[phrase.count - 3] >= 0xE3
  }

  /// Whether any phrase starts with `octet`.
  func mayStart(with octet: UInt8) -> Bool { starts[Int(octet)] < starts[Int(octet) + 1] }

  /// Whether any phrase may start the text `content` of `text` once it is folded: a quick look that never says no
  /// wrongly.
  func mayOpen(_ text: [UInt8], _ content: Range<Int>) -> Bool {
    guard content.lowerBound < content.upperBound else { return false }
    let first = text[content.lowerBound]
    guard first < 0x80 else { return mayOpenWide(text, content) }
    for entry in Int(
      starts[Int(first.lowercasedASCII)])..<Int(starts[Int(first.lowercasedASCII) + 1])
    {
      var place = Int(bounds[entry]) + 1
      // 6 octets tell most words apart.
      let end = min(Int(bounds[entry + 1]), place + 6)
      var index = content.lowerBound + 1
      while place < end, index < content.upperBound {
        let octet = text[index]
        // Folding may change or drop it.
        if octet >= 0x80 || octet <= ASCII.space || octet == 0x2A { return true }
        guard octet.lowercasedASCII == octets[place] else { break }
        place += 1
        index += 1
      }
      if place == end { return true }
    }
    return false
  }

  /// Folding changes no character of three octets with a lead of E3 ... EE but white space: the first one decides.
  private func mayOpenWide(_ text: [UInt8], _ content: Range<Int>) -> Bool {
    let first = content.lowerBound
    guard text[first] >= 0xE3, text[first] <= 0xEE, content.count >= 3, text[first + 1] != 0x80 else { return true }
    return (Int(starts[Int(text[first])])..<Int(starts[Int(text[first]) + 1])).contains { entry in
      let start = Int(bounds[entry])
      return octets[start + 1] == text[first + 1] && octets[start + 2] == text[first + 2]
    }
  }

  /// The longest phrase that stands in `text` at `place` as whole words: its length and number.
  func match(_ text: [UInt8], at place: Int = 0, isWhole: Bool = false, anyEnd: Bool = false) -> (
    length: Int, value: Int
  )? {
    guard place < text.count else { return nil }
    let entries = Int(starts[Int(text[place])])..<Int(starts[Int(text[place]) + 1])
    for entry in entries {
      let start = Int(bounds[entry])
      let length = Int(bounds[entry + 1]) - start
      guard text.count - place >= length else { continue }
      var same = 1
      while same < length, text[place + same] == octets[start + same] { same += 1 }
      guard same == length else { continue }
      let end = place + length
      if isWhole ? end == text.count : anyEnd || endsAnywhere[entry] || Self.isWordEnd(text, end) {
        return (length, values[entry])
      }
    }
    return nil
  }

  /// All numbers of phrases that are the whole of `text`.
  func values(of text: [UInt8]) -> ArraySlice<Int> {
    guard let first = text.first else { return [] }
    var found = 0..<0
    for entry in Int(starts[Int(first)])..<Int(starts[Int(first) + 1]) {
      let start = Int(bounds[entry])
      let length = Int(bounds[entry + 1]) - start
      guard length >= text.count else { break }
      guard length == text.count else { continue }
      var same = 1
      while same < length, text[same] == octets[start + same] { same += 1 }
      if same == length {
        found = (found.isEmpty ? entry : found.lowerBound)..<(entry + 1)
      } else if !found.isEmpty {
        break
      }
    }
    return values[found]
  }

  /// The first place where a phrase stands at the start of a word.
  func find(in text: [UInt8], from start: Int = 0, anyEnd: Bool = false) -> Range<Int>? {
    var place = start
    var isBehindWord = false
    while place < text.count {
      let octet = text[place]
      if octet < 0x80 {
        let isWord = octet.isLetter || octet.isDigit
        if !(isBehindWord && isWord), starts[Int(octet)] < starts[Int(octet) + 1],
          let found = match(text, at: place, anyEnd: anyEnd)
        {
          return place..<(place + found.length)
        }
        isBehindWord = isWord
      } else if octet & 0xC0 != 0x80 {
        if starts[Int(octet)] < starts[Int(octet) + 1], Self.isWordStart(text, place),
          let found = match(text, at: place, anyEnd: anyEnd)
        {
          return place..<(place + found.length)
        }
        isBehindWord = false
      }
      place += 1
    }
    return nil
  }

  /// How many different phrases stand in `text`, up to `enough`; a phrase may be the start of a word.
  func count(in text: [UInt8], enough: Int) -> Int {
    var found: [[UInt8]] = []
    var place = 0
    while place < text.count, found.count < enough,
      let range = find(in: text, from: place, anyEnd: true)
    {
      let phrase = Array(text[range])
      if !found.contains(phrase) { found.append(phrase) }
      place = range.upperBound
    }
    return found.count
  }

  private static func isWordEnd(_ text: [UInt8], _ end: Int) -> Bool {
    guard end < text.count else { return true }
    return text[end] < 0x80 ? !text[end].isLetter && !text[end].isDigit : text[end] >= 0xE2
  }

  /// Whether the letter of more than one octet at `place` begins a word. Thai, and what stands behind U+3000, write no
  /// spaces, so that any letter may.
  private static func isWordStart(_ text: [UInt8], _ place: Int) -> Bool {
    guard place > 0, text[place] < 0xE3, text[place] != 0xE0 else { return true }
    let before = text[place - 1]
    return before < 0x80 && !before.isLetter && !before.isDigit
  }
}
