import TestKit
import Testing

@testable import Wire

@Suite("Fetching a large message piece by piece", .timeLimit(.minutes(20)))
struct IMAPPiecesTests {
  static let message = patternless(100_000, seed: 22)

  struct Full: Error, Equatable {}

  /// What came of fetching `message` from a server with these quirks and faults, and the octets.
  static func fetched(
    _ message: [UInt8] = message, from offset: Int = 0, size: Int? = message.count, pieceSize: Int = 30_000,
    limit: Int = 1 << 30, quirks: [ScriptedIMAPServer.Quirk] = [], faults: [ScriptedIMAPServer.Fault] = []
  ) async throws -> (outcome: PieceFetch, octets: [UInt8], commands: Int) {
    var profile = ScriptedIMAPServer.Profile.dovecot
    profile.quirks = Set(quirks)
    let server = try ScriptedIMAPServer(profile: profile, mailboxes: ["INBOX": [message]], faults: [faults])
    let connection = try await inbox(of: server)
    var kept: [UInt8] = []
    let outcome = await connection.fetchInPieces(
      uid: 1, from: offset, size: size, pieceSize: pieceSize, limit: limit
    ) { piece in
      #expect(piece.count <= pieceSize && !piece.isEmpty)
      kept += piece
    }
    return (outcome, kept, server.commands.count { $0.text.contains("BODY.PEEK[]<") })
  }

  @Test(
    "A-22: the pieces are the message, whatever size the server stated, also where it ends with a piece",
    arguments: [
    (100_000, 30_000, 4), (100_037, 30_000, 5), (99_963, 30_000, 4), (nil, 30_000, 5), (0, 30_000, 4),
    (100_000, 25_000, 5), (100_000, 1 << 20, 1), (nil, 100_000, 2),
  ] as [(Int?, Int, Int)])
  func whole(size: Int?, pieceSize: Int, commands: Int) async throws {
    let came = try await Self.fetched(size: size, pieceSize: pieceSize)
    #expect(came.outcome == PieceFetch(octets: 100_000, end: .whole))
    #expect(came.octets == Self.message)
    #expect(came.commands == commands)
  }

  @Test("A-22: a message that is longer than the limit is cut there, and one that is not is whole", arguments: [
    (99_999, PieceFetch(octets: 99_999, end: .cut)), (100_000, PieceFetch(octets: 100_000, end: .whole)),
    (30_000, PieceFetch(octets: 30_000, end: .cut)), (0, PieceFetch(octets: 0, end: .cut)),
  ])
  func limit(limit: Int, outcome: PieceFetch) async throws {
    let came = try await Self.fetched(limit: limit)
    #expect(came.outcome == outcome)
    #expect(came.octets == Array(Self.message.prefix(limit)))
  }

  @Test("A-22: what broke off goes on where it stopped, over another connection", arguments: [
    ScriptedIMAPServer.Fault.truncate(uid: 1, afterOctets: 10), .hangUpAfterSaying(octets: 70_000),
  ])
  func resumed(fault: ScriptedIMAPServer.Fault) async throws {
    let first = try await Self.fetched(faults: [fault])
    guard case .lost(let error) = first.outcome.end else {
      Issue.record("\(first.outcome)")
      return
    }
    #expect(error.kind == .later)
    #expect(first.octets.count == first.outcome.octets && first.octets.count % 30_000 == 0)
    let second = try await Self.fetched(from: first.outcome.octets)
    #expect(second.outcome == PieceFetch(octets: 100_000, end: .whole))
    #expect(first.octets + second.octets == Self.message)
  }

