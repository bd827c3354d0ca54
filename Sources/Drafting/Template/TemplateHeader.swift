import Claims
import TOMLKit

/// What stands between the two `+++` lines.
struct TemplateHeader {
  struct Ask {
    let id: String
    let wish: Claims.Ask.Wish
    /// Fact types that do as well: with an order number nobody needs the invoice number.
    var unless: [String] = []
    let place: TemplateBody.Place
  }

  var situation: String?
  var fits: [String] = []
  var hints: [String] = []
  var against: [String] = []
  var requires: [(name: String, place: TemplateBody.Place)] = []
  var asks: [Ask] = []

  static let keys = ["situation", "fits", "hints", "against", "requires", "ask"]
  static let askKeys = ["id", "do", "fact", "unless"]
}

extension TemplateHeader {
  /// Reads TOML whose first line is line 2 of the file.
  static func read(
    _ lines: [Substring], problem report: (TemplateProblem.Kind, TemplateBody.Place) -> Void
  ) -> TemplateHeader {
    var header = TemplateHeader()
    let places = HeaderPlaces(lines)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: lines.joined(separator: "\n"))
    } catch let error as TOMLParseError {
      let source = error.source.begin
      report(.badHeader(error.description), .init(line: source.line + 1, column: source.column))
      return header
    } catch {
      report(.badHeader("it cannot be read"), .init(line: 1, column: 1))
      return header
    }

    for key in table.keys where !keys.contains(key) {
      report(.unknownKey(key, nearest: NearestName.to(key, among: keys)), places.place(of: key))
    }
    if let value = table["situation"] {
      header.situation = value.string.flatMap { isIdentifier($0) ? $0 : nil }
      if header.situation == nil {
        report(.wrongValue(key: "situation", expected: "lower-case words joined by -"), places.place(of: "situation"))
      }
    } else {
      report(.missingKey("situation"), .init(line: 1, column: 1))
    }
    header.fits = strings("fits", in: table, places, report)
    header.hints = strings("hints", in: table, places, report)
    header.against = strings("against", in: table, places, report)
    header.requires = strings("requires", in: table, places, report).map { ($0, places.place(of: "requires")) }
    header.readAsks(in: table, places, report)
    return header
  }

  private mutating func readAsks(
    in table: TOMLTable, _ places: HeaderPlaces, _ report: (TemplateProblem.Kind, TemplateBody.Place) -> Void
  ) {
    guard let value = table["ask"] else { return }
    guard let list = value.array else {
      report(.wrongValue(key: "ask", expected: "tables [[ask]]"), places.place(of: "ask"))
      return
    }
    for (index, element) in list.enumerated() {
      let place = places.place(ofAsk: index)
      guard let table = element.table else {
        report(.wrongValue(key: "ask", expected: "tables [[ask]]"), places.place(of: "ask"))
        continue
      }
      for key in table.keys where !Self.askKeys.contains(key) {
        report(
          .unknownKey(key, nearest: NearestName.to(key, among: Self.askKeys)),
          places.place(of: key, inAsk: index))
      }
      guard let id = table["id"]?.string, Self.isIdentifier(id) else {
        report(.wrongValue(key: "id", expected: "lower-case words joined by -"), places.place(of: "id", inAsk: index))
        continue
      }
      if asks.contains(where: { $0.id == id }) {
        report(.repeatedAsk(id), places.place(of: "id", inAsk: index))
        continue
      }
      let unless = table["unless"]?.array.map { $0.compactMap(\.string) } ?? []
      if table["unless"] != nil, unless.isEmpty || !unless.allSatisfy(TemplateName.facts.contains) {
        report(
          .wrongValue(key: "unless", expected: "a list of types of fact"), places.place(of: "unless", inAsk: index))
        continue
      }
      switch (table["do"], table["fact"]) {
      case (let action?, nil):
        guard let wish = Self.action(action.string) else {
          report(
            .wrongValue(key: "do", expected: "an action and its object: \"check tracker\""),
            places.place(of: "do", inAsk: index))
          continue
        }
        asks.append(Ask(id: id, wish: wish, unless: unless, place: place))
      case (nil, let fact?):
        guard let type = fact.string, TemplateName.facts.contains(type) else {
          let nearest = NearestName.to(fact.string ?? "", among: TemplateName.facts)
          report(
            .wrongValue(key: "fact", expected: "a type of fact" + (nearest.map { "; did you mean \($0)?" } ?? "")),
            places.place(of: "fact", inAsk: index))
          continue
        }
        asks.append(Ask(id: id, wish: .datum(type), unless: unless, place: place))
      default:
        report(.wrongValue(key: "ask", expected: "a table with either do or fact"), place)
      }
    }
  }

  private static func action(_ text: String?) -> Claims.Ask.Wish? {
    guard let words = text?.split(separator: " "), let verb = words.first, words.count <= 4 else { return nil }
    let object = words.dropFirst().joined(separator: " ")
    return .action(String(verb), object: object.isEmpty ? nil : object)
  }

  private static func strings(
    _ key: String, in table: TOMLTable, _ places: HeaderPlaces,
    _ report: (TemplateProblem.Kind, TemplateBody.Place) -> Void
  ) -> [String] {
    guard let value = table[key] else { return [] }
    let elements = value.array.map { $0.map(\.string) } ?? [nil]
    guard !elements.contains(where: { $0 == nil }) else {
      report(.wrongValue(key: key, expected: "a list of strings"), places.place(of: key))
      return []
    }
    return elements.compactMap { $0 }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
  }
}

/// Where the keys of a header stand: TOML's values do not say.
private struct HeaderPlaces {
  private var keys: [String: TemplateBody.Place] = [:]
  private var asks: [TemplateBody.Place] = []

  init(_ lines: [Substring]) {
    for (index, line) in lines.enumerated() {
      let text = line.drop { $0 == " " || $0 == "\t" }
      let place = TemplateBody.Place(line: index + 2, column: line.count - text.count + 1)
      if text.hasPrefix("[[") {
        asks.append(place)
        continue
      }
      let key = text.prefix { !"=\"' \t[]#".contains($0) }
      let rest = text.dropFirst(key.count).drop { $0 == " " || $0 == "\t" }
      guard !key.isEmpty, rest.first == "=" else { continue }
      let name = asks.isEmpty ? String(key) : "\(asks.count - 1).\(key)"
      keys[name] = keys[name] ?? place
    }
  }

  /// The header's first line where the key is written in some way this does not read.
  func place(of key: String) -> TemplateBody.Place { keys[key] ?? .init(line: 2, column: 1) }

  func place(ofAsk index: Int) -> TemplateBody.Place {
    asks.indices.contains(index) ? asks[index] : .init(line: 2, column: 1)
  }

  func place(of key: String, inAsk index: Int) -> TemplateBody.Place { keys["\(index).\(key)"] ?? place(ofAsk: index) }
}
