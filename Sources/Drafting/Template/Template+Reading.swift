import Claims
import Mustache

extension Template {
  /// Bytes. A reply is a page; TOML and Mustache need no more, and a mail dropped here by mistake is stopped.
  static let longestFile = 65_536

  /// Reads one file: a TOML header between two `+++` lines, then Mustache. Nil where a problem was reported.
  static func read(_ text: String, file: String, problems: inout [TemplateProblem]) -> Template? {
    var found: [TemplateProblem] = []
    defer { problems += found.sorted { ($0.line, $0.column) < ($1.line, $1.column) } }
    func report(_ kind: TemplateProblem.Kind, _ place: TemplateBody.Place) {
      found.append(TemplateProblem(kind: kind, file: file, line: place.line, column: place.column))
    }

    guard text.utf8.count <= longestFile else {
      report(.tooLong(limit: longestFile), .init(line: 1, column: 1))
      return nil
    }
    // "\r\n" is one Character, so this takes files with either line end.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      if let column = columnOfControl(in: line) { report(.controlCharacter, .init(line: index + 1, column: column)) }
    }
    guard found.isEmpty else { return nil }
    guard lines.first == fence else {
      report(.noHeader, .init(line: 1, column: 1))
      return nil
    }
    guard let end = lines.dropFirst().firstIndex(of: fence) else {
      report(.headerNotClosed, .init(line: 1, column: 1))
      return nil
    }

    let header = TemplateHeader.read(Array(lines[1..<end]), problem: report)
    let body = TemplateBody.scan(
      lines[(end + 1)...].joined(separator: "\n"), firstLine: end + 2, problem: report)
    check(body, header, report)
    guard found.isEmpty, let situation = header.situation else { return nil }
    do {
      return Template(
        name: situation,
        file: file,
        fits: header.fits,
        requires: header.requires.map(\.name),
        asks: header.asks.map {
          DeclaredAsk(id: $0.id, wish: $0.wish, unless: $0.unless, words: body.words(ofAsk: $0.id))
        },
        phrases: phrases(header.fits),
        hints: phrases(header.hints),
        against: phrases(header.against),
        body: body,
        // Mail is plain text: nothing is to be escaped as HTML.
        mustache: try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + body.marked + "\n"))
    } catch let error as MustacheTemplate.ParserError {
      // Its first line is the one that was put before the text.
      report(.badMustache("\(error.error)"), .init(line: error.context.lineNumber + end, column: 1))
    } catch {
      report(.badMustache("\(error)"), .init(line: end + 2, column: 1))
    }
    return nil
  }

  /// Each once: "crash" and "crashes" are one phrase.
  private static func phrases(_ texts: [String]) -> [Phrase] {
    var seen: Set<Phrase> = []
    return texts.map(Phrase.init).filter { seen.insert($0).inserted }
  }

  private static let fence: Substring = "+++"

  private static func columnOfControl(in line: Substring) -> Int? {
    for (index, character) in line.enumerated() {
      let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\t" }
      if isControl { return index + 1 }
    }
    return nil
  }

  /// Every name must stand for something, every ask must be declared and made.
  private static func check(
    _ body: TemplateBody, _ header: TemplateHeader, _ report: (TemplateProblem.Kind, TemplateBody.Place) -> Void
  ) {
    let ids = header.asks.map(\.id)
    // A header that could not be read declares nothing; saying so of each name would bury the one problem.
    let situation = header.situation ?? ""
    let elsewhere = Set(situation == thanks ? TemplateName.reply + TemplateName.shownFacts : TemplateName.thanks)
    var made: Set<String> = []

    for tag in body.tags where tag.kind != .close && tag.kind != .comment {
      if let id = tag.askID {
        if !ids.contains(id) {
          report(.undeclaredAsk(id, nearest: NearestName.to(id, among: ids)), tag.place)
        } else if tag.kind == .value {
          report(.askOutsideSection(id), tag.place)
        } else if tag.kind == .section {
          made.insert(id)
        }
      } else if tag.name == "." {
        // Inside any section but an ask's, whose value is only yes or no.
        if tag.kind != .value || tag.enclosing.allSatisfy({ $0.inverted || $0.name.hasPrefix("ask.") }) {
          report(.unknownName(".", nearest: nil), tag.place)
        }
      } else {
        checkName(tag.name, elsewhere, at: tag.place, report)
      }
    }
    for required in header.requires { checkName(required.name, elsewhere, at: required.place, report) }
    for ask in header.asks where !made.contains(ask.id) { report(.unusedAsk(ask.id), ask.place) }
  }

  private static func checkName(
    _ name: String, _ elsewhere: Set<String>, at place: TemplateBody.Place,
    _ report: (TemplateProblem.Kind, TemplateBody.Place) -> Void
  ) {
    if !TemplateName.isKnown(name) {
      report(.unknownName(name, nearest: NearestName.to(name, among: TemplateName.all)), place)
    } else if elsewhere.contains(name) {
      report(.wrongPlace(name), place)
    }
  }
}
