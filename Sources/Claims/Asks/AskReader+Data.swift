
extension AskReader {
  private static let giving: Set<String> = [
    "tell", "give", "send", "provide", "confirm", "share", "include", "quote", "state", "let", "need", "require",
    "know", "like", "reply", "have",
    "write", "name", "add", "mention", "specify", "want", "call", "enter", "submit", "forward",
  ]
  /// Single words that name a document or a thing as often as its number.
  private static let ambiguous: Set<String> = [
    "order", "invoice", "case", "ticket", "reference", "link", "website", "site", "serial", "release", "build", "email",
    "e-mail", "phone",
    "mobile", "cell", "model", "price", "imei", "url", "address", "device", "domain", "name",
  ]

  /// A verb of giving with a datum behind it: "let us know your order number", "send us the error message".
  mutating func readGiving(_ at: Int, _ start: Int) -> Int? {
    guard Self.giving.contains(form(at)) else { return nil }
    let end = min(at + 14, tokens.count)
    var stop = end
    var found = false
    var place = at + 1
    while place < stop {
      if [".", "?", "!", ";"].contains(form(place)) {
        stop = place
        break
      }
      if form(place) == "if" || form(place) == "because" || form(place) == "so" {
        stop = place
        break
      }
      if let (type, length) = datum(place, allowsAmbiguous: form(place - 1) == "your" && form(at) != "have") {
        append(.datum(type), (found ? place : start)..<(place + length), "give \(type)")
        found = true
        place += length
        stop = min(place + 8, tokens.count)
        continue
      }
      place += 1
    }
    guard found else { return nil }
    carry = .asking
    return max(reader.boundary(from: min(stop, tokens.count), tense: .base), at + 1)
  }

  /// The longest datum label at `at`.
  private func datum(_ at: Int, allowsAmbiguous: Bool) -> (String, Int)? {
    for length in stride(from: Data.maxLabel, through: 1, by: -1) where at + length <= tokens.count {
      let label = tokens[at..<(at + length)].map(\.form).joined(separator: " ")
      guard let type = Data.types[label] else { continue }
      // "What phone number": not a device.
      if type == "device", form(at + length) == "number" { continue }
      if length == 1, Self.ambiguous.contains(label), !allowsAmbiguous { return nil }
      if length == 1,
        ["order", "invoice", "case", "ticket", "reference", "link", "build", "release", "page"].contains(label)
      {
        return nil
      }
      // "the version that I sent you", "this number": known to us.
      return (type, length)
    }
    return nil
  }

  /// The sign that ends a question, or `and` before another one.
  private func questionEnd(_ at: Int) -> Int {
    var end = at + 1
    while end < tokens.count, ![",", ";", "?", ":", ".", "(", "–", "—"].contains(form(end)) {
      if form(end) == "and",
        Words.questionWords.contains(form(end + 1)) || reader.isAuxiliary(end + 1)
          || ["on", "please"].contains(form(end + 1))
      {
        break
      }
      end += 1
    }
    return end
  }

  /// "Which invoice is it?", "on which number can we call you?": a number asked for without its label.
  private func numbered(_ words: [String]) -> String? {
    guard let at = words.prefix(3).firstIndex(where: { $0 == "which" || $0 == "what" }), at + 2 < words.count else {
      return nil
    }
    let (noun, next) = (words[at + 1], words[at + 2])
    if noun == "number" {
      return words.contains { ["call", "ring", "reach", "phone", "telephone"].contains($0) } ? "phone" : nil
    }
    guard ["order", "invoice", "case", "ticket", "booking"].contains(noun),
      Words.be.contains(next) || Words.dos.contains(next)
    else { return nil }
    return Data.types["\(noun) number"]
  }

  /// "Which version do you use?", "since when?", "does it happen in another browser?", "did you restart it?".
  mutating func readQuestion(_ at: Int) -> Int? {
    let last = questionEnd(at)
    let words = tokens[at..<last].map(\.form)
    guard isQuestion || (Words.questionWords.contains(form(at)) && !asks.isEmpty) else { return nil }
    if let other = words.firstIndex(where: { ["other", "another", "different"].contains($0) }),
      Words.dos.contains(form(at)) || Words.be.contains(form(at))
    {
      let object = ObjectPhrase.read(tokens[(at + other)..<last])
      let head = object.words.contains("other-browser") ? "other-browser" : object.head
      append(.action("try", object: head), at..<last, "does it happen with another")
      return last
    }
    if let type = numbered(words) {
      append(.datum(type), at..<last, "question")
      carry = .asking
      return last
    }
    for place in at..<last {
      if let (type, length) = datum(
        place, allowsAmbiguous: place > at && ["your", "which", "what"].contains(form(place - 1))), length > 0
      {
        append(.datum(type), at..<last, "question")
        carry = .asking
        return last
      }
    }
    if form(at) == "did" || form(at) == "do", form(at + 1) == "you" {
      return readVerb(at + 2, from: at, rule: "did you")
    }
    if isQuestion, form(at) == "how", form(at + 1) == "long" {
      append(.datum("since"), at..<last, "question")
      return last
    }
    return nil
  }
}
