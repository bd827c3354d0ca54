/// Where keys and tables stand in a TOML text, for messages; TOML itself is read by a library that does not say.
struct KeyPlaces {
  struct Place {
    let line: Int
    let column: Int
  }
  private var keys: [String: Place] = [:]
  private var tables: [String: Place] = [:]

  init(_ text: String) {
    var table = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let content = line.dropFirst(indent)
      let place = Place(line: index + 1, column: indent + 1)
      if content.first == "[" {
        table = String(content.dropFirst().prefix { $0 != "]" }).trimmingQuotes()
        if tables[table] == nil { tables[table] = place }
      } else if content.first != "#", let equals = content.firstIndex(of: "=") {
        let key = String(content[..<equals]).trimmingQuotes()
        if keys["\(table).\(key)"] == nil { keys["\(table).\(key)"] = place }
      }
    }
  }

  func place(of key: String, in table: String) -> Place {
    keys["\(table).\(key)"] ?? tables[table] ?? keys[".\(table)"] ?? Place(line: 1, column: 1)
  }

  func place(of table: String) -> Place {
    tables[table] ?? keys[".\(table)"] ?? Place(line: 1, column: 1)
  }
}

extension String {
  fileprivate func trimmingQuotes() -> String {
    let blank: Set<Character> = [" ", "\t", "\"", "'"]
    return String(drop { blank.contains($0) }.reversed().drop { blank.contains($0) }.reversed())
  }
}
