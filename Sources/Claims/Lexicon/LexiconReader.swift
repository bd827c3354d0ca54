extension Lexicon {
  /// The files that a lexicon is made of. In a shop's own file, the first column of a line says which it belongs to.
  public enum Section: String, Hashable, Sendable, CaseIterable {
    case action, noun, ring, embedding, state, kin, age, contrast
  }

  /// Adds the entries of a file: each line a name, a tab, and its members parted by commas; `#` begins a comment.
  ///
  /// - Parameter section: what the lines are; nil where each says so itself, in a column of its own before the name.
  /// - Throws: ``LexiconError`` with line and column.
  public mutating func add(_ text: String, section: Section?) throws(LexiconError) {
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard line.contains(where: { $0 != " " && $0 != "\t" }), line.first != "#" else { continue }
      var cells = line.split(separator: "\t", omittingEmptySubsequences: true)[...]
      var kind = section
      if kind == nil {
        guard let first = cells.popFirst() else { continue }
        guard let named = Section(rawValue: first.trimmed) else {
          throw LexiconError(line: number + 1, column: 1, problem: .unknownSection)
        }
        kind = named
      }
      guard let kind, let name = cells.popFirst()?.trimmed, !name.isEmpty else {
        throw LexiconError(line: number + 1, column: 1, problem: .noName)
      }
      guard let rest = cells.popFirst(), cells.isEmpty else {
        throw LexiconError(line: number + 1, column: line.utf8.count + 1, problem: cells.isEmpty ? .noMembers : .tooManyColumns)
      }
      try add(
        kind, name.lowercased(), rest.split(separator: ",").map { $0.trimmed.lowercased() }.filter { !$0.isEmpty },
        line: number + 1, isShops: section == nil)
    }
  }

  private mutating func add(_ section: Section, _ name: String, _ members: [String], line: Int, isShops: Bool)
    throws(LexiconError)
  {
    switch section {
    case .action:
      // A class that has only phrases is no verb of its own.
      for member in members {
        let words = member.split(separator: " ").map(String.init)
        guard let verb = words.first else { continue }
        let pattern = Pattern(following: Array(words.dropFirst()), action: name)
        let known = actions[verb, default: []].firstIndex { $0.following == pattern.following }
        // Within our files the first says it; a shop knows better.
        if known != nil, !isShops { continue }
        if let known { actions[verb]?.remove(at: known) }
        actions[verb, default: []].append(pattern)
        actions[verb]?.sort { $0.following.count > $1.following.count }
      }
    case .noun: for member in members where nouns[member] == nil || isShops { nouns[member] = name }
    case .ring:
      rings[name] = name
      for member in members { rings[member] = name }
    case .kin: kin.append(Set(members))
    case .contrast: contrasts.append(Set(members))
    case .age:
      guard let age = Age(rawValue: name) else { throw LexiconError(line: line, column: 1, problem: .unknownName) }
      for member in members { ages[age, default: []].insert(member) }
      // A shop's class that is done once is no change, and the other way round.
      if isShops, age == .change { ages[.ever]?.subtract(members) }
      if isShops, age == .ever { ages[.change]?.subtract(members) }
    case .state:
      guard let kind = State(rawValue: name) else { throw LexiconError(line: line, column: 1, problem: .unknownName) }
      for member in members { states[member, default: []].insert(kind) }
    case .embedding:
      guard let kind = Embedding(rawValue: name) else { throw LexiconError(line: line, column: 1, problem: .unknownName) }
      for member in members { embedding[member, default: []].insert(kind) }
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let head = drop { $0 == " " }
    let length = head.reversed().drop { $0 == " " }.count
    return String(head.prefix(length))
  }
}

/// Why a lexicon's file cannot be used.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: String, Hashable, Sendable {
    case unknownSection = "begins with no kind of entry; use action, noun, ring, kin, embedding, state, age or contrast"
    case noName = "has no name; write a kind, a name and its members, parted by tabs"
    case noMembers = "has no members; write them behind a tab, parted by commas"
    case tooManyColumns = "has more columns than a kind, a name and its members; members are parted by commas"
    case unknownName =
      "names nothing that is known; embedding takes attempt, want, fail, told, supposed, factive, and state trouble, mark, result, status, experience, symptom, judgement, feeling, and age ever, change, news, same"
  }
  /// From 1.
  public let line: Int
  /// From 1, in UTF-8 bytes.
  public let column: Int
  public let problem: Problem

  public var description: String { "line \(line), column \(column): \(problem.rawValue)" }
}
