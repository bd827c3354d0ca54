import Claims
import EnglishReader
import Testing

@Suite("Who did it, when, how often, how sure")
struct CircumstanceTests {
  /// Friday.
  private let written = CivilDay(year: 2026, month: 11, day: 20)

  private func first(_ text: String, _ kind: ClaimKind) throws -> Circumstances {
    let claims = EnglishReader.shared.claims(inText: text, written: written)
    return try #require(claims.first { $0.kind == kind }, "\(claims.map(\.key))").circumstances
  }

  @Test(
    "A day is counted from the day of the mail",
    arguments: [
      ("I returned the parcel yesterday.", "2026-11-19"), ("I checked the tracker on Tuesday.", "2026-11-17"),
      ("Last Friday I restarted the router.", "2026-11-13"), ("I sent the form two weeks ago.", "2026-11-06"),
      ("I paid the invoice on 3 May.", "2026-05-03"), ("On December 24th I returned the shoes.", "2025-12-24"),
      ("I rebooted the modem this morning.", "2026-11-20"), ("I sent it back on 2026-10-31.", "2026-10-31"),
      ("I cancelled the booking on 23/10/2026.", "2026-10-23"), ("We phoned you a couple of days ago.", "2026-11-18"),
    ])
  func days(text: String, day: String) throws {
    let claims = EnglishReader.shared.claims(inText: text, written: written).filter { [.tried, .contacted].contains($0.kind) }
    #expect(claims.first?.circumstances.day?.description == day, "\(claims.map(\.key))")
  }

  @Test("A day that can be read in two ways is none, and so is one of a text of which nobody knows when it was written")
  func unknownDays() throws {
    #expect(try first("I returned the shoes on 03/05/2026.", .tried).day == nil)
    let claims = EnglishReader.shared.claims(inText: "I returned the shoes yesterday.")
    #expect(claims.first { $0.kind == .tried }?.circumstances.day == nil)
  }

  @Test(
    "A promise of ours has its due date",
    arguments: [
      ("Your agent said I would get it back in 5 days.", "2026-11-25"),
      ("They told me that the refund would arrive by Wednesday.", "2026-11-25"),
      ("She promised that somebody would call me back tomorrow.", "2026-11-21"),
      ("I was told that it would be delivered within three working days.", "2026-11-25"),
    ])
  func dueDates(text: String, day: String) throws {
    #expect(try first(text, .promised).day?.description == day)
  }

  @Test("Who did it: the customer, or somebody for them")
  func doers() throws {
    #expect(try first("I restarted the router.", .tried).doer == .customer)
    #expect(try first("My son restarted the router.", .tried).doer == .helper)
    #expect(try first("You called me on Monday.", .contacted).doer == .company)
  }

  @Test(
    "How often, at least",
    arguments: [
      ("I restarted the router twice.", 2), ("I have restarted the router three times.", 3),
      ("I restarted the modem several times.", 3),
      ("I repeatedly checked the tracker.", 2), ("I restarted it 5 times.", 5),
    ] as [(String, Int?)])
  func counts(text: String, times: Int?) throws {
    #expect(try first(text, .tried).times == times)
  }

  @Test("What is denied is denied, and what is only supposed is not sure")
  func polarity() throws {
    #expect(try first("I have not restarted the router yet.", .notTried).polarity == .denied)
    #expect(try first("The parcel never arrived.", .observed).polarity == .denied)
    #expect(try first("I restarted the router.", .tried).polarity == .affirmed)
    #expect(try first("I restarted the router.", .tried).certainty == .certain)
  }
}
