import Claims

/// The names of a template with their values. A name without a value is absent, never empty.
struct Values {
  private(set) var texts: [String: String] = [:]
  private(set) var lists: [String: [String]] = [:]
  /// Declared asks, by id: true where it is still to be made.
  private(set) var asks: [String: Bool] = [:]

  /// Unicode scalars. A fact is an identifier or a date; what is longer is not shown.
  private static let longestFact = 80
  /// Unicode scalars. A subject line of a letter; the rest is cut.
  private static let longestSubject = 120
  /// Unicode scalars. What a customer raised, quoted in the thanks; the rest is cut.
  private static let longestTopic = 400
  /// Unicode scalars. Our own words about what was done; nothing is cut from an honest one.
  private static let longestDeed = 2_000

  init(_ request: DraftingRequest, asks: [String: Bool]) {
    greet(request.customerName, request.address)
    let subject = OneLine.clean(request.subject, longest: Self.longestSubject)
    // A reply carries the subject of the mail before it, which may be our own.
    set("subject", OneLine.holdsLink(subject) || Subject.isReply(subject) ? nil : subject)
    let acknowledged = Acknowledgement(of: Grief.isTold(in: request) ? [] : request.claims)
    set("tried", acknowledged.tried)
    set("contacted", acknowledged.contacted)
    set("story", acknowledged.story)
    set("wrote", acknowledged.wrote)
    if !acknowledged.clauses.isEmpty { lists["acknowledged"] = acknowledged.clauses }
    set("done", request.done.flatMap(Self.sentence))
    var seen: [String: Set<String>] = [:]
    for entry in request.conversation.entries(.fact) {
      seen[String(entry.claim.key.prefix { $0 != "=" }), default: []].insert(entry.claim.key)
    }
    // Of several values it is not known which one they mean, so none is said back.
    for entry in request.conversation.entries(.fact) {
      guard let fact = FactAsWritten(entry.claim), seen[fact.type]?.count == 1 else { continue }
      if fact.value.unicodeScalars.count <= Self.longestFact, !OneLine.holdsLink(fact.value) {
        set("fact.\(fact.type)", fact.value)
      }
    }
    self.asks = asks
    if asks.values.contains(true) { texts["asked"] = "yes" }
  }

  init(_ request: ThanksRequest) {
    greet(request.customerName, request.address)
    let words = OneLine.withoutLinks(OneLine.clean(request.theirWords, longest: .max))
    set("topic.words", OneLine.clean(words, longest: Self.longestTopic))
    set("topic.resolution", OneLine.clean(request.resolution, longest: Self.longestDeed))
    set("topic.date", OneLine.clean(request.date, longest: Self.longestFact))
  }

  private mutating func greet(_ displayName: String, _ address: String) {
    let firstName = FirstName.from(displayName: displayName)
    set("first_name", firstName ?? "")
    set("greeting", firstName.map { "Hello \($0)," } ?? "Hello,")
    set("address", OneLine.clean(address, longest: Self.longestFact))
  }

  private mutating func set(_ name: String, _ value: String?) {
    texts[name] = value.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// "I have moved the upgrade." or "Marie has moved the upgrade."; a deed that is a sentence stands as it is.
  private static func sentence(_ done: Done) -> String? {
    var deed = OneLine.clean(done.text, longest: longestDeed)
    guard let first = deed.first, let last = deed.last else { return nil }
    let stop = last == "." || last == "!" ? "" : "."
    let word = deed.prefix { $0 != " " }.lowercased()
    if first.isUppercase {
      if SecondPerson.isPast(word) {
        deed = first.lowercased() + deed.dropFirst()
      } else if sentenceStarts.contains(word) || stop.isEmpty {
        return deed + stop
      }
    }
    let by = OneLine.clean(done.by ?? "", longest: longestFact)
    return (by.isEmpty ? "I have " : "\(by) has ") + deed + stop
  }

  /// No past participle phrase starts with one of these.
  private static let sentenceStarts: Set<String> = [
    "i", "i've", "i\u{2019}ve", "we", "we've", "we\u{2019}ve", "you", "your", "our", "my", "the", "it", "he", "she",
    "they", "this", "that", "these", "there", "a", "an", "both", "all", "nothing", "everything",
  ]

  /// Whether a section of that name is shown.
  func has(_ name: String) -> Bool {
    if name.hasPrefix("ask.") { return asks[String(name.dropFirst(4))] ?? false }
    return texts[name] != nil || lists[name] != nil
  }

  /// As Mustache wants them: a dotted name is a table in a table.
  var tables: [String: Any] {
    var tables: [String: Any] = lists
    var nested: [String: [String: Any]] = ["ask": asks]
    for (name, value) in texts {
      if let dot = name.firstIndex(of: ".") {
        nested[String(name[..<dot]), default: [:]][String(name[name.index(after: dot)...])] = value
      } else {
        tables[name] = value
      }
    }
    return tables.merging(nested) { value, _ in value }
  }
}
