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
