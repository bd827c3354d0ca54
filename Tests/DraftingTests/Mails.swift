import Claims
import Drafting

/// A customer's mail, with the claims that a test says stand in it.
struct Mail {
  let text: String
  private(set) var claims: [Claim] = []
  var name = ""
  var subject = ""

  init(_ text: String, name: String = "", subject: String = "") {
    self.text = text
    self.name = name
    self.subject = subject
  }

  /// Adds a claim whose words must stand in the text.
  func claiming(_ kind: ClaimKind, _ quote: String, _ key: String) -> Mail {
    guard let place = text.utf8.firstRange(of: Array(quote.utf8)) else { return self }
    let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    var mail = self
    mail.claims.append(
      Claim(
        kind: kind, quote: quote, span: start..<start + quote.utf8.count, source: .own, key: key,
        rule: kind == .observed ? "implies: status seen" : "test"))
    return mail
  }

  func request(done: Done? = nil, template: String? = nil) -> DraftingRequest {
    DraftingRequest(
      customerName: name, address: "customer@example.org", subject: subject, ownWords: text, claims: claims,
      ledger: Ledger(claims: claims), done: done, template: template)
  }
}

/// A claim whose words stand alone.
func claim(_ kind: ClaimKind, _ quote: String, _ key: String = "check tracker") -> Claim {
  Claim(kind: kind, quote: quote, span: 0..<quote.utf8.count, source: .own, key: key, rule: "test")
}

/// A template file with the given lines after its header.
func file(_ header: String = "situation = \"general\"", _ body: String) -> String { "+++\n\(header)\n+++\n\(body)" }
