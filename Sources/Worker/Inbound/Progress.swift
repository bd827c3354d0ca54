extension Intake {
  /// How far the cursor may move: to just before the first message that is not settled.
  struct Progress {
    private(set) var uid: UInt32
    /// Ascending; those before `next` are settled.
    private let all: [UInt32]
    private var next = 0
    private var settled: Set<UInt32>

    /// - Parameters:
    ///   - uid: the cursor so far.
    ///   - listed: UIDs that the server names.
    ///   - kept: UIDs that are settled: kept or put aside in an earlier round, or not wanted.
    init(uid: UInt32, listed: [UInt32], kept: Set<UInt32>) {
      self.uid = uid
      settled = kept
      all = Set(listed).union(kept).filter { $0 > uid }.sorted()
      advance()
    }

    func isSettled(_ uid: UInt32) -> Bool { settled.contains(uid) }

    /// Says that these are kept, put aside or gone.
    mutating func settle(_ uids: Set<UInt32>) {
      settled.formUnion(uids)
      advance()
    }

    private mutating func advance() {
      while next < all.count, settled.contains(all[next]) {
        uid = all[next]
        next += 1
      }
    }
  }
}
