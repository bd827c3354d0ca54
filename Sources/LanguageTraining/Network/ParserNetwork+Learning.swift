import Foundation
import Language

extension ParserNetwork {
  /// A known word's own row is left out so often, that the rows which any word has learn to do without it.
  private static let ownRowLeftOut: Float = 0.06
  /// Tags count half of what arcs and relations do.
  private static let tagShare: Float = 0.5

  /// Reads `examples` and adds to `gradients` how each parameter would have to change.
  /// - Returns: the loss per word, the sum of the negative logarithms of what was to be found.
  func learn(_ examples: [Example], _ gradients: Gradients, _ dropout: inout Dropout) -> Double {
    var sentences: [Range<Int>] = []
    for example in examples {
      let start = sentences.last?.upperBound ?? 0
      sentences.append(start..<(start + example.words.count))
    }
    let words = examples.flatMap(\.words)
    let weight = 1 / Float(words.count)
    var loss = 0.0

    // There.
    var rows: [[Int32]] = []
    var inputs = Matrix(words.count, shape.embedding)
    for (at, word) in words.enumerated() {
      var used = word.rows
      if let own = word.ownRow, !dropout.isLeftOut(Self.ownRowLeftOut) { used.append(own) }
      for row in used { Vector.add(embeddings.values.row(Int(row)), to: inputs.row(at), shape.embedding) }
      rows.append(used)
    }
    var masks = [dropout.mask(shape.embedding, of: sentences)]
    inputs.multiply(by: masks[0])
    var traces: [(RecurrentLayer.Trace, RecurrentLayer.Trace)] = []
    for layer in layers {
      let outputs = Matrix(words.count, shape.output)
      traces.append(
        (
          layer.forward.read(inputs, sentences, to: outputs, column: 0),
          layer.backward.read(inputs, sentences, to: outputs, column: shape.recurrent)
        ))
      let mask = dropout.mask(shape.output, of: sentences)
      outputs.multiply(by: mask)
      masks.append(mask)
      inputs = outputs
    }
    let read = inputs
    // As heads, with the root of each sentence behind all words.
    let heads = Matrix(words.count + examples.count, shape.output)
    heads.values.update(from: read.values, count: read.count)
    for number in examples.indices { heads.row(words.count + number).update(from: root.values.values, count: shape.output) }
    let readGradient = Matrix(words.count, shape.output)
    let headsGradient = Matrix(heads.rows, shape.output)

    loss += learnArcs(examples, sentences, read, heads, readGradient, headsGradient, weight, gradients, &dropout)
    loss += learnRelations(examples, sentences, read, heads, readGradient, headsGradient, weight, gradients, &dropout)
    loss += learnTags(words, read, readGradient, weight * Self.tagShare, gradients, &dropout)

    // And back.
    readGradient.add(headsGradient)
    for number in examples.indices {
      Vector.add(headsGradient.row(words.count + number), to: gradients[root].values, shape.output)
    }
    var gradient = readGradient
    for (number, layer) in layers.enumerated().reversed() {
      gradient.multiply(by: masks[number + 1])
      let below = Matrix(words.count, number == 0 ? shape.embedding : shape.output)
      let (forward, backward) = traces[number]
      layer.forward.learn(forward, sentences, from: gradient, column: 0, inputGradient: below, gradients)
      layer.backward.learn(backward, sentences, from: gradient, column: shape.recurrent, inputGradient: below, gradients)
      gradient = below
    }
    gradient.multiply(by: masks[0])
    for (at, used) in rows.enumerated() {
      for row in used { gradients.add(gradient.row(at), to: row, shape.embedding) }
    }
    return loss / Double(words.count)
  }

  private func learnTags(
    _ words: [Example.Word], _ read: Matrix, _ readGradient: Matrix, _ weight: Float, _ gradients: Gradients, _ dropout: inout Dropout
  ) -> Double {
    var loss = 0.0
    let told = tag(read)
    told.rectify()
    let mask = dropout.mask(told.rows, shape.tag)
    told.multiply(by: mask)
    let gradient = Matrix(told.rows, shape.tag)
    for (classes, wanted) in [(xpos, words.map(\.xpos)), (features, words.map(\.features))] {
      let scores = classes(told)
      loss += Self.softmax(scores, wanted, weight)
      classes.learn(told, from: scores, inputGradient: gradient, gradients)
    }
    gradient.multiply(by: mask)
    gradient.multiplySlope(of: told)
    tag.learn(read, from: gradient, inputGradient: readGradient, gradients)
    return loss
  }

