import Claims
import Desk
import Gate
import MIME
import Store
import TestKit
import Testing

@testable import Worker

@Suite("A mail to several recipients, against a server that takes some", .timeLimit(.minutes(20)))
struct DeliveryRecipientTests {
  static let names = ["tom@riverside.example", "eve@shop.example", "bob@shop.example"]

  /// A room in which Tom's answer goes to Eve and Bob as well.
  private func room(_ faults: [[ScriptedSMTPServer.Fault]]) async throws -> DeliveryRoom {
    let room = try await DeliveryRoom(mails: 0, faults)
    try await room.office.receive(Office.tom)
    let desk = try #require(try await room.office.reader.onDesk(DraftID(1)))
    guard case .cleared(let cleared) = desk.verdict else { throw StoreError.other("the gate refused it") }
    let mail = try Reply.freeze(
      cleared, answering: desk.message, to: Address(name: "", address: Self.names[0]),
      copiesTo: Self.names.dropFirst().map { Address(name: "", address: $0) }, from: room.office.support,
      by: Office.ann, messageID: "1@shop.example", date: MailDate(seconds: 2000, offsetMinutes: 0))
    let outcome = try await room.office.store.approve(
      Approval(id: DraftID(1), revision: 1, newestInbound: StoredMessageID(1), mail: mail), at: 2000)
    #expect(outcome == .approved(OutboxID(1)))
    return room
  }

  private func states(_ room: DeliveryRoom) async throws -> [RecipientState.Name] {
    try #require(try await room.record()).recipients.map(\.state.name)
  }

  @Test("A-31: 250, 550, 451: the mail goes to the first, then to the third alone, with the same bytes and Message-ID")
  func mixed() async throws {
    let room = try await room([
      [.reply(.recipient(1), "550 5.1.1 nobody"), .reply(.recipient(2), "451 4.2.1 later")],
      [.reply(.recipient(0), "451 4.2.1 still later")],
    ])
    try await room.round()
    #expect(try await room.state() == .deferred(attempt: 1, notBefore: 3060, reply: "RCPT: 451 4.2.1 later"))
    #expect(try await states(room) == [.accepted, .refused, .deferred])
    #expect(room.server.accepted.map(\.to) == [[Self.names[0]]])

    room.clock.advance(by: 60)
    try await room.round()
    #expect(try await room.state() == .deferred(attempt: 2, notBefore: 3360, reply: "RCPT: 451 4.2.1 still later"))
    room.clock.advance(by: 300)
    try await room.round()
    #expect(room.server.accepted.map(\.to) == [[Self.names[0]], [Self.names[2]]])
    #expect(Set(room.server.accepted.map(\.bytes)).count == 1)
    let heard = room.server.received.map { String(decoding: $0, as: UTF8.self) }
    #expect(heard.map { $0.count(of: "RCPT TO:") } == [3, 1, 1])

    // The second needs a person; nobody else is troubled by what that person decides.
    #expect(try await room.state() == .failed(at: 3360, reply: "RCPT: 550 5.1.1 nobody"))
    _ = try await room.office.store.advance(OutboxID(1), by: .personSaysAgain(by: "Ann"), at: 3400)
    try await room.round()
    #expect(try await room.state()?.name == .sent)
    #expect(room.server.accepted.map(\.to) == Self.names.indices.map { [Self.names[[0, 2, 1][$0]]] })
  }

  @Test("A-31, S3: after a lost answer to the dot, uncertain are those alone that were taken; the others wait")
  func uncertain() async throws {
    let room = try await room([[.reply(.recipient(2), "451 4.2.1 later"), .acceptAndHangUp]])
    try await room.round()
    #expect(try await room.state()?.name == .uncertain)
    #expect(try await states(room) == [.uncertain, .uncertain, .deferred])
    room.clock.advance(by: 86_400)
    try await room.round()
    #expect(room.server.accepted.count == 1)

    _ = try await room.office.store.advance(OutboxID(1), by: .personSaysSent(by: "Ann"), at: room.clock.now)
    try await room.round()
    #expect(room.server.accepted.map(\.to) == [Array(Self.names.prefix(2)), [Self.names[2]]])
    #expect(try await room.state()?.name == .sent)
  }

  @Test("A-31: a dead worker at the dot leaves the same: only those who were taken are in doubt")
  func deadAtDot() async throws {
    let room = try await room([])
    let answers = [
      RecipientAnswer(address: Self.names[0], verdict: .later, reply: "451"),
      RecipientAnswer(address: Self.names[1], verdict: .accepted, reply: "250"),
      RecipientAnswer(address: Self.names[2], verdict: .never, reply: "550"),
    ]
    for event in [OutboxEvent.taken, .dotReached(recipients: answers)] {
      _ = try await room.office.store.advance(OutboxID(1), by: event, at: 2500)
    }
    try await room.delivery.recover()
    #expect(try await states(room) == [.deferred, .uncertain, .refused])
  }

  @Test("A-27: 421 among the recipients ends the talk; who was refused stays refused, the others are tried again")
  func closingAmongRecipients() async throws {
    let room = try await room([[.reply(.recipient(0), "550 5.1.1 nobody"), .reply(.recipient(2), "421 4.3.2 closing")]])
    try await room.round()
    #expect(try await states(room) == [.refused, .deferred, .deferred])
    room.clock.advance(by: 60)
    try await room.round()
    #expect(room.server.accepted.map(\.to) == [Array(Self.names.dropFirst())])
    #expect(try await room.state()?.name == .failed)
  }

  @Test("A-27: 5yz to the mail stops it for all; 4yz puts it off for those who were taken")
  func wholeMail() async throws {
    let never = try await room([[.reply(.recipient(2), "451 4.2.1 later"), .reply(.dot, "554 5.7.1 spam")]])
    try await never.round()
    #expect(try await never.state() == .failed(at: 3000, reply: "dot: 554 5.7.1 spam"))
    let later = try await room([[.reply(.recipient(1), "550 5.1.1 nobody"), .reply(.dot, "452 4.3.1 full")]])
    try await later.round()
    #expect(try await states(later) == [.deferred, .refused, .deferred])
    #expect(try await later.state() == .deferred(attempt: 1, notBefore: 3060, reply: "dot: 452 4.3.1 full"))
  }
}

extension String {
  fileprivate func count(of piece: String) -> Int { ranges(of: piece).count }
}
