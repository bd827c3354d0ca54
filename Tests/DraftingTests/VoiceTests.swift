import Claims
import Drafting
import Testing

@Suite("How a reply says back what the customer said")
struct VoiceTests {
  @Test("A customer's first person becomes the second", arguments: [
    ("I looked at the delivery tracker", "you looked at the delivery tracker"),
    ("I\u{2019}ve already checked my router.", "you have already checked your router"),
    ("we restarted our modem", "you restarted your modem"),
    ("Checked the tracker.", "you checked the tracker"),
    ("Already tried restarting it", "you already tried restarting it"),
    ("and cleared the cache", "you cleared the cache"),
    ("restarting the router", "you tried restarting the router"),
    ("I was on the tracking page", "you were on the tracking page"),
    ("my son reset the router", "your son reset the router"),
    ("I pressed \"I am lost\" twice", "you pressed \"I am lost\" twice"),
    ("I changed it myself", "you changed it yourself"),
    ("I logged in on your website", "you logged in on our website"),
    ("I accidentally closed the window", "you accidentally closed the window"),
    ("trying to reset it at home", "you tried to reset it at home"),
  ])
  func restated(words: String, said: String) {
    #expect(Restatement(of: claim(.tried, words)) == .restated(said))
  }

  @Test("Where the turn is not sure, the customer's own words are quoted", arguments: [
    "I did what you told everybody to do",
    "I checked, and we all saw that it failed",
    "Did I not check the tracker already?",
    "I HAVE CHECKED THE TRACKER",
    "The technician replaced the modem",
    "I pressed \"start and then it stopped",
    "I restarted it. Then I waited an hour",
    "I restart the router every morning",
  ])
  func verbatim(words: String) throws {
    let restatement = try #require(Restatement(of: claim(.tried, words)))
    guard case .verbatim(let quote) = restatement else {
      Issue.record("restated as \(restatement.clause)")
      return
    }
    #expect(quote.dropFirst().dropLast() == words)
    #expect(restatement.clause == "you wrote: \(quote)")
  }

  @Test("A long story is quoted and cut at a word, never retold")
  func long() throws {
    let words = "I checked " + Array(repeating: "the tracker", count: 40).joined(separator: " and ")
    let clause = try #require(Restatement(of: claim(.tried, words))).clause
    #expect(clause.hasPrefix("you wrote: \"I checked the tracker and"))
    #expect(clause.hasSuffix(" ...\""))
    #expect(clause.count < 260)
  }

  @Test("What a page told the customer is said back with the page's words untouched", arguments: [
    ("it says \"my parcel is lost\"", "it says \"my parcel is lost\""),
    ("It still shows processing", "it still shows processing"),
    ("Tracking says delivered", "the tracking says delivered"),
    ("your app shows my old name", "our app shows your old name"),
  ])
  func reports(words: String, said: String) {
    #expect(Restatement(of: claim(.observed, words)) == .restated(said))
  }

  @Test("Earlier contact is said back only where the customer came to somebody", arguments: [
    ("I called you twice last week", "you called us twice last week"), ("Wrote to you in May", "you wrote to us in May"),
    ("we spoke to your colleague on Monday", "you spoke to our colleague on Monday"),
  ])
  func contacts(words: String, said: String) {
    #expect(Restatement(of: claim(.contacted, words)) == .restated(said))
    let letter = claim(.contacted, "I received a letter from you")
    #expect(Restatement(of: letter) != .restated("you received a letter from us"))
  }

  @Test("Links and scraps are not said back", arguments: [
    "I opened https://evil.example/x", "on restart", "", "I did that", "drag it to the folder",
  ])
  func unsaid(words: String) { #expect(Restatement(of: claim(.tried, words)) == nil) }

  @Test("No words of any shape turn a claim into something with an I in it")
  func hostile() {
    var random = Lehmer(seed: 4471)
    let pieces = [
      "I", "we", "you", "\"", "\u{201C}", "\u{202E}", "checked", "the", "?", "my", ".", "{{#x}}", "\n", "é", "👩‍👩‍👧", "it",
      "says",
    ]
    for _ in 0..<2_000 {
      let words = (0..<random.below(14)).map { _ in pieces[random.below(pieces.count)] }.joined(separator: " ")
      for kind in [ClaimKind.tried, .contacted, .observed] {
        guard case .restated(let clause) = Restatement(of: claim(kind, words)) else { continue }
        #expect(!clause.contains("\n") && !clause.contains("\u{202E}"))
        if !clause.contains("\""), !clause.contains("\u{201C}") {
          #expect(!clause.split(separator: " ").contains { ["I", "we", "my"].contains($0) }, "\(clause)")
        }
      }
    }
  }

  @Test("A first name is taken where there surely is one", arguments: [
    ("Ann Lee", "Ann"), ("Lee, Ann", "Ann"), ("Dr. Ann Lee", "Ann"), ("Ann", "Ann"), ("'Ann Lee'", "Ann"),
    ("LEE Ann", "Ann"), ("Jean-Luc Moreau", "Jean-Luc"), ("Zoë Kravets", "Zoë"), ("Ann Lee (Sales)", "Ann"),
    ("Ann Lee, PhD", "Ann"), ("D'Arcy Wu", "D'Arcy"), ("Prof. Dr. Ann Lee", "Ann"),
  ])
  func firstName(displayName: String, name: String) { #expect(FirstName.from(displayName: displayName) == name) }

  @Test("No name is better than a wrong one", arguments: [
    "", " ", "ann@x.org", "ACME Support", "J. Lee", "J Lee", "Mr. Lee", "ACME", "bluecat77", "ann", "Ann\u{0}Lee",
    "Ann\r\nBcc: x@y.z", "\u{202E}nnA", "http://evil.example", "Ann Lee via Shop", "The Flower Shop", "{{#x}}",
    "山田 太郎", "Ann, Bob, Cid", String(repeating: "Ann ", count: 60), "A\u{301}\u{302}\u{303}\u{304}nn Lee", "Billing Team", "<Ann>",
    "No Reply", "-", ",", "()", "\"", "Dr.",
  ])
  func noFirstName(displayName: String) { #expect(FirstName.from(displayName: displayName) == nil) }

  @Test("The approver's first name closes the mail, and nothing in it can start a header")
  func signature() {
    #expect(
      Signature.signed("Hello,\n\nDone.\n\n", firstName: "Ann", mailbox: nil)
        == "Hello,\n\nDone.\n\nKind regards,\nAnn\n")
    #expect(
      Signature.signed("Done.", firstName: "Ann\r\nBcc: x@y.z", mailbox: "")
        == "Done.\n\nKind regards,\nAnn Bcc: x@y.z\n")
  }
}

/// Random numbers that are the same on every machine (Lehmer, 48271).
struct Lehmer {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state = state * 48_271 % 2_147_483_647
    return Int(state % UInt64(max(limit, 1)))
  }
}
