/// The ranges of a message that were not kept when it was read from a stream.
struct Elisions: Hashable, Sendable {
  /// In order, apart from each other, none empty.
  private(set) var ranges: [Range<Int>] = []
  /// How many bytes were left out before the end of each range, in the order of ``ranges``.
  private var totals: [Int] = []

  var isEmpty: Bool { ranges.isEmpty }

  /// Notes that `range`, behind all noted before, was left out.
  mutating func leaveOut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let total = (totals.last ?? 0) + range.count
    if let last = ranges.last, last.upperBound == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      totals[totals.count - 1] = total
    } else {
      ranges.append(range)
      totals.append(total)
    }
  }

  /// Whether some of `range` was left out.
  func holds(_ range: Range<Int>) -> Bool {
    let index = firstIndex(endingBehind: range.lowerBound)
    return index < ranges.count && ranges[index].lowerBound < range.upperBound
  }

  /// Where `range` of the message stands in what was kept.
  func place(_ range: Range<Int>) -> Range<Int> {
    guard !ranges.isEmpty else { return range }
    return place(range.lowerBound)..<place(range.upperBound)
  }

  private func place(_ offset: Int) -> Int {
    let index = firstIndex(endingBehind: offset)
    let before = index > 0 ? totals[index - 1] : 0
    guard index < ranges.count, ranges[index].lowerBound < offset else { return offset - before }
    return ranges[index].lowerBound - before
  }

  /// The first range that ends behind `offset`, by halving.
  private func firstIndex(endingBehind offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