  @Test("A-22: wherever the line is cut, what was kept is the message's beginning, and the rest is fetched later")
  func cutAnywhere() async throws {
    let message = patternless(300, seed: 7)
    var cut = 0
    while true {
      let server = try ScriptedIMAPServer(
        profile: .bare, mailboxes: ["INBOX": [message]], faults: [[.hangUpAfterSaying(octets: cut)]])
      var kept: [UInt8] = []
      do {
        let connection = try await inbox(of: server)
        let first = await connection.fetchInPieces(uid: 1, size: 300, pieceSize: 100, limit: 1000) { kept += $0 }
        #expect(first.octets == kept.count && kept == Array(message.prefix(kept.count)), "cut after \(cut)")
        if first.end == .whole { break }
        guard case .lost(let error) = first.end, error.kind == .later else {
          Issue.record("cut after \(cut): \(first)")
          return
        }
        let again = try await inbox(of: server)
        let second = await again.fetchInPieces(uid: 1, from: first.octets, size: 300, limit: 1000) { kept += $0 }
        #expect(second == PieceFetch(octets: 300, end: .whole), "cut after \(cut)")
        #expect(kept == message, "cut after \(cut)")
      } catch let error as WireError {
        #expect(error.kind == .later && kept.isEmpty, "cut after \(cut): \(error)")
      }
      cut += CutPoints.stride
      try #require(cut < 3000, "never whole")
    }
    #expect(cut > 600)
  }

  @Test("A-22: a server that does not know ranges is found out, and gives no wrong octets", arguments: [
    ScriptedIMAPServer.Quirk.wholeForRanges, .beginningForRanges,
  ])
  func ignored(quirk: ScriptedIMAPServer.Quirk) async throws {
    let came = try await Self.fetched(quirks: [quirk])
    #expect(came.outcome.end == .rangesIgnored)
    #expect(came.octets == Array(Self.message.prefix(came.outcome.octets)))
    // A message that fits in one piece is what it is, however it is marked.
    let short = try await Self.fetched(numberedMail(1), size: numberedMail(1).count, quirks: [quirk])
    #expect(short.outcome == PieceFetch(octets: numberedMail(1).count, end: .whole))
    #expect(short.octets == numberedMail(1))
  }

  @Test("A-22: a server that gives less at a time, or refuses to be asked beyond the end, still gives all")
  func shortAndStrict() async throws {
    let short = try await Self.fetched(quirks: [.shortRanges(8192)])
    #expect(short.outcome == PieceFetch(octets: 100_000, end: .whole))
    #expect(short.octets == Self.message)
    let strict = try await Self.fetched(pieceSize: 25_000, quirks: [.noBeyondEnd])
    #expect(strict.outcome == PieceFetch(octets: 100_000, end: .whole))
    // Where the size is not known either, nobody says that this was all.
    let unsure = try await Self.fetched(size: nil, pieceSize: 25_000, quirks: [.noBeyondEnd])
    #expect(
      unsure.outcome
        == PieceFetch(
          octets: 100_000, end: .refused(reply: ServerText(octets("the range is behind the end")), .later)))
  }

  @Test("A-19: a large message without octets is not a message without octets", arguments: [
    ScriptedIMAPServer.Fault.noBody(uid: 1), .nilBody(uid: 1), .leaveOut(uid: 1),
  ])
  func noBody(fault: ScriptedIMAPServer.Fault) async throws {
    let came = try await Self.fetched(faults: [fault])
    #expect(came.outcome == PieceFetch(octets: 0, end: .noBody))
    #expect(came.commands == 1)
  }

  @Test("A disk that is full ends it with its own error, and nothing more is asked for")
  func fullDisk() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [Self.message]])
    let connection = try await inbox(of: server)
    await #expect(throws: Full()) {
      _ = try await connection.fetchInPieces(uid: 1, size: nil, pieceSize: 1000, limit: 100_000) { _ throws(Full) in
        throw Full()
      }
    }
    #expect(server.names == ["ENABLE", "SELECT", "UID FETCH"])
  }

  @Test("A mailbox that is opened meanwhile does not lend its message to the one before")
  func anotherMailbox() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [Self.message], "Other": [patternless(100_000, seed: 5)]])
    let connection = try await inbox(of: server)
    var kept: [UInt8] = []
    let outcome = try await connection.fetchInPieces(uid: 1, size: nil, pieceSize: 40_000, limit: 1 << 30) { piece in
      kept += piece
      _ = try await connection.select("Other")
    }
    let notNow = WireError.notNow(place: "127.0.0.1:\(server.port)", during: .fetch)
    #expect(outcome == PieceFetch(octets: 40_000, end: .lost(notNow)))
    #expect(kept == Array(Self.message.prefix(40_000)))
  }
}
