import Foundation

/// How fast mails are read from memory, all headers typed and all leaves decoded, beside GMime and CPython.
///
/// Each is a process of its own on the same core; they take turns round by round, so that what else the machine does
/// falls on all alike.
enum Throughput {
  /// About how long a run takes, all peers together.
  static let standardSeconds = 30.0
  /// Rounds of each peer; the median is printed.
  static let rounds = 5

  struct Peer {
    let name: String
    let child: Child
    /// Every so many mails are read: 1 is all. A slow peer takes a sample.
    var step = 1
    var turns = 1
    var works: [Work] = []
    /// Our own works on the same sample.
    var ours: [Work] = []
  }

  /// - Returns: false where a peer did not do its work.
  static func run(list: String, seconds: Double) -> Bool {
    let core = currentCore()
    let sizes = MailFiles.inList(list).compactMap { MailFiles.bytes($0)?.count }.sorted()
    guard !sizes.isEmpty else { fail("no file of \(list) can be read.") }
    var peers: [Peer] = []
    for (program, arguments) in [(Child.ourselves, ["--rounds", list])] + PeerPrograms.all(list) {
      guard let child = try? Child(program, arguments, core: core), let first = child.receive() else {
        fail("\(program) did not start.")
      }
      let words = first.split(separator: " ")
      guard words.count == 3, words[0] == "ready", Int(words[2]) == sizes.count else {
        fail("\(program) did not load the mails: \(first)")
      }
      peers.append(Peer(name: String(words[1]), child: child))
    }
    let budget = seconds / Double(rounds * peers.count)
    for index in peers.indices { pace(&peers[index], count: sizes.count, budget: budget) }
    for _ in 0..<rounds {
      for index in peers.indices {
        peers[index].works.append(read(peers[index], step: peers[index].step, turns: peers[index].turns))
        guard index > 0 else { continue }
        // A ratio is one on the very same mails.
        let turns = max(1, peers[0].turns * peers[index].step / peers[0].step)
        let isSame = peers[0].step == peers[index].step
        peers[index].ours.append(
          isSame ? peers[0].works.last ?? Work() : read(peers[0], step: peers[index].step, turns: turns))
      }
    }
    report(peers, sizes: sizes, core: core)
    return peers.allSatisfy { if case .exit(0) = $0.child.end() { true } else { false } }
  }

  /// Chooses sample and turns so that a round takes about `budget` seconds.
  private static func pace(_ peer: inout Peer, count: Int, budget: Double) {
    // A few mails are enough to judge a slow reader; the first reading warms the caches.
    _ = read(peer, step: max(1, count / 50), turns: 1)
    var trial = read(peer, step: max(1, count / 50), turns: 1)
    if trial.seconds < budget / 100 { trial = read(peer, step: 1, turns: 1) }
    let affordable = budget / max(trial.seconds / Double(max(1, trial.messages)), 1e-9)
    peer.turns = max(1, Int(min(affordable / Double(count), 10_000)))
    peer.step = max(1, Int((Double(count) / affordable).rounded(.up)))
  }

  private static func read(_ peer: Peer, step: Int, turns: Int) -> Work {
    guard let line = peer.child.ask("round \(step) \(turns)"), var work = Work(line: line) else {
      fail("\(peer.name) ended in the middle of a round: \(peer.child.end())")
    }
    work.turns = turns
    return work
  }

  private static func report(_ peers: [Peer], sizes: [Int], core: Int) {
    let total = Double(sizes.reduce(0, +))
    print(
      "\(sizes.count) mails, \((total / 1e6).fixed(1)) MB; median \(sizes[sizes.count / 2]) bytes,"
        + " 99th percentile \(sizes[sizes.count * 99 / 100]) bytes; core \(core), \(rounds) rounds, medians\n")
    print("reader".left(18) + ["we/it", "MB/s", "messages/s", "read"].map { $0.right(12) }.joined())
    for peer in peers {
      let ratios = zip(peer.ours, peer.works).map { rate(\.bytes, $0) / rate(\.bytes, $1) }
      let cells = [
        peer.ours.isEmpty ? "1.00" : median(ratios).fixed(2),
        (median(peer.works.map { rate(\.bytes, $0) }) / 1e6).fixed(1),
        median(peer.works.map { rate(\.messages, $0) }).fixed(0),
        peer.step == 1 ? "all x \(peer.turns)" : "1 of \(peer.step)",
      ]
      print(peer.name.left(18) + cells.map { $0.right(12) }.joined())
    }
    print("\nThe work of one pass over what each has read:")
    let names = ["leaves", "leaf bytes", "text bytes", "header bytes", "addresses", "ids", "dates", "gave up"]
    print("reader".left(18) + names.map { $0.right(13) }.joined())
    for peer in peers {
      row(peer.name, peer.works.first)
      if peer.step != peers[0].step { row("  heard, there", peer.ours.first) }
    }
  }

  private static func row(_ name: String, _ work: Work?) {
    guard let work else { return }
    let paths: [KeyPath<Work, Int>] = [
      \.leaves, \.leafBytes, \.textBytes, \.headerBytes, \.addresses, \.ids, \.dates, \.unread,
    ]
    print(name.left(18) + paths.map { "\(work[keyPath: $0] / max(1, work.turns))".right(13) }.joined())
  }

  private static func rate(_ path: KeyPath<Work, Int>, _ work: Work) -> Double {
    Double(work[keyPath: path]) / max(work.seconds, 1e-9)
  }

  private static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
