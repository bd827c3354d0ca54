/// Where keys and tables stand in a TOML text, for messages; TOML itself is read by a library that does not say.
///
/// Tables go by ``SettingsPath``.
struct KeyPlaces {
  struct Place {
    let line: Int
    let column: Int
  }
  private var keys: [String: Place] = [:]
  private var tables: [String: Place] = [:]

  init(_ text: String) {
    var table = ""
    var counts: [String: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let content = line.dropFirst(indent)
      let place = Place(line: index + 1, column: indent + 1)
      if content.first == "[" {
        let isOfArray = content.hasPrefix("[[")
        let name = String(content.dropFirst(isOfArray ? 2 : 1).prefix { $0 != "]" }).trimmingQuotes()
        let root = String(name.prefix { $0 != "." })
        if isOfArray { counts[name, default: 0] += 1 }
        // A table below an array's name belongs to the array's latest entry.
        table = counts[root].map { SettingsPath.entry(of: root, $0 - 1) + name.dropFirst(root.count) } ?? name
        if tables[table] == nil { tables[table] = place }
      } else if content.first != "#", let equals = content.firstIndex(of: "=") {
        let key = String(content[..<equals]).trimmingQuotes()
        if keys["\(table).\(key)"] == nil { keys["\(table).\(key)"] = place }
      }
    }
  }

  func place(of key: String, in table: String) -> Place {
    keys["\(table).\(key)"] ?? place(of: table)
  }

  /// Of what is missing in an entry of an array, the entry's.
  func place(of table: String) -> Place {
    tables[table] ?? keys[".\(table)"] ?? tables[String(table.prefix { $0 != "." })] ?? Place(line: 1, column: 1)
  }
}

extension String {
  fileprivate func trimmingQuotes() -> String {
    let blank: Set<Character> = [" ", "\t", "\"", "'"]
    return String(drop { blank.contains($0) }.reversed().drop { blank.contains($0) }.reversed())
  }
}
