internal import Synchronization

/// What the network says of single words, kept for when they come again: half of a text's words are some hundred forms.
///
/// What is kept is what would be found anew, bit by bit. Two generations: when the younger is full it becomes the older, whose
/// words are let go unless they came in the meantime.
final class WordMemory: Sendable {
  /// Of each generation; 16 MB for both with the 512 numbers of a word.
  static let mostWords = 1 << 12
  /// A longer word (bytes) is a URL or the like, and does not come again.
  private static let longestWord = 32

  private struct Generations {
    var young: [[UInt8]: [Float]] = [:]
    var old: [[UInt8]: [Float]] = [:]

    mutating func reading(of word: [UInt8]) -> [Float]? {
      if let known = young[word] { return known }
      guard let known = old[word] else { return nil }
      keep(known, of: word)
      return known
    }

    mutating func keep(_ reading: [Float], of word: [UInt8]) {
      if young.count >= WordMemory.mostWords {
        old = young
        young = [:]
      }
      young[word] = reading
    }
  }

  private let generations = Mutex(Generations())

  /// Puts what is known of each word into its row.
  /// - Returns: the indices of the words of which nothing is known.
  func read(_ words: [[UInt8]], into rows: FloatRows) -> [Int] {
    let known = generations.withLock { generations in words.map { generations.reading(of: $0) } }
    var missing: [Int] = []
    for (at, reading) in known.enumerated() {
      guard let reading else {
        missing.append(at)
        continue
      }
      reading.withUnsafeBufferPointer { numbers in
        if let first = numbers.baseAddress { rows.row(at).update(from: first, count: numbers.count) }
      }
    }
    return missing
  }

  /// Keeps the row of each word.
  func keep(_ words: [[UInt8]], _ rows: FloatRows) {
    let readings = words.indices.map { Array(UnsafeBufferPointer(start: rows.row($0), count: rows.width)) }
    generations.withLock { generations in
      for (word, reading) in zip(words, readings) where word.count <= Self.longestWord { generations.keep(reading, of: word) }
    }
  }
}
