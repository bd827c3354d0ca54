import Foundation
import MIME
import MIMESamples

/// Throws every bomb at the reader at one, two and four times its size, and sees whether the time grows in proportion.
///
/// Each bomb is thrown in a process of its own: a crash is a result, and the memory of one is not that of another.
enum BombRun {
  /// Most that the time may grow where a bomb is doubled: 2 is linear, the rest is what caches and clocks do.
  static let growthLimit = 2.2
  /// Longest that a bomb of its named size may take, in seconds of the processor.
  static let secondsLimit = 1.0
  /// Times below this say more about the machine than about the reader, in seconds.
  static let noise = 0.005
  /// How often each size is read; the quickest counts.
  static let turns = 3
  /// How often a bomb that seems to fail is thrown anew: another program's work must not fail it.
  static let attempts = 10
  /// A bomb that takes so long is not read at all, in seconds.
  static let patience: UInt32 = 60
  /// mallopt(3): the same memory is used again at every size. Left alone, glibc gives arrays above 32 MB back to the
  /// kernel each time, so that a doubling across that line would show the price of fresh pages.
  private static let keepingMemory = ["MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "4000000000"]

  private struct Result {
    /// At one, two and four times the size.
    var seconds: [Double] = []
    var sizes: [Int] = []
    var peak = 0
    var isSlow: Bool { (seconds.first ?? 0) > secondsLimit }
    /// The worst growth of a doubling whose lower end stands above the noise.
    var growth: Double? {
      zip(seconds, seconds.dropFirst()).filter { $0.0 >= noise }.map { $0.1 / $0.0 }.max()
    }
    var isSteep: Bool { (growth ?? 0) > growthLimit }
  }

  /// - Parameter name: of the only bombs to throw, or a part of it; nil for all.
  /// - Returns: false where a bomb does harm.
  static func run(only name: String?) -> Bool {
    let bombs = Bomb.all.indices.filter { name.map(Bomb.all[$0].name.contains) ?? true }
    if bombs.isEmpty { fail("there is no bomb \(name ?? "").") }
    let heads = ["bytes", "ms", "2n ms", "4n ms", "growth", "peak MB"]
    OwnRounds.say("bomb".left(50) + heads.map { $0.right(10) }.joined())
    var results: [Int: Result] = [:]
    var harmful: [Int] = []
    for index in bombs where !isHarmless(index, &results[index]) { harmful.append(index) }
    if !harmful.isEmpty {
      OwnRounds.say("\nonce more, at another time:")
      harmful = harmful.filter { !isHarmless($0, &results[$0]) }
    }
    OwnRounds.say("\n\(bombs.count) bombs, \(harmful.count) of them harmful" + (harmful.isEmpty ? "." : ":"))
    for index in harmful { OwnRounds.say("  \(Bomb.all[index].name)") }
    return harmful.isEmpty
  }

  /// Throws a bomb until it does no harm or all attempts are made, and reports it.
  ///
  /// - Parameter best: what earlier attempts gave.
  private static func isHarmless(_ index: Int, _ best: inout Result?) -> Bool {
    for _ in 0..<attempts {
      guard var result = thrown(index) else {
        best = nil
        break
      }
      // The quickest of all attempts at each size is nearest to what the reader itself takes.
      if let best { result.seconds = zip(best.seconds, result.seconds).map { min($0, $1) } }
      best = result
      if !result.isSlow, !result.isSteep { break }
    }
    return report(Bomb.all[index].name, best)
  }

  private static func report(_ name: String, _ result: Result?) -> Bool {
    guard let result, result.seconds.count == 3 else {
      OwnRounds.say(name.left(50) + "  killed its reader, or took longer than \(patience) s")
      return false
    }
    let times = result.seconds.map { ($0 * 1000).fixed(1).right(10) }.joined()
    let growth = result.growth.map { $0.fixed(2) } ?? "-"
    let verdict = (result.isSlow ? "  SLOW" : "") + (result.isSteep ? "  STEEP" : "")
    let memory = (Double(result.peak) / 1e6).fixed(0)
    OwnRounds.say(
      name.left(50) + "\(result.sizes[0])".right(10) + times + growth.right(10) + memory.right(10) + verdict)
    return !result.isSlow && !result.isSteep
  }

  /// The bomb thrown in a child; nil where the child did not live to tell.
  private static func thrown(_ index: Int) -> Result? {
    guard let child = try? Child(Child.ourselves, ["--bomb-child"], variables: keepingMemory) else { fail("cannot start ourselves.") }
    var result = Result()
    for scale in [1, 2, 4] {
      guard let line = child.ask("\(index) \(scale)") else { break }
      let words = line.split(separator: " ")
      guard words.count == 3, let seconds = Double(words[0]), let size = Int(words[1]), let peak = Int(words[2]) else {
        break
      }
      result.seconds.append(seconds)
      result.sizes.append(size)
      if scale == 1 { result.peak = peak }
    }
    _ = child.end()
    return result.seconds.count == 3 ? result : nil
  }

  /// Answers "INDEX SCALE" with seconds, size and the most memory taken so far in bytes.
  static func child() {
    while let line = readLine() {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 2, Bomb.all.indices.contains(numbers[0]) else { return }
      let bomb = Bomb.all[numbers[0]]
      let mail = bomb.mail(bomb.count * numbers[1])
      alarm(patience)
      var seconds = Double.infinity
      for _ in 0..<turns {
        let start = processorSeconds()
        Touch.everything(of: Message(parsing: mail))
        seconds = min(seconds, processorSeconds() - start)
        if seconds > secondsLimit { break }
      }
      alarm(0)
      var usage = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      // ru_maxrss is in units of 1,024 bytes (getrusage(2)).
      OwnRounds.say("\(seconds) \(mail.count) \(usage.ru_maxrss * 1024)")
    }
  }
}
