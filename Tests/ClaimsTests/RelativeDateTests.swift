import Claims
import Testing

@Suite("The day that a customer means")
struct RelativeDateTests {
  @Test(
    "In a mail of Wednesday, 15 May 2024, words of the past name a day before it",
    arguments: [
      ("today", "2024-05-15"), ("this morning", "2024-05-15"), ("yesterday", "2024-05-14"), ("last night", "2024-05-14"),
      ("the day before yesterday", "2024-05-13"), ("two weeks ago", "2024-05-01"), ("about 10 days ago", "2024-05-05"),
      ("a couple of days ago", "2024-05-13"), ("a month ago", "2024-04-15"), ("one year ago", "2023-05-15"),
      ("on Friday", "2024-05-10"), ("Wednesday", "2024-05-15"), ("last Wednesday", "2024-05-08"),
      ("last Tuesday", "2024-05-14"), ("Monday last week", "2024-05-06"), ("on the 3rd", "2024-05-03"),
      ("on the 20th", "2024-04-20"), ("the 31st", "2024-03-31"), ("the 14th of last month", "2024-04-14"),
    ])
  func past(said: String, day: String) { #expect(resolved(said) == day) }

  @Test(
    "A day to come is the first that is not before the mail",
    arguments: [
      ("tomorrow", "2024-05-16"), ("the day after tomorrow", "2024-05-17"), ("in three days", "2024-05-18"),
      ("within two weeks", "2024-05-29"), ("a week from now", "2024-05-22"), ("by Friday", "2024-05-17"),
      ("next Monday", "2024-05-20"), ("next Wednesday", "2024-05-22"), ("Tuesday next week", "2024-05-21"),
      ("until 3 May", "2025-05-03"), ("will arrive on 20 May", "2024-05-20"), ("by the 14th", "2024-06-14"),
    ])
  func ahead(said: String, day: String) { #expect(resolved(said) == day) }

  @Test(
    "A written day stands for itself, without a year for the latest that has been",
    arguments: [
      ("2024-05-03", "2024-05-03"), ("3 May 2023", "2023-05-03"), ("May 3rd , 2023", "2023-05-03"),
      ("3rd of May", "2024-05-03"), ("May 3rd", "2024-05-03"), ("20 May", "2023-05-20"), ("Dec. 24", "2023-12-24"),
      ("13/05/2024", "2024-05-13"), ("05/13/2024", "2024-05-13"), ("04/04/2024", "2024-04-04"), ("3.5.2024", "2024-05-03"),
      ("13/05", "2024-05-13"), ("13/05/24", "2024-05-13"), ("29 February", "2024-02-29"), ("-----05-03", "2024-05-03"),
    ])
  func written(said: String, day: String) { #expect(resolved(said) == day) }

  @Test(
    "What names no day, or may name two, is none",
    arguments: [
      "03/05/2024", "03/05", "last week", "next month", "three weeks", "30 February 2024", "31 June", "may", "XX/XX/2018", "",
      "of", "version 13.5", "99999999999999999999 days ago",
    ])
  func unclear(said: String) { #expect(resolved(said) == nil) }

  @Test("A weekday told of the future is the one to come, though no word of it says so")
  func future() throws {
    let sent = try #require(CivilDay(year: 2024, month: 5, day: 15))
    #expect(RelativeDate.day(["friday"], sent: sent, future: true)?.description == "2024-05-17")
    #expect(RelativeDate.day(["friday"], sent: sent, future: false)?.description == "2024-05-10")
    #expect(RelativeDate.day(["3", "January"], sent: sent, future: true)?.description == "2025-01-03")
  }

  @Test("Days are counted through leap years and before 1970, there and back")
  func counting() throws {
    let first = try #require(CivilDay(year: 1970, month: 1, day: 1))
    #expect(first.daysSince1970 == 0 && first.weekday == 3)
    for days in stride(from: -300_000, through: 300_000, by: 997) {
      #expect(CivilDay(daysSince1970: days).daysSince1970 == days)
    }
    let leap = try #require(CivilDay(year: 2024, month: 2, day: 29))
    #expect(leap.adding(days: 1).description == "2024-03-01" && leap.adding(months: 12).description == "2025-02-28")
    #expect(CivilDay(year: 2023, month: 2, day: 29) == nil && CivilDay(year: 1900, month: 2, day: 29) == nil)
    #expect(leap.adding(months: -2).description == "2023-12-29" && leap.adding(months: -26).description == "2021-12-29")
  }

  private func resolved(_ said: String) -> String? {
    guard let sent = CivilDay(year: 2024, month: 5, day: 15) else { return nil }
    return RelativeDate.day(said.split(separator: " ").map(String.init), sent: sent)?.description
  }
}
