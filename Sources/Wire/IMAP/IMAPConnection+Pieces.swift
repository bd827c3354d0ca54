extension IMAPConnection {
  /// Octets asked for at a time unless said otherwise: few commands for a large mail, little memory for each.
  public static let usualPiece = 1 << 20
  /// The most that is asked for at a time: well under what the parser takes as one literal.
  public static let largestPiece = 16 << 20

  /// Fetches a message piece by piece (`BODY.PEEK[]<o.n>`: RFC 9051, 6.4.5), with the memory of one piece.
  ///
  /// The next piece is asked for once `keep` has returned. The literals' own lengths are the truth, `size` is a hint:
  /// the message ends with a piece shorter than asked for that reaches it, or with an empty one; without a size only with
  /// an empty one.
  /// - Parameters:
  ///   - offset: how many octets earlier calls have kept already; 0 for none.
  ///   - size: what the listing said; nil if it said nothing.
  ///   - pieceSize: 1 ... ``largestPiece``; what is outside is moved inside.
  ///   - limit: how many octets to keep at most, those before `offset` counted.
  ///   - keep: takes one piece, never empty; what it throws ends the fetching and is thrown on.
  /// - Returns: how far it came and why it ended; a failure of the server is in it and not thrown.
  nonisolated(nonsending) public func fetchInPieces<Failure: Error>(
    uid: UInt32, from offset: Int = 0, size: Int?, pieceSize: Int = IMAPConnection.usualPiece, limit: Int,
    into keep: ([UInt8]) async throws(Failure) -> Void
  ) async throws(Failure) -> PieceFetch {
    let pieceSize = min(max(pieceSize, 1), Self.largestPiece)
    let opening = await openings
    var total = max(offset, 0)
    while true {
      let room = max(limit - total, 0)
      // One octet over the limit tells whether the message goes on.
      let asked = min(pieceSize, room == Int.max ? room : room + 1)
      switch await piece(of: uid, from: total, octets: asked, opening: opening) {
      case .octets(let bytes) where bytes.isEmpty:
        return PieceFetch(octets: total, end: total > 0 ? .whole : .noBody)
      case .octets(let bytes) where bytes.count > room:
        if room > 0 { try await keep(Array(bytes.prefix(room))) }
        return PieceFetch(octets: total + room, end: .cut)
      case .octets(let bytes):
        try await keep(bytes)
        total += bytes.count
        // Some servers give less at a time than is asked for: where the size says that more is to come, ask for it.
        // Without a size nothing but an empty piece is the end.
        if let size, bytes.count < asked, total >= size { return PieceFetch(octets: total, end: .whole) }
      case .ended(.refused) where total > 0 && total == size:
        // All is there, by the count and by the size: the server does not like to be asked beyond the end.
        return PieceFetch(octets: total, end: .whole)
      case .ended(let end): return PieceFetch(octets: total, end: end)
      }
    }
  }

  private enum Piece: Sendable {
    case octets([UInt8])
    case ended(PieceFetch.End)
  }

  private func piece(of uid: UInt32, from offset: Int, octets: Int, opening: Int) -> Piece {
    do throws(WireError) {
      let conversation = try mailboxConversation(.fetch)
      // Another mailbox has been opened meanwhile, where the UID names another message.
      guard opening == openings else { throw .notNow(place: place, during: .fetch) }
      var bytes: [UInt8]?
      var saysNoBody = false
      var isOther = false
      let command = IMAPCommand.fetch(uid: uid, from: offset, octets: octets)
      let status = try conversation.run(command, .fetch) { response in
        guard case .fetch(let items) = response, items.uid == uid else { return }
        saysNoBody = saysNoBody || items.saysNoBody
        guard let body = items.body else { return }
        // A short message may come whole and unmarked; anything else unmarked is not the piece.
        if items.origin ?? 0 == offset, items.origin != nil || offset == 0, body.count <= octets {
          bytes = bytes ?? body
        } else {
          isOther = true
        }
      }
      switch status.kind {
      case .bye: try conversation.check(status, .fetch)
      case .no: return .ended(.refused(reply: status.text, IMAPConversation.verdict(status.code)))
      case .bad: return .ended(.refused(reply: status.text, .never))
      case .ok, .preauth: break
      }
      if isOther { return .ended(.rangesIgnored) }
      return bytes.map { .octets($0) } ?? (saysNoBody ? .octets([]) : .ended(.noBody))
    } catch {
      return .ended(.lost(error))
    }
  }
}
