public import Claims

/// All templates, checked, by situation.
public struct TemplateLibrary: Sendable {
  /// In order of their names.
  public let templates: [Template]
  let fallback: Template
  let thanksTemplate: Template
  /// Reads what our texts ask, and whether it was answered; the gate reads with it as well.
  public let reader: ClaimReader

  /// Reads and checks every file.
  ///
  /// - Parameters:
  ///   - files: each file's name, for messages, and its text.
  ///   - reader: reads the asks of their sentences.
  /// - Throws: every problem of every file at once.
  public init(_ files: [(file: String, text: String)], reader: ClaimReader) throws(TemplateProblems) {
    var problems: [TemplateProblem] = []
    var bySituation: [String: Template] = [:]
    for (file, text) in files {
      guard let template = Template.read(text, file: file, problems: &problems) else { continue }
      if let first = bySituation[template.name] {
        problems.append(
          TemplateProblem(
            kind: .repeatedSituation(template.name, file: first.file), file: file, line: 1, column: 1))
      } else {
        bySituation[template.name] = template
      }
    }
    // A file that could not be read may be the one that is missing.
    let fallback = bySituation[Template.fallback]
    let thanks = bySituation[Template.thanks]
    if problems.isEmpty {
      for (name, template) in [(Template.fallback, fallback), (Template.thanks, thanks)] where template == nil {
        problems.append(TemplateProblem(kind: .missingTemplate(name), file: "", line: 0, column: 0))
      }
    }
    guard problems.isEmpty, let fallback, let thanks else { throw TemplateProblems(problems: problems) }
    self.reader = reader
    self.fallback = fallback
    self.thanksTemplate = thanks
    self.templates = bySituation.values.sorted { $0.name < $1.name }
  }

  /// The template that fits the customer's subject and own words best; ``Template/fallback`` where none fits.
  ///
  /// Each phrase found counts its number of words, once; in a subject of their own twice. The subject of a reply counts
  /// only where the own words say nothing, as it is an older mail's. A tie, one mere hint, or a death in the family
  /// goes to ``Template/fallback``. A template that `request` names is taken if it exists.
  public func choose(for request: DraftingRequest) -> Template {
    if let name = request.template, let named = templates.first(where: { $0.name == name }) { return named }
    let text = SearchableWords(Phrase.stems(of: request.ownWords))
    let subject = SearchableWords(Phrase.stems(of: request.subject))
    guard !Grief.isTold(in: text) else { return fallback }
    if !Subject.isReply(request.subject) { return best(text: text, subject: subject) ?? fallback }
    return best(text: text, subject: nil) ?? best(text: subject, subject: nil, ruledOutBy: text) ?? fallback
  }

  /// The one template that speaks to these words most.
  private func best(text: SearchableWords, subject: SearchableWords?, ruledOutBy other: SearchableWords? = nil)
    -> Template?
  {
    var scores: [(template: Template, score: Int)] = []
    for template in templates where template.name != Template.thanks {
      guard !template.against.contains(where: { (other ?? text).states($0) }) else { continue }
      let found = template.phrases.reduce(0) { $0 + Self.score($1, text, subject) }
      let hinted = template.hints.reduce(0) { $0 + Self.score($1, text, subject) }
      let hints = template.hints.count { Self.score($0, text, subject) > 0 }
      if found > 0 || hints > 1 { scores.append((template, found + hinted)) }
    }
    guard let highest = scores.max(by: { $0.score < $1.score }) else { return nil }
    return scores.count { $0.score == highest.score } == 1 ? highest.template : nil
  }

  private static func score(_ phrase: Phrase, _ text: SearchableWords, _ subject: SearchableWords?) -> Int {
    if let subject, subject.contains(phrase) { return 2 * phrase.stems.count }
    return text.contains(phrase) ? phrase.stems.count : 0
  }

  /// A proposed reply, without signature, that asks for nothing the ledger answers.
  public func draft(_ request: DraftingRequest) throws(DraftingError) -> Draft {
    if let name = request.template {
      guard name != Template.thanks else { throw .notForReplies(name) }
      guard templates.contains(where: { $0.name == name }) else {
        throw .unknownTemplate(name, nearest: NearestName.to(name, among: templates.map(\.name)))
      }
    }
    let template = choose(for: request)
    return try template.fill(with: Values(request, asks: template.openAsks(request.ledger, reader)))
  }

  /// The thanks to one customer for what they raised, without signature.
  public func thanks(_ request: ThanksRequest) throws(DraftingError) -> Draft {
    try thanksTemplate.fill(with: Values(request))
  }
}
