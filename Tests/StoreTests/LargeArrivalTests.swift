import Desk
import Foundation
import MIME
import Store
import Testing

@Suite("Large messages in pieces, and messages that do not come")
struct LargeArrivalTests {
  private static let inbox = Story.inbox
  private static let place = Placement(mailbox: inbox, uidValidity: 7, uid: 3)
  private static let text = "Subject: a scan\r\n\r\n" + String(repeating: "All pages of it.\r\n", count: 50)

  /// Keeps the text in pieces of `size` octets, from what is kept already on.
  private func keepPieces(_ store: any Store, size: Int, most: Int = .max) async throws {
    let bytes = Array(Self.text.utf8)
    var offset = try await store.octetsKept(of: Self.place)
    var count = 0
    while offset < bytes.count, count < most {
      let end = min(offset + size, bytes.count)
      try await store.keepPiece(Array(bytes[offset..<end]), at: offset, of: Self.place)
      offset = end
      count += 1
    }
  }

  @Test("A-25: Gmail's number and the size together say that a message is kept; what had come of it goes", arguments: StoreUnderTest.allCases)
  func gmailNumbers(_ subject: StoreUnderTest) async throws {
    let (store, _) = try subject.open()
    let allMail = MailboxKey(account: Self.inbox.account, mailbox: "All Mail")
    let raw = Array("Subject: x\r\n\r\nHello\r\n".utf8)
    _ = try await store.keep(
      [Arrival(raw: raw, uid: 5, gmailID: .max)], from: Self.inbox, movingTo: MailboxCursor(uidValidity: 7, uid: 5), at: 100)
    try await store.keepPiece([65], at: 0, of: Placement(mailbox: allMail, uidValidity: 9, uid: 1))
    let placed = try await store.placeKept(
      [
        1: GmailIdentity(number: .max, size: raw.count), 2: GmailIdentity(number: .max, size: raw.count + 1),
        3: GmailIdentity(number: 4, size: raw.count),
      ], in: allMail, uidValidity: 9)
    #expect(placed == [1])
    #expect(try await store.knownUIDs(of: allMail, uidValidity: 9) == [1])
    #expect(try await store.octetsKept(of: Placement(mailbox: allMail, uidValidity: 9, uid: 1)) == 0)
    let other = MailboxKey(account: "other@127.0.0.1", mailbox: "INBOX")
    let elsewhere = [UInt32(1): GmailIdentity(number: .max, size: raw.count)]
    #expect(try await store.placeKept(elsewhere, in: other, uidValidity: 9).isEmpty, "numbers are an account's own")
  }

  @Test("Its pieces are one message, known by its hash, and each can be had alone", arguments: StoreUnderTest.allCases)
  func pieces(_ subject: StoreUnderTest) async throws {
    let (store, again) = try subject.open()
    try await keepPieces(store, size: 300, most: 2)
    // The process dies here; another one goes on where it was.
    let later = try again()
    #expect(try await later.octetsKept(of: Self.place) == 600)
    // A piece that was asked for twice changes nothing.
    try await later.keepPiece([65], at: 300, of: Self.place)
    try await keepPieces(later, size: 300)

    let outcome = try await later.keepWhole(
      Self.place, receivedAt: 50, isAnswered: false, gmailID: nil, movingTo: MailboxCursor(uidValidity: 7, uid: 3), at: 100)
    guard case .kept(let id) = outcome else {
      Issue.record("it was not new")
      return
    }
    #expect(try await later.raw(of: id) == Array(Self.text.utf8))
    #expect(try await later.piece(1, of: id) == Array(Self.text.utf8.dropFirst(300).prefix(300)))
    #expect(try await later.piece(4, of: id) == nil)
    #expect(try await later.cursor(of: Self.inbox) == MailboxCursor(uidValidity: 7, uid: 3))
    #expect(try await later.octetsKept(of: Self.place) == 0)
    let unread = try #require(try await later.nextUnread(after: nil))
    #expect(unread.pieces == 4)
    #expect(unread.raw == Array(Self.text.utf8.prefix(300)))
    // The same bytes from a file, in one piece, are the same message.
    #expect(try await later.keep(Arrival(raw: Array(Self.text.utf8), uid: nil), at: 110) == .known(id))
  }

  @Test("A message that is put aside waits longer each time, and comes out when its bytes come",
    arguments: StoreUnderTest.allCases)
  func quarantine(_ subject: StoreUnderTest) async throws {
    let (store, _) = try subject.open()
    try await store.quarantine(Self.place, because: "NO [SERVERBUG]", at: 1000)
    try await store.quarantine(Self.place, because: "the connection ended in its midst", at: 1060)
    let aside = try await store.quarantined(in: Self.inbox)
    #expect(
      aside == [
        QuarantinedMessage(
          place: Self.place, reason: "the connection ended in its midst", attempt: 2, notBefore: 1060 + 300, since: 1000)
      ])
    #expect(try await store.knownUIDs(of: Self.inbox, uidValidity: 7) == [3])
    #expect(try await store.overview().quarantined == aside)

    _ = try await store.keep(
      [Arrival(raw: Array(Self.text.utf8), uid: 3)], from: Self.inbox,
      movingTo: MailboxCursor(uidValidity: 7, uid: 9), at: 1400)
    #expect(try await store.quarantined(in: Self.inbox).isEmpty)
    #expect(try await store.knownUIDs(of: Self.inbox, uidValidity: 7) == [3])
  }

  @Test("Where the server numbers anew, what was known under the old numbers is forgotten, and no message is doubled",
    arguments: StoreUnderTest.allCases)
  func renumbered(_ subject: StoreUnderTest) async throws {
    let (store, _) = try subject.open()
    let arrival = Arrival(raw: Array(Self.text.utf8), uid: 3)
    let first = try await store.keep(
      [arrival], from: Self.inbox, movingTo: MailboxCursor(uidValidity: 7, uid: 3), at: 100)
    try await store.quarantine(
      Placement(mailbox: Self.inbox, uidValidity: 7, uid: 4), because: "no bytes came", at: 100)
    let second = try await store.keep(
      [Arrival(raw: arrival.raw, uid: 1)], from: Self.inbox, movingTo: MailboxCursor(uidValidity: 8, uid: 1), at: 200)
    #expect(second == first.map { .known($0.id) })
    #expect(
      try await store.placements(of: first[0].id) == [Placement(mailbox: Self.inbox, uidValidity: 8, uid: 1)])
    #expect(try await store.quarantined(in: Self.inbox).isEmpty)
  }

  @Test("An account whose login was refused is remembered until it works again", arguments: StoreUnderTest.allCases)
  func stopped(_ subject: StoreUnderTest) async throws {
    let (store, again) = try subject.open()
    try await store.stop("imap a@host", because: "the login was refused", at: 100)
    try await store.stop("imap a@host", because: "it was refused again", at: 200)
    #expect(
      try await again().overview().stopped
        == [StoppedAccount(account: "imap a@host", since: 100, reason: "it was refused again")])
    try await store.works("imap a@host")
    #expect(try await store.overview().stopped.isEmpty)
  }
}
