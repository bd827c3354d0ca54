import Foundation
import Language

/// How the network is trained. The same numbers give the same network, bit by bit, on every machine.
public struct TrainingSchedule: Hashable, Sendable {
  /// How often each sentence is read.
  public var epochs = 20
  /// Words a step learns from, about.
  public var batchWords = 200
  /// The largest step; it grows to this over the first steps and falls to nothing until the end.
  public var rate: Float = 0.002
  /// Numbers left out by chance, as a share.
  public var dropout: Float = 0.2
  public var seed: UInt64 = 1

  public init() {}

  /// The share of the steps over which the rate grows.
  static let warmUp: Float = 0.02
  /// The rate's least share.
  static let leastRate: Float = 0.02
  /// A gradient longer than this is shortened to it (Pascanu et al. 2013).
  static let longestGradient: Float = 5
  /// From this share of the steps on, every tenth state is averaged.
  static let averagedFrom: Float = 0.7
  static let averagedEach = 10
}

/// Trains a network.
final class NetworkTrainer {
  let network: ParserNetwork
  private let examples: [Example]
  private let schedule: TrainingSchedule
  private var random: SplitMix
  private var step = 0

  init(_ network: ParserNetwork, _ examples: [Example], _ schedule: TrainingSchedule) {
    self.network = network
    self.examples = examples
    self.schedule = schedule
    random = SplitMix(seed: schedule.seed &+ 77)
  }

  /// A batch is learned in two halves at once, on two cores, whose gradients are always added in the same order.
  private static let halves = 2

  /// - Parameter report: told of each epoch's mean loss.
  func run(_ report: (_ epoch: Int, _ loss: Double) -> Void) {
    let steps = Float(schedule.epochs * batches(Array(examples.indices)).count)
    for epoch in 1...max(schedule.epochs, 1) {
      var order = Array(examples.indices)
      random.shuffle(&order)
      let batches = batches(order)
      var loss = 0.0
      for batch in batches {
        step += 1
        let progress = Float(step) / steps
        let rate = schedule.rate * min(1, progress / TrainingSchedule.warmUp) * max(TrainingSchedule.leastRate, 1 - progress)
        loss += learn(batch, rate: rate) / Double(batches.count)
        if progress >= TrainingSchedule.averagedFrom, step % TrainingSchedule.averagedEach == 0 {
          for parameter in network.parameters { parameter.addToAverage() }
        }
      }
      report(epoch, loss)
    }
    for parameter in network.parameters { parameter.takeAverage() }
  }

  private func batches(_ order: [Int]) -> [[Int]] {
    var batches: [[Int]] = []
    var batch: [Int] = []
    var words = 0
    for number in order {
      batch.append(number)
      words += examples[number].words.count
      guard words >= schedule.batchWords else { continue }
      batches.append(batch)
      (batch, words) = ([], 0)
    }
    return batch.isEmpty ? batches : batches + [batch]
  }

  private func learn(_ batch: [Int], rate: Float) -> Double {
    let parts = halved(batch)
    let learned = parts.map { _ in Part(seed: random.next()) }
    // Each part writes to its own gradients alone, and the network is only read.
    nonisolated(unsafe) let network = network
    let examples = examples
    let dropout = schedule.dropout
    DispatchQueue.concurrentPerform(iterations: parts.count) { number in
      let part = learned[number]
      var left = Dropout(share: dropout, random: SplitMix(seed: part.seed))
      part.loss = network.learn(parts[number].map { examples[$0] }, part.gradients, &left)
    }
    update(learned.map(\.gradients), rate: rate)
    return learned.reduce(0) { $0 + $1.loss } / Double(parts.count)
  }

  /// Two parts of about as many words each.
  private func halved(_ batch: [Int]) -> [[Int]] {
    let words = batch.reduce(0) { $0 + examples[$1].words.count }
    var first = 0
    let cut = batch.firstIndex { number in
      first += examples[number].words.count
      return first * 2 >= words
    }
    let end = min((cut ?? 0) + 1, batch.count - 1)
    return end > 0 ? [Array(batch[..<end]), Array(batch[end...])] : [batch]
  }

  private final class Part: @unchecked Sendable {
    let seed: UInt64
    let gradients = Gradients()
    var loss = 0.0

    init(seed: UInt64) { self.seed = seed }
  }

  /// Changes each parameter by the mean of what the parts say, which are added in their order.
  private func update(_ parts: [Gradients], rate: Float) {
    let share = 1 / Float(parts.count)
    let sum = parts[0]
    // Each turn touches one parameter alone.
    let dense = network.parameters.filter { !$0.isSparse }
    let embeddings = network.embeddings
    let gradients = dense.map { parameter in parts.map { $0[parameter] } }
    let squares = Matrix(1, dense.count)
    DispatchQueue.concurrentPerform(iterations: dense.count) { number in
      let gradient = gradients[number][0]
      for other in gradients[number].dropFirst() { gradient.add(other) }
      squares.values[number] = gradient.scale(by: share)
    }
    var square: Float = 0
    for number in dense.indices { square += squares.values[number] }
    let shortened = min(1, TrainingSchedule.longestGradient / max(square.squareRoot(), 1e-6))
    DispatchQueue.concurrentPerform(iterations: dense.count) { number in
      let gradient = gradients[number][0]
      if shortened < 1 { _ = gradient.scale(by: shortened) }
      dense[number].step(gradient.values, row: 0, count: gradient.count, rate: rate)
    }
    for part in parts.dropFirst() { sum.addRows(of: part) }
    let rows = sum.rows.map { (row: $0.key, gradient: $0.value) }
    let half = (rows.count + 1) / 2
    DispatchQueue.concurrentPerform(iterations: Self.halves) { number in
      for (row, gradient) in rows[(number * half)..<min((number + 1) * half, rows.count)] {
        _ = gradient.scale(by: share)
        embeddings.step(gradient.values, row: Int(row), count: gradient.count, rate: rate)
      }
    }
  }
}
