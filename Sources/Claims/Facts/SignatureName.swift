/// The name under a mail, or after "my name is".
enum SignatureName {
  private static let closings: Set<String> = [
    "thanks", "thank", "regards", "sincerely", "cheers", "yours", "best", "greetings", "wishes", "kind", "you",
    "faithfully", "truly", "many",
    "warm", "thank-you", "thankyou", "thx", "tnx", "help", "your", "for", "in", "advance", "ta", "respectfully", "all",
    "the", "very",
    "much", "so", "with",
  ]
  private static let notNames: Set<String> = [
    "sent", "from", "tel", "phone", "hello", "hi", "dear", "please", "help", "subject", "ok", "yes", "no", "it", "this",
    "i", "manager", "my",
    "any", "the", "no", "edit", "update", "firefox", "thunderbird", "windows", "also", "but", "and", "alternatively", "version",
    "problem", "ps", "so", "then", "yes", "note", "why", "what", "how", "best", "in", "on", "at",
  ]

  /// Closings long enough that another word of one other letter is a slip of the finger: "rhanks", "regarfs".
  private static let slipped: [[UInt8]] = ["thanks", "regards", "sincerely"].map { Array($0.utf8) }

  private static func closes(_ form: String) -> Bool {
    if closings.contains(form) { return true }
    let letters = form.utf8
    return slipped.contains { word in
      word.count == letters.count && zip(word, letters).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) } == 1
    }
  }

  /// What people write in lower case under "thanks" without being called so.
  private static let lastWords: Set<String> = [
    "again", "asap", "bye", "soon", "urgent", "waiting", "anyway", "lot", "everyone", "guys", "team", "folks", "sir", "madam",
    "end", "unresolved", "and", "but", "then", "customer", "anonymous", "pls", "plz",
  ]

  static func claims(in passage: Passage, _ sentences: [FactLine], isSignature: Bool) -> [Claim] {
    var claims: [Claim] = []
    for sentence in sentences {
      let tokens = sentence.tokens
      for at in tokens.indices where tokens[at].form == "name" && at + 2 < tokens.count && at > 0 {
        guard tokens[at - 1].form == "my", tokens[at + 1].form == "is" || tokens[at + 1].form == "'s" else { continue }
        if let claim = name(passage, tokens[(at + 2)...], rule: "my name is") { claims.append(claim) }
      }
    }
    // "Name: Jo Brown", a line of a form.
    for sentence in sentences where claims.isEmpty {
      let tokens = sentence.tokens
      for at in tokens.indices where tokens[at].form == ":" && at + 1 < tokens.count && at > 0 && tokens[at - 1].form == "name" {
        let isLine = at == 1 || tokens[at - 1].lineEndsBefore > 0 || ["full", "your", "customer"].contains(tokens[at - 2].form)
        if isLine, let claim = name(passage, line(tokens[(at + 1)...]), rule: "name:") { claims.append(claim) }
      }
    }
    // A table's row: "Name" in one cell, "Jo Brown" in the next.
    for sentence in sentences where claims.isEmpty && passage.source == .table {
      let tokens = sentence.tokens
      for at in tokens.indices.dropLast() where tokens[at].form == "name" && tokens[at + 1].lineEndsBefore == 0 {
        guard at == 0 || tokens[at].lineEndsBefore > 0, let claim = name(passage, line(tokens[(at + 1)...]), rule: "name:") else {
          continue
        }
        claims.append(claim)
      }
    }
    // "Thank-you, Jo Brown PS - I have no access": the name before a postscript.
    for sentence in sentences where claims.isEmpty && passage.source != .subject {
      let tokens = sentence.tokens
      for at in tokens.indices.dropFirst(3) where ["ps", "p.s."].contains(tokens[at].form) {
        guard let comma = tokens[..<at].lastIndex(where: { $0.form == "," }), (2...3).contains(at - comma - 1),
          comma > 0, closes(tokens[comma - 1].form),
          let claim = name(passage, tokens[(comma + 1)..<at], rule: "signature")
        else { continue }
        claims.append(claim)
      }
    }
    if !claims.isEmpty { return claims }
    // A name stands under prose, not in it.
    if passage.source == .subject || passage.source == .form || passage.source == .table { return [] }
    // In a signature the first line that is a name; in own words the last line of the text.
    let candidates = isSignature ? Array(sentences.prefix(3)) : Array(sentences.suffix(4).reversed())
    for sentence in candidates {
      var tokens = sentence.tokens[...]
      // "Thanks," may be a sentence of its own.
      var closed = sentences.firstIndex(of: sentence).map { $0 > 0 && isClosing(sentences[$0 - 1]) } ?? false
      while let first = tokens.first, closes(first.form) || first.kind == .sign {
        closed = closed || first.kind != .sign
        tokens = tokens.dropFirst()
      }
      // "Message: ..." is a line of a form.
      if tokens.prefix(5).contains(where: { $0.form == ":" }) { continue }
      let isUnended = tokens.last.map { $0.kind != .sign } ?? false
      tokens = line(tokens)
      guard let first = tokens.first, tokens.count <= 4,
        tokens.allSatisfy({ $0.kind == .word || $0.form == "." || $0.form == "-" })
      else { continue }
      let isLast = sentence == sentences.last && isUnended && (2...3).contains(tokens.count)
      let isAtEnd = sentence == sentences.last
      guard isSignature || closed || isLast || first.lineEndsBefore > 0 && (isAtEnd || tokens.count > 1) else { continue }
      if let claim = name(passage, tokens, rule: "signature") { return [claim] }
      // "thanks\ngiorgio": a line of its own under the closing.
      if closed, isAtEnd, tokens.count == 1, first.form.utf8.count >= 3, !notNames.contains(first.form),
        !lastWords.contains(first.form),
        first.form.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }),
        sentence.tokens.count == 1 || first.lineEndsBefore > 0 || isFormal(sentence),
        let span = passage.span(tokens)
      {
        return [passage.claim(.fact, span, key: "name=\(passage.quote(span))", rule: "signature")]
      }
    }
    return []
  }

  /// "Sincerely, giorgio": nothing else follows these.
  private static func isFormal(_ line: FactLine) -> Bool {
    ["sincerely", "regards", "cheers", "greetings", "yours"].contains(line.tokens.first?.form ?? "")
      && line.tokens.contains { $0.form == "," }
  }

  private static func isClosing(_ line: FactLine) -> Bool {
    line.tokens.contains { $0.kind == .word } && line.tokens.allSatisfy { closes($0.form) || $0.kind == .sign }
  }

  /// Up to the end of the line, a sign or a mail address.
  private static func line(_ tokens: ArraySlice<FactToken>) -> ArraySlice<FactToken> {
    guard let first = tokens.first else { return tokens }
    return tokens.prefix { $0.span == first.span || ($0.lineEndsBefore == 0 && $0.kind == .word) }
  }

  private static func name(_ passage: Passage, _ tokens: ArraySlice<FactToken>, rule: String) -> Claim? {
    let words = tokens.prefix {
      $0.kind == .word && $0.isCapitalised && !notNames.contains($0.form)
        && !$0.form.utf8.contains { Scalar.isDigit($0) }
    }
    guard !words.isEmpty, words.count <= 4, let span = passage.span(words) else { return nil }
    if rule == "signature", words.count < tokens.filter({ $0.kind == .word }).count { return nil }
    return passage.claim(.fact, span, key: "name=\(passage.quote(span))", rule: rule)
  }

  private enum Scalar {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  }
}
