/// UIDs as a command names them: ascending, runs written `4:9` (RFC 9051, 9, sequence-set).
enum UIDSet {
  /// Cuts `uids` into sets of at most `maxLength` octets each, so that a command line stays short (RFC 2683, 3.2.1.5).
  ///
  /// Order and repetition in `uids` do not matter; qq.com refuses sets that descend.
  static func chunks(_ uids: [UInt32], maxLength: Int) -> [(text: String, uids: [UInt32])] {
    var chunks: [(text: String, uids: [UInt32])] = []
    var text = ""
    var members: [UInt32] = []
    for run in runs(uids) {
      let piece = run.lowerBound == run.upperBound ? "\(run.lowerBound)" : "\(run.lowerBound):\(run.upperBound)"
      if !text.isEmpty, text.utf8.count + 1 + piece.utf8.count > maxLength {
        chunks.append((text, members))
        (text, members) = ("", [])
      }
      text += text.isEmpty ? piece : ",\(piece)"
      members.append(contentsOf: run)
    }
    if !text.isEmpty { chunks.append((text, members)) }
    return chunks
  }

  /// The ranges of a set as a server wrote it, in its order; what is no UID (`*`, 0, words) is left out.
  static func ranges(_ set: ArraySlice<UInt8>) -> [ClosedRange<UInt32>] {
    set.split(separator: 0x2C).compactMap { element in
      let ends = element.split(separator: 0x3A, omittingEmptySubsequences: false)
      guard ends.count <= 2, let first: UInt32 = decimal(ends[0]), first > 0 else { return nil }
      guard ends.count == 2 else { return first...first }
      guard let second: UInt32 = decimal(ends[1]), second > 0 else { return nil }
      return min(first, second)...max(first, second)
    }
  }

  private static func runs(_ uids: [UInt32]) -> [ClosedRange<UInt32>] {
    var runs: [ClosedRange<UInt32>] = []
    for uid in uids.sorted() where uid > 0 {
      if let last = runs.last, uid - last.upperBound <= 1 {
        runs[runs.count - 1] = last.lowerBound...uid
      } else {
        runs.append(uid...uid)
      }
    }
    return runs
  }
}
