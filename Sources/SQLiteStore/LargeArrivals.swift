public import Desk
import Foundation
import GRDB
import MIME
public import Store

extension SQLiteStore {
  private static let samePlace = "account = ? AND mailbox = ? AND uid_validity = ? AND uid = ?"

  public func octetsKept(of place: Placement) async throws(StoreError) -> Int {
    try await read { db in try Self.octetsKept(of: place, in: db) }
  }

  private static func octetsKept(of place: Placement, in db: Database) throws -> Int {
    try db.value(
      Int.self, "SELECT at_octet + length(bytes) FROM arriving WHERE \(samePlace) ORDER BY at_octet DESC LIMIT 1",
      arguments: arguments(of: place)) ?? 0
  }

  public func keepPiece(_ piece: [UInt8], at offset: Int, of place: Placement) async throws(StoreError) {
    try await write { db in
      guard !piece.isEmpty, try Self.octetsKept(of: place, in: db) == offset else { return }
      try db.run(
        "INSERT INTO arriving (account, mailbox, uid_validity, uid, at_octet, bytes) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: Self.arguments(of: place) + [offset, Data(piece)])
    }
  }

  public func forgetPieces(of place: Placement) async throws(StoreError) {
    try await write { db in try Self.forgetPieces(of: place, in: db) }
  }

  static func forgetPieces(of place: Placement, in db: Database) throws {
    try db.run("DELETE FROM arriving WHERE \(samePlace)", arguments: arguments(of: place))
  }

  public func keepWhole(
    _ place: Placement, receivedAt: Seconds?, isAnswered: Bool, gmailID: UInt64?, movingTo cursor: MailboxCursor,
    at now: Seconds
  ) async throws(StoreError) -> ArrivalOutcome {
    try await write { db in
      try Self.forgetOtherNumbers(of: place.mailbox, than: cursor.uidValidity, in: db)
      let offsets = try db.values(
        Int.self, "SELECT at_octet FROM arriving WHERE \(Self.samePlace) ORDER BY at_octet",
        arguments: Self.arguments(of: place))
      guard !offsets.isEmpty else { throw StoreError.ruleBroken("no piece of this message is kept") }
      // A piece at a time: together they may not fit into memory.
      var hash = SHA256()
      for offset in offsets {
        let row = try db.row(
          "SELECT bytes FROM arriving WHERE \(Self.samePlace) AND at_octet = ?",
          arguments: Self.arguments(of: place) + [offset])
        let piece = try row?.bytes("bytes") ?? []
        hash.update(piece.span)
      }
      let outcome = try Self.enter(hash.hexDigest(), receivedAt: receivedAt, isAnswered: isAnswered, at: now, in: db)
      if case .kept(let id) = outcome {
        for (number, offset) in offsets.enumerated() {
          let target = number == 0 ? "raw (message, bytes) SELECT ?" : "raw_more (message, piece, bytes) SELECT ?, ?"
          try db.run(
            "INSERT INTO \(target), bytes FROM arriving WHERE \(Self.samePlace) AND at_octet = ?",
            arguments: (number == 0 ? [id.number] : [id.number, number]) + Self.arguments(of: place) + [offset])
        }
      }
      try Self.forgetPieces(of: place, in: db)
      try Self.place(outcome.id, at: place, in: db)
      try Self.number(outcome.id, gmailID, of: place.mailbox.account, in: db)
      try Self.move(place.mailbox, to: cursor, in: db)
      return outcome
    }
  }
}
