/// Something wrong in one template, and where.
public struct TemplateProblem: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The file does not start with a `+++` line.
    case noHeader
    /// No second `+++` line.
    case headerNotClosed
    /// TOML's own words.
    case badHeader(String)
    case unknownKey(String, nearest: String?)
    case missingKey(String)
    /// The key's value should have been such.
    case wrongValue(key: String, expected: String)
    /// A name in the text, or in `requires`, that stands for nothing.
    case unknownName(String, nearest: String?)
    /// A section for an ask that the header does not declare.
    case undeclaredAsk(String, nearest: String?)
    /// A declared ask that the text never makes.
    case unusedAsk(String)
    case repeatedAsk(String)
    /// `{{ask.x}}` where a section `{{#ask.x}}...{{/ask.x}}` is needed.
    case askOutsideSection(String)
    /// A known name in a text that never has it: a topic in a reply.
    case wrongPlace(String)
    case tagNotClosed
    /// `{{> x}}`, `{{{x}}}`, `{{=<% %>=}}` and their like.
    case forbiddenTag(String)
    case sectionNotClosed(String)
    /// `{{/found}}` where `expected` was open; nil where nothing was.
    case wrongClose(found: String, expected: String?)
    case tooDeep(limit: Int)
    /// In bytes.
    case tooLong(limit: Int)
    case controlCharacter
    /// Mustache's own words, for what our checks let through.
    case badMustache(String)
    /// Another file has this situation already.
    case repeatedSituation(String, file: String)
    /// Every set of templates needs this one.
    case missingTemplate(String)
  }

  public let kind: Kind
  /// The file's name as given; empty where the set as a whole is meant.
  public let file: String
  /// From 1; 0 where the set as a whole is meant.
  public let line: Int
  /// In characters, from 1; 0 where the set as a whole is meant.
  public let column: Int
}

/// Every problem of every template file, in order of files and places.
public struct TemplateProblems: Error, Hashable, Sendable {
  public let problems: [TemplateProblem]
}

extension TemplateProblems: CustomStringConvertible {
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension TemplateProblem: CustomStringConvertible {
  public var description: String {
    file.isEmpty ? sentence : "\(file):\(line):\(column): \(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .noHeader: "a template starts with a header between two lines +++"
    case .headerNotClosed: "the header is not closed; end it with a line +++"
    case .badHeader(let words): "the header is not TOML: \(words)"
    case .unknownKey(let key, let nearest): "unknown key \(key)" + Self.hint(nearest)
    case .missingKey(let key): "the header must give \(key)"
    case .wrongValue(let key, let expected): "\(key) must be \(expected)"
    case .unknownName(let name, let nearest): "unknown name \(name)" + Self.hint(nearest)
    case .undeclaredAsk(let id, let nearest):
      "the header declares no ask \(id)" + (nearest == nil ? "; add [[ask]] with id = \"\(id)\"" : Self.hint(nearest))
    case .unusedAsk(let id): "the text never makes the ask \(id); write {{#ask.\(id)}}...{{/ask.\(id)}} or remove it"
    case .repeatedAsk(let id): "the ask \(id) is declared twice"
    case .askOutsideSection(let id): "an ask is a section: {{#ask.\(id)}}...{{/ask.\(id)}}"
    case .wrongPlace(let name): "\(name) has no value in this kind of template"
    case .tagNotClosed: "{{ is not closed; end the tag with }} on the same line"
    case .forbiddenTag(let tag):
      "{{\(tag) is not for mail; only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! note}} are"
    case .sectionNotClosed(let name): "the section \(name) is not closed; add {{/\(name)}}"
    case .wrongClose(let found, let expected):
      "{{/\(found)}} closes " + (expected.map { "nothing; {{/\($0)}} is due" } ?? "nothing; no section is open")
    case .tooDeep(let limit): "more than \(limit) sections inside each other"
    case .tooLong(let limit): "the file is longer than \(limit) bytes"
    case .controlCharacter: "a control character; only text, spaces and line ends may stand here"
    case .badMustache(let words): "not Mustache: \(words)"
    case .repeatedSituation(let situation, let file): "the situation \(situation) belongs to \(file) already"
    case .missingTemplate(let name): "there is no template for the situation \(name), and one is always needed"
    }
  }

  private static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
