/// One import declaration in a source file.
struct Import: Hashable {
  /// The module's name; of `import struct A.B` it is `A`.
  let module: String
  /// The file, as given.
  let file: String
  /// The line, from 1.
  let line: Int

  /// All imports that a Swift source declares, in order.
  ///
  /// Reads line by line, as every import here stands on its own line; comments and multi-line strings are passed over.
  static func all(inSwift source: String, file: String) -> [Import] {
    var found: [Import] = []
    var commentDepth = 0
    var inString = false
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let startsInside = commentDepth > 0 || inString
      if commentDepth == 0, line.occurrences(of: "\"\"\"") % 2 == 1 { inString.toggle() }
      if !inString { commentDepth = max(0, commentDepth + line.occurrences(of: "/*") - line.occurrences(of: "*/")) }
      guard !startsInside else { continue }
      for statement in line.split(separator: ";") {
        guard let module = module(importedBy: statement) else { continue }
        found.append(Import(module: module, file: file, line: index + 1))
      }
    }
    return found
  }

  private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
  ]

  private static func module(importedBy statement: Substring) -> String? {
    var words = statement.prefix { $0 != "/" }.split { $0 == " " || $0 == "\t" }[...]
    while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) { words.removeFirst() }
    guard words.popFirst() == "import" else { return nil }
    if let first = words.first, kinds.contains(first) { words.removeFirst() }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }
}

extension Substring {
  /// How often `text` stands in it, not counting overlaps.
  fileprivate func occurrences(of text: String) -> Int { ranges(of: text).count }
}
