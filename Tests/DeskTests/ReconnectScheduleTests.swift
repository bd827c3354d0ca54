import Testing

@testable import Desk

@Suite("Coming back to a server")
struct ReconnectScheduleTests {
  @Test("A-9: each pause is twice the one before, up to five minutes, and chance adds up to half of it")
  func grows() {
    var (least, most) = (ReconnectSchedule(), ReconnectSchedule())
    let pauses = (0..<11).map { _ in
      (least.pause(after: 0, chance: 0), most.pause(after: 59, chance: 1))
    }
    let seconds: [Int64] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    #expect(pauses.map(\.0) == seconds.map { $0 * 1000 })
    #expect(pauses.map(\.1) == seconds.map { $0 * 1500 })
  }

  @Test("A server that is only restarted is looked for every few seconds; one that stays away, ever more seldom")
  func away() {
    var schedule = ReconnectSchedule()
    let pauses = (0..<160).map { _ in schedule.pause(after: 0, isAway: true, chance: 0) }
    #expect(pauses.prefix(5) == [1000, 2000, 4000, 4000, 4000])
    #expect(pauses.prefix(150).max() == 4000)
    #expect(pauses.suffix(9) == [8000, 16000, 32000, 64000, 128_000, 256_000, 300_000, 300_000, 300_000])
    #expect(schedule.pause(after: 60, isAway: true, chance: 0) == 1000)
    #expect(schedule.pause(after: 0, isAway: true, chance: 0) == 2000)
  }

  @Test("A-9: a connection that worked for a minute begins anew; a short one does not")
  func steady() {
    var schedule = ReconnectSchedule()
    for _ in 0..<5 { _ = schedule.pause(after: 0, chance: 0) }
    #expect(schedule.pause(after: 59, chance: 0) == 32_000)
    #expect(schedule.pause(after: 60, chance: 0) == 1000)
    #expect(schedule.pause(after: 0, chance: 0) == 2000)
  }
}
