import Desk
import Steps
import Store
import Wire

extension Intake {
  /// Takes one large message piece by piece, going on where an earlier try came to.
  func takeLarge(
    _ message: MessageListing, from connection: IMAPConnection, _ round: inout Round
  ) async throws(WorkerError) {
    let place = Placement(mailbox: key, uidValidity: round.uidValidity, uid: message.uid)
    if let size = message.size, size > Self.mostBytes {
      try await leave(place, "it has \(size) octets, more than the \(Self.mostBytes) that are taken", &round)
      return
    }
    let kept = try await stored { () async throws(StoreError) in try await store.octetsKept(of: place) }
    var offset = kept
    let fetch: PieceFetch
    do throws(StoreError) {
      fetch = try await connection.fetchInPieces(
        uid: message.uid, from: kept, size: message.size, limit: Self.mostBytes
      ) { (piece: [UInt8]) async throws(StoreError) in
        steps.pass("intake.piece")
        try await store.keepPiece(piece, at: offset, of: place)
        offset += piece.count
      }
    } catch {
      throw .store(error)
    }
    switch fetch.end {
    case .whole: try await keepWhole(place, message, &round)
    case .rangesIgnored where message.size == nil, .refused where message.size == nil && fetch.octets > 0,
      .noBody where message.size == nil && fetch.octets > 0:
      // Nobody says whether this was its end, so that it is asked for as a whole: the parser's limit for a literal holds.
      try await stored { () async throws(StoreError) in try await store.forgetPieces(of: place) }
      try await take([[message]], from: connection, &round) {}
    case .cut: try await leave(place, "it has more than the \(Self.mostBytes) octets that are taken", &round)
    case .refused(let reply, _): try await leave(place, "refused: \(reply)", &round)
    case .noBody: try await leave(place, "the server gave no octets of it", &round)
    case .rangesIgnored:
      try await leave(place, "it is large, and the server gives no ranges of a message", &round)
    case .lost(let failure):
      // One that comes on, however slowly, is no suspect.
      if fetch.octets == kept, try await isPutAside(message.uid, wasAlone: true, failure, round.uidValidity) {
        try await settle(message.uid, &round)
      }
      throw .wire(failure)
    }
  }

  private func keepWhole(
    _ place: Placement, _ message: MessageListing, _ round: inout Round
  ) async throws(WorkerError) {
    round.progress.settle([message.uid])
    let cursor = round.cursor
    steps.pass("intake.keep")
    let outcome = try await stored { () async throws(StoreError) in
      try await store.keepWhole(
        place, receivedAt: message.internalDate, isAnswered: message.isAnswered, gmailID: message.gmailID,
        movingTo: cursor, at: now())
    }
    round.count([outcome])
    suspects.clear(message.uid)
  }

  /// Puts a large message aside, and what came of it away.
  private func leave(_ place: Placement, _ reason: String, _ round: inout Round) async throws(WorkerError) {
    try await putAside(place.uid, reason, place.uidValidity)
    try await stored { () async throws(StoreError) in try await store.forgetPieces(of: place) }
    try await settle(place.uid, &round)
  }

  private func settle(_ uid: UInt32, _ round: inout Round) async throws(WorkerError) {
    round.progress.settle([uid])
    let cursor = round.cursor
    _ = try await stored { () async throws(StoreError) in
      try await store.keep([], from: key, movingTo: cursor, at: now())
    }
    suspects.clear(uid)
  }
}
