import Desk
import Store
import TestKit
import Testing

@testable import Worker

@Suite("A line that is cut at every octet, and the worker's own tries after it", .timeLimit(.minutes(20)))
struct DeliveryCutTests {
  static let extensions = ["SIZE 10000000"]

  /// Sends the n-th mail to a server whose first line is cut so, and goes on looking at the outbox for half a day.
  ///
  /// - Returns: the state it is left in, and how often the server has it.
  private func send(
    _ number: Int, of room: DeliveryRoom, _ cut: ScriptedSMTPServer.Fault
  ) async throws -> (state: OutboxState.Name?, accepted: Int) {
    if number > 1 { try await room.approve(number) }
    let server = try ScriptedSMTPServer(extensions: Self.extensions, faults: [[cut]])
    defer { server.stop() }
    let id = OutboxID(Int64(number))
    var looks = 0
    var state = try await room.state(id)?.name
    while state != .sent, state != .uncertain, looks < 3 {
      _ = try? await room.round(over: server)
      room.clock.advance(by: 3 * 3600)
      state = try await room.state(id)?.name
      looks += 1
    }
    // And once more, now that it is over.
    _ = try? await room.round(over: server)
    return (try await room.state(id)?.name, server.accepted.count)
  }

  @Test("A-30: wherever the server's words end, the mail is its once, and only an answer to the dot can be in doubt")
  func serverFallsSilent() async throws {
    let ehlo = "250-scripted\r\n250 SIZE 10000000\r\n"
    let upToDot = ("220 scripted ESMTP\r\n" + ehlo + ehlo + "250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n").utf8.count
    let room = try await DeliveryRoom()
    // The last ones are cut within the answer to the dot.
    let cuts = CutPoints.chosen(in: 0...(upToDot + 12), close: (upToDot - 3)...(upToDot + 12))
    for (index, octets) in cuts.enumerated() {
      let (state, accepted) = try await send(index + 1, of: room, .hangUpAfterSaying(octets: octets))
      #expect(accepted == 1 || octets == upToDot, "cut after \(octets)")
      #expect(state == (octets > upToDot ? .uncertain : .sent), "cut after \(octets)")
    }
  }

  @Test("A-30: wherever our words end, the server has the mail once at most, and what it has not is known or in doubt")
  func serverHearsNoMore() async throws {
    // Its octets are counted by sending it once.
    let room = try await DeliveryRoom()
    try await room.round()
    let text = room.server.receivedText
    let whole = text.utf8.count - "QUIT\r\n".utf8.count
    let upToText = try #require(text.firstRange(of: "DATA\r\n")).upperBound.utf16Offset(in: text)
    // In the midst of the text every cut is like the one before it.
    let cuts = CutPoints.chosen(in: 0...(upToText + 20), close: (upToText - 3)...(upToText + 3)) + Array((whole - 20)...(whole + 2))
    for (index, octets) in cuts.enumerated() {
      let (state, accepted) = try await send(index + 2, of: room, .hangUpAfterHearing(octets: octets))
      switch state {
      case .sent?: #expect(accepted == 1 && (octets < whole - 3 || octets > whole), "cut after \(octets)")
      // From the text on, the dot may go out before it is known that nobody listens any more.
      case .uncertain?: #expect(accepted == (octets >= whole ? 1 : 0) && octets >= upToText, "cut after \(octets)")
      default: Issue.record("cut after \(octets): \(String(describing: state))")
      }
    }
  }
}
