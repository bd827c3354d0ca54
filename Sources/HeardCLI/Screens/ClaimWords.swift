import Claims

extension Claim {
  /// What is said around it, where that is anything, behind a comma each: `, denied, by helper, on 2026-11-20, 2 times`.
  var around: String {
    var words: [String] = []
    if circumstances.polarity == .denied, kind != .notTried { words.append("denied") }
    switch (kind, circumstances.doer) {
    case (.tried, .helper), (.notTried, .helper), (.contacted, .helper), (.contacted, .company):
      words.append("by \(circumstances.doer.rawValue)")
    default: break
    }
    if circumstances.certainty == .supposed { words.append("supposed") }
    if let day = circumstances.day { words.append(kind == .promised ? "due \(day)" : "on \(day)") }
    if let times = circumstances.times { words.append("\(times) times") }
    if circumstances.isCorrection { words.append("a correction") }
    return words.map { ", \($0)" }.joined()
  }
}
