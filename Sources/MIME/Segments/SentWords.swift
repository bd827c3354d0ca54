/// The words we sent in a conversation, as hashes of runs of words: found again however they are wrapped or marked.
struct SentWords {
  /// Words in one run. Eight in a row are not written twice by chance; "Thank you very much" is.
  static let run = 8
  /// Fewest characters in a row where a script writes no spaces and each character counts as a word.
  static let characterRun = 16
  /// Most words kept of what we sent, over all messages: some 2 MB of text.
  private static let wordLimit = 400_000

  private var runs: Set<UInt64> = []

  var isEmpty: Bool { runs.isEmpty }

  /// - Parameter sent: plain texts; what they quote themselves is left out, for it may be the customer's.
  init(_ sent: [[UInt8]]) {
    var left = Self.wordLimit
    for message in sent where left > 0 && message.count <= LineTable.textLimit {
      var labels = LineLabels(LineTable(message))
      labels.markOthersWords()
      var words: [UInt64] = []
      for index in labels.kinds.indices where labels.kinds[index] == .own && words.count < left {
        WordScanner.scan(message, labels.text.lines[index].content) { hash, _ in words.append(hash)
        }
      }
      left -= words.count
      Self.eachRun(words) { _, hash in runs.insert(hash) }
    }
  }

  /// Which of `words` stand in runs that we sent.
  func cover(_ words: [UInt64]) -> [Bool] {
    var covered = [Bool](repeating: false, count: words.count)
    var end = 0
    Self.eachRun(words) { start, hash in
      guard runs.contains(hash) else { return }
      for index in max(start, end)..<(start + Self.run) { covered[index] = true }
      end = start + Self.run
    }
    return covered
  }

  /// Calls `body` with the start and the hash of each run, in order (polynomial rolling hash, Karp and Rabin).
  private static func eachRun(_ words: [UInt64], _ body: (Int, UInt64) -> Void) {
    guard words.count >= run else { return }
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    var outgoing: UInt64 = 1
    for _ in 0..<run { outgoing = outgoing &* base }
    var hash: UInt64 = 0
    for index in words.indices {
      hash = hash &* base &+ words[index]
      if index >= run { hash = hash &- words[index - run] &* outgoing }
      if index + 1 >= run { body(index + 1 - run, hash) }
    }
  }
}

/// The words of a text as hashes: letters and digits, case folded; signs and spaces are passed over.
enum WordScanner {
  /// Calls `body` with each word's hash and whether it is one character of a script that writes no spaces.
  static func scan(_ text: [UInt8], _ range: Range<Int>, _ body: (UInt64, Bool) -> Void) {
    let offset: UInt64 = 0xCBF2_9CE4_8422_2325
    let prime: UInt64 = 0x0000_0100_0000_01B3
    var hash = offset
    var isOpen = false
    var index = range.lowerBound
    while index < range.upperBound {
      let octet = text[index]
      if octet < 0x80 {
        index += 1
        if octet.isLetter || octet.isDigit {
          hash = (hash ^ UInt64(octet.lowercasedASCII)) &* prime
          isOpen = true
        } else if isOpen {
          body(hash, false)
          hash = offset
          isOpen = false
        }
        continue
      }
      let width = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : octet >= 0xC0 ? 2 : 1
      let end = min(index + width, range.upperBound)
      let isSign =
        octet == 0xC2 || octet == 0xE2 || octet == 0xEF
        || octet == 0xE3 && text[index + 1 < end ? index + 1 : index] == 0x80
      let isCharacter = octet >= 0xE3 && octet <= 0xE9 && !isSign
      if isOpen, isSign || isCharacter {
        body(hash, false)
        hash = offset
        isOpen = false
      }
      if !isSign {
        var lead = octet
        var trail = text[end - 1]
        if width == 2, case .pair(let foldedLead, let foldedTrail) = Folding.pair(lead, trail) {
          (lead, trail) = (foldedLead, foldedTrail)
        }
        hash = (hash ^ UInt64(lead)) &* prime
        if end - index > 2 {
          for octet in text[(index + 1)..<(end - 1)] { hash = (hash ^ UInt64(octet)) &* prime }
        }
        if end - index > 1 { hash = (hash ^ UInt64(trail)) &* prime }
        isOpen = true
        if isCharacter {
          body(hash, true)
          hash = offset
          isOpen = false
        }
      }
      index = end
    }
    if isOpen { body(hash, false) }
  }
}

extension LineLabels {
  /// Labels the lines whose every word we sent ourselves, in runs long enough to be no accident.
  ///
  /// Every word: a customer may write the answer behind our question on one line.
  mutating func markSent(_ sent: [[UInt8]]) {
    guard !sent.isEmpty else { return }
    let ours = SentWords(sent)
    guard !ours.isEmpty else { return }
    var words: [UInt64] = []
    var isCharacter: [Bool] = []
    var lineEnds: [Int] = []
    lineEnds.reserveCapacity(text.count)
    for line in text.lines {
      WordScanner.scan(text.bytes, line.content) { hash, alone in
        words.append(hash)
        isCharacter.append(alone)
      }
      lineEnds.append(words.count)
    }
    var covered = ours.cover(words)
    dropShortRuns(&covered, isCharacter)
    var start = 0
    for (index, end) in lineEnds.enumerated() {
      defer { start = end }
      guard end > start, signals[index] != .code, covered[start..<end].allSatisfy({ $0 }) else {
        continue
      }
      markQuoted(index..<(index + 1), .quoted, .sent)
      signals[index] = .sent
    }
  }

  /// In scripts without spaces eight characters are a phrase that anybody may repeat.
  private func dropShortRuns(_ covered: inout [Bool], _ isCharacter: [Bool]) {
    var start = 0
    while start < covered.count {
      guard covered[start] else {
        start += 1
        continue
      }
      var end = start
      var characters = 0
      while end < covered.count, covered[end] {
        if isCharacter[end] { characters += 1 }
        end += 1
      }
      if characters * 2 > end - start, end - start < SentWords.characterRun {
        for index in start..<end { covered[index] = false }
      }
      start = end
    }
  }
}
