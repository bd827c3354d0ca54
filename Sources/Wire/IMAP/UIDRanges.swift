/// A set of UIDs, held as its runs: a mailbox of 100,000 messages without gaps takes a few octets.
public struct UIDRanges: Hashable, Sendable {
  /// Ascending; no two overlap or touch.
  public private(set) var ranges: [ClosedRange<UInt32>] = []

  /// None.
  public init() {}

  /// The UIDs in `uids`, in any order.
  public init(_ uids: some Sequence<UInt32>) { self.init(merging: uids.map { $0...$0 }) }

  /// The UIDs of all `runs`, which may overlap, in any order.
  public init(merging runs: [ClosedRange<UInt32>]) {
    for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(run) }
  }

  /// How many UIDs there are, which need not all be spelt out anywhere.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  public var isEmpty: Bool { ranges.isEmpty }

  public func contains(_ uid: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < uid { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(uid)
  }

  /// The UIDs of this set that are not in `other`. Time is linear in the runs of both.
  public func subtracting(_ other: UIDRanges) -> UIDRanges {
    var left = UIDRanges()
    var index = 0
    for range in ranges {
      var start = UInt64(range.lowerBound)
      let end = UInt64(range.upperBound)
      while index < other.ranges.count, UInt64(other.ranges[index].upperBound) < start { index += 1 }
      var next = index
      while start <= end, next < other.ranges.count, UInt64(other.ranges[next].lowerBound) <= end {
        let gap = other.ranges[next]
        if UInt64(gap.lowerBound) > start { left.append(UInt32(start)...(gap.lowerBound - 1)) }
        start = max(start, UInt64(gap.upperBound) + 1)
        next += 1
      }
      if start <= end { left.append(UInt32(start)...range.upperBound) }
    }
    return left
  }

  /// Every UID, ascending, one after the other.
  public var each: some Sequence<UInt32> { ranges.lazy.flatMap { $0 } }

  /// Adds a run that begins at or after the beginning of the last one.
  private mutating func append(_ run: ClosedRange<UInt32>) {
    if let last = ranges.last, run.lowerBound <= last.upperBound || run.lowerBound - last.upperBound == 1 {
      ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, run.upperBound)
    } else {
      ranges.append(run)
    }
  }
}

/// UIDs as they come, one after the other; those that ascend without a gap take no room.
struct UIDCollector {
  private var runs: [ClosedRange<UInt32>] = []

  mutating func add(_ uid: UInt32) {
    if let last = runs.last, last.upperBound < uid, uid - last.upperBound == 1 {
      runs[runs.count - 1] = last.lowerBound...uid
    } else {
      runs.append(uid...uid)
    }
  }

  mutating func add(_ more: [ClosedRange<UInt32>]) { runs.append(contentsOf: more) }

  var set: UIDRanges { UIDRanges(merging: runs) }
}
