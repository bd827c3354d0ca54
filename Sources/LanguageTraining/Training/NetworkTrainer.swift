import Foundation
import Language

/// How the network is trained. The same numbers give the same network, bit by bit, on every machine.
public struct TrainingSchedule: Hashable, Sendable {
  /// How often each sentence is read.
  public var epochs = 30
  /// Words a step learns from, about.
  public var batchWords = 200
  /// The largest step; it grows to this over the first steps and falls to nothing until the end.
  public var rate: Float = 0.002
  /// Numbers left out by chance, as a share.
  public var dropout: Float = 0.3
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
    let size = (batch.count + Self.halves - 1) / Self.halves
    let parts = stride(from: 0, to: batch.count, by: size).map { Array(batch[$0..<min($0 + size, batch.count)]) }
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
    let sum = learned[0].gradients
    for part in learned.dropFirst() { sum.add(part.gradients, of: network.parameters) }
    update(sum, share: 1 / Float(parts.count), rate: rate)
    return learned.reduce(0) { $0 + $1.loss } / Double(parts.count)
  }

  private final class Part: @unchecked Sendable {
    let seed: UInt64
    let gradients = Gradients()
    var loss = 0.0

    init(seed: UInt64) { self.seed = seed }
  }

  private func update(_ gradients: Gradients, share: Float, rate: Float) {
    var square: Float = 0
    for parameter in network.parameters where !parameter.isSparse {
      let gradient = gradients[parameter]
      for at in 0..<gradient.count {
        gradient.values[at] *= share
        square += gradient.values[at] * gradient.values[at]
      }
    }
    let shortened = min(1, TrainingSchedule.longestGradient / max(square.squareRoot(), 1e-6))
    for parameter in network.parameters where !parameter.isSparse {
      let gradient = gradients[parameter]
      if shortened < 1 { for at in 0..<gradient.count { gradient.values[at] *= shortened } }
      parameter.step(gradient.values, row: 0, count: gradient.count, rate: rate)
    }
    for (row, gradient) in gradients.rows {
      for at in 0..<gradient.count { gradient.values[at] *= share }
      network.embeddings.step(gradient.values, row: Int(row), count: gradient.count, rate: rate)
    }
  }
}
