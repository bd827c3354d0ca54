/// What became of one message that was asked for. Printing it shows nothing of the message.
public enum FetchOutcome: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// All of it, or as much as was asked for.
  case bytes([UInt8])
  /// The server said no to this very message, asked for alone.
  case refused(reply: ServerText, WireError.Verdict)
  /// The server says that the message is there, and twice gave no octets of it (iCloud does so at times).
  case noBody
  /// The server says of no such message any more: somebody removed it.
  case gone

  public var description: String {
    switch self {
    case .bytes(let bytes): "\(bytes.count) octets"
    case .refused(let reply, _): "refused: \(reply)"
    case .noBody: "the server gave no octets of it"
    case .gone: "it is there no more"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: ["outcome": description]) }
}

/// What came of asking for several messages; what came whole before a failure is in it.
public struct FetchResult: Hashable, Sendable {
  /// By UID; those of ``outstanding`` are missing.
  public let outcomes: [UInt32: FetchOutcome]
  /// Asked for and not decided, ascending: nobody knows of them more than before. Empty without ``failure``.
  public let outstanding: [UInt32]
  /// What ended it early, the connection with it; nil where every message has its outcome.
  public let failure: WireError?
  /// The message that the server was most likely at when ``failure`` came, as servers answer in ascending order.
  ///
  /// One that is the suspect again and again makes the server hang: ask for it alone, and last.
  public let suspect: UInt32?

  public init(
    outcomes: [UInt32: FetchOutcome], outstanding: [UInt32] = [], failure: WireError? = nil, suspect: UInt32? = nil
  ) {
    self.outcomes = outcomes
    self.outstanding = outstanding
    self.failure = failure
    self.suspect = suspect
  }

  /// Those that came, ascending.
  public var messages: [FetchedMessage] {
    outcomes.sorted { $0.key < $1.key }.compactMap { uid, outcome in
      if case .bytes(let raw) = outcome { FetchedMessage(uid: uid, raw: raw) } else { nil }
    }
  }
}

/// How far a message came that was fetched piece by piece.
public struct PieceFetch: Hashable, Sendable {
  public enum End: Hashable, Sendable {
    /// The message ends here.
    case whole
    /// It goes on, and the caller's limit does not.
    case cut
    case refused(reply: ServerText, WireError.Verdict)
    /// The server said OK and gave no octets, or knows of no such message.
    case noBody
    /// The server gave other octets than those asked for: the whole, or the beginning again. None of them was handed
    /// over. Ask for the whole message at once.
    case rangesIgnored
    /// The connection ended. Go on from ``PieceFetch/octets`` over another one, in the same UIDVALIDITY.
    case lost(WireError)
  }

  /// How many octets from the message's beginning have been handed over, earlier calls counted.
  public let octets: Int
  public let end: End

  public init(octets: Int, end: End) {
    self.octets = octets
    self.end = end
  }
}