  private func learnArcs(
    _ examples: [Example], _ sentences: [Range<Int>], _ read: Matrix, _ heads: Matrix, _ readGradient: Matrix,
    _ headsGradient: Matrix, _ weight: Float, _ gradients: Gradients, _ dropout: inout Dropout
  ) -> Double {
    var loss = 0.0
    let (dependents, candidates) = (arcDependent(read), arcHead(heads))
    dependents.rectify()
    candidates.rectify()
    let masks = [dropout.mask(dependents.rows, shape.arc), dropout.mask(candidates.rows, shape.arc)]
    dependents.multiply(by: masks[0])
    candidates.multiply(by: masks[1])
    let turned = Matrix(dependents.rows, shape.arc)
    Product.add(dependents, arc.values, to: turned)
    let turnedGradient = Matrix(dependents.rows, shape.arc)
    let distances = Matrix(dependents.rows, ArcDistance.classes)
    Product.add(dependents, distance.values, to: distances)
    let distancesGradient = Matrix(dependents.rows, ArcDistance.classes)
    let candidatesGradient = Matrix(candidates.rows, shape.arc)
    for (number, sentence) in sentences.enumerated() {
      let count = sentence.count
      // The root, then the words.
      let own = Matrix(count + 1, shape.arc)
      own.values.update(from: candidates.row(read.rows + number), count: shape.arc)
      own.row(1).update(from: candidates.row(sentence.lowerBound), count: count * shape.arc)
      let scores = Matrix(count, count + 1)
      Product.add(Rows(turned, sentence), Rows(own.transposed), to: Rows(scores))
      let bias = Matrix(count + 1, 1)
      Product.add(own, headBias.values, to: bias)
      for word in 0..<count {
        Vector.add(bias.values, to: scores.row(word), count + 1)
        let far = distances.row(sentence.lowerBound + word)
        for head in 0...count { scores.row(word)[head] += far[ArcDistance.of(word, head)] }
        // No word is its own head.
        scores.row(word)[word + 1] = -1e9
      }
      loss += Self.softmax(scores, examples[number].words.map(\.head), weight)
      Product.add(Rows(scores), Rows(own), to: Rows(turnedGradient, sentence))
      for word in 0..<count {
        let far = distancesGradient.row(sentence.lowerBound + word)
        for head in 0...count { far[ArcDistance.of(word, head)] += scores.row(word)[head] }
      }
      let ownGradient = Matrix(count + 1, shape.arc)
      let across = scores.transposed
      Product.add(Rows(across), Rows(turned, sentence), to: Rows(ownGradient))
      for head in 0...count {
        var sum: Float = 0
        for word in 0..<count { sum += across.row(head)[word] }
        for at in 0..<shape.arc {
          ownGradient.row(head)[at] += sum * headBias.values.values[at]
          gradients[headBias].values[at] += sum * own.row(head)[at]
        }
      }
      Vector.add(ownGradient.values, to: candidatesGradient.row(read.rows + number), shape.arc)
      Vector.add(ownGradient.row(1), to: candidatesGradient.row(sentence.lowerBound), count * shape.arc)
    }
    let dependentsGradient = Matrix(dependents.rows, shape.arc)
    Product.add(turnedGradient, arc.values.transposed, to: dependentsGradient)
    Product.add(dependents.transposed, turnedGradient, to: gradients[arc])
    Product.add(distancesGradient, distance.values.transposed, to: dependentsGradient)
    Product.add(dependents.transposed, distancesGradient, to: gradients[distance])
    dependentsGradient.multiply(by: masks[0])
    dependentsGradient.multiplySlope(of: dependents)
    arcDependent.learn(read, from: dependentsGradient, inputGradient: readGradient, gradients)
    candidatesGradient.multiply(by: masks[1])
    candidatesGradient.multiplySlope(of: candidates)
    arcHead.learn(heads, from: candidatesGradient, inputGradient: headsGradient, gradients)
    return loss
  }

  private func learnRelations(
    _ examples: [Example], _ sentences: [Range<Int>], _ read: Matrix, _ heads: Matrix, _ readGradient: Matrix,
    _ headsGradient: Matrix, _ weight: Float, _ gradients: Gradients, _ dropout: inout Dropout
  ) -> Double {
    let words = examples.flatMap(\.words)
    var headRows: [Int] = []
    var distances: [Int] = []
    for (number, sentence) in sentences.enumerated() {
      for (at, word) in examples[number].words.enumerated() {
        distances.append(ArcDistance.of(at, word.head))
        headRows.append(word.head == 0 ? read.rows + number : sentence.lowerBound + word.head - 1)
      }
    }
    let pairs = relationDependent(read)
    let candidates = relationHead(heads)
    for (at, row) in headRows.enumerated() {
      Vector.add(candidates.row(row), to: pairs.row(at), shape.relation)
      Vector.add(relationDistance.values.row(distances[at]), to: pairs.row(at), shape.relation)
    }
    pairs.rectify()
    let mask = dropout.mask(pairs.rows, shape.relation)
    pairs.multiply(by: mask)
    let scores = relation(pairs)
    let loss = Self.softmax(scores, words.map(\.relation), weight)
    let pairsGradient = Matrix(pairs.rows, shape.relation)
    relation.learn(pairs, from: scores, inputGradient: pairsGradient, gradients)
    pairsGradient.multiply(by: mask)
    pairsGradient.multiplySlope(of: pairs)
    relationDependent.learn(read, from: pairsGradient, inputGradient: readGradient, gradients)
    let candidatesGradient = Matrix(candidates.rows, shape.relation)
    let distanceGradient = gradients[relationDistance]
    for (at, row) in headRows.enumerated() {
      Vector.add(pairsGradient.row(at), to: candidatesGradient.row(row), shape.relation)
      Vector.add(pairsGradient.row(at), to: distanceGradient.row(distances[at]), shape.relation)
    }
    relationHead.learn(heads, from: candidatesGradient, inputGradient: headsGradient, gradients)
    return loss
  }

  /// Turns scores into the gradient of the loss, which is returned.
  private static func softmax(_ scores: Matrix, _ wanted: [Int], _ weight: Float) -> Double {
    var loss = 0.0
    for at in 0..<scores.rows {
      let row = scores.row(at)
      guard wanted[at] >= 0 else {
        row.update(repeating: 0, count: scores.columns)
        continue
      }
      var highest = row[0]
      for column in 1..<scores.columns { highest = max(highest, row[column]) }
      var sum: Float = 0
      for column in 0..<scores.columns {
        row[column] = Curves.exp(row[column] - highest)
        sum += row[column]
      }
      loss -= log(Double(max(row[wanted[at]] / sum, 1e-12)))
      let factor = weight / sum
      for column in 0..<scores.columns { row[column] *= factor }
      row[wanted[at]] -= weight
    }
    return loss
  }
}
