/// The best tree of all: each word has a head, one word has none, nothing runs in a circle (Chu and Liu 1965, Edmonds 1967).
package enum SpanningTree {
  /// - Parameter scores: of each word of `count`, how well the root (first) and each word would do as its head.
  /// - Returns: the head of each word: 0 for the root, else the number of the word, from 1.
  package static func heads(_ scores: [Float], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    // Most often each word's best head makes a tree already.
    var heads = [0] + (0..<count).map { bestHead(of: $0, scores, count) }
    if isTree(heads) { return Array(heads.dropFirst()) }
    var graph = Graph(nodes: count + 1)
    for word in 0..<count {
      for head in 0...count where head != word + 1 { graph[word + 1, head] = Double(scores[word * (count + 1) + head]) }
    }
    heads = best(graph)
    if heads.dropFirst().count(where: { $0 == 0 }) != 1 {
      // A root costs more than all else can gain: the best tree then has as few as there can be.
      for word in 1...count { graph[word, 0] -= Self.rootCost }
      heads = best(graph)
    }
    return Array(heads.dropFirst())
  }

  /// Scores are some tens, and sentences some hundred words.
  private static let rootCost = 1e6

  /// Scores of arcs; row is the dependent, 0 the root.
  private struct Graph {
    static let none = -1e12
    let nodes: Int
    private var scores: [Double]

    init(nodes: Int) {
      self.nodes = nodes
      scores = Array(repeating: Self.none, count: nodes * nodes)
    }

    subscript(_ dependent: Int, _ head: Int) -> Double {
      get { scores[dependent * nodes + head] }
      set { scores[dependent * nodes + head] = newValue }
    }
  }

  private static func bestHead(of word: Int, _ scores: [Float], _ count: Int) -> Int {
    let row = word * (count + 1)
    var best = 0
    for head in 1...count where head != word + 1 && scores[row + head] > scores[row + best] { best = head }
    return best
  }

  private static func greedy(_ graph: Graph) -> [Int] {
    var heads = Array(repeating: 0, count: graph.nodes)
    for word in 1..<graph.nodes {
      var best = 0
      for head in 0..<graph.nodes where head != word && graph[word, head] > graph[word, best] { best = head }
      heads[word] = best
    }
    return heads
  }

  private static func isTree(_ heads: [Int]) -> Bool {
    heads.dropFirst().count { $0 == 0 } == 1 && circle(in: heads) == nil
  }

  /// The nodes of one circle, if there is one.
  private static func circle(in heads: [Int]) -> [Int]? {
    var visits = Array(repeating: 0, count: heads.count)
    for start in 1..<heads.count where visits[start] == 0 {
      var node = start
      while node != 0, visits[node] == 0 {
        visits[node] = start
        node = heads[node]
      }
      guard node != 0, visits[node] == start else { continue }
      var nodes = [node]
      var next = heads[node]
      while next != node {
        nodes.append(next)
        next = heads[next]
      }
      return nodes
    }
    return nil
  }

  /// The best tree, with as many words below the root as there are. Each turn makes one node of a circle, so that there are no
  /// more turns than words.
  private static func best(_ graph: Graph) -> [Int] {
    let heads = greedy(graph)
    guard let circle = circle(in: heads) else { return heads }
    let inside = Set(circle)
    let rest = (0..<graph.nodes).filter { !inside.contains($0) }
    let joined = rest.count
    var smaller = Graph(nodes: joined + 1)
    // Where an arc from outside enters the circle, and which of it an arc to outside leaves from.
    var entry = Array(repeating: 0, count: joined)
    var exit = Array(repeating: 0, count: joined)
    for (i, word) in rest.enumerated() {
      for (j, head) in rest.enumerated() where i != j && word != 0 { smaller[i, j] = graph[word, head] }
      var most = -Double.infinity
      for node in circle where graph[node, word] - graph[node, heads[node]] > most {
        most = graph[node, word] - graph[node, heads[node]]
        entry[i] = node
      }
      smaller[joined, i] = most
      guard word != 0 else { continue }
      most = -Double.infinity
      for node in circle where graph[word, node] > most {
        most = graph[word, node]
        exit[i] = node
      }
      smaller[i, joined] = most
    }
    let tree = best(smaller)
    var whole = heads
    for (i, word) in rest.enumerated() where word != 0 { whole[word] = tree[i] == joined ? exit[i] : rest[tree[i]] }
    whole[entry[tree[joined]]] = rest[tree[joined]]
    return whole
  }
}
