/// Why a message stands in the conversation it stands in.
public enum ThreadingEvidence: String, Hashable, Sendable, CaseIterable, Codable {
  /// It cites nothing that we know.
  case new
  /// Its References or In-Reply-To name a message of the conversation, and its sender takes part there.
  case cited
  /// It cites a message of a conversation that its sender does not take part in: kept apart, so that nobody
  /// learns what belongs to someone else by guessing a Message-ID (OBLIGATIONS A-40).
  case citedByStranger
  /// A bounce that returns a mail of ours (RFC 3464): attached to the conversation of that mail.
  case bounceOfOurs
}

/// A conversation that holds a message which the new one cites.
public struct ThreadCandidate: Hashable, Sendable {
  public let conversation: ConversationID
  /// The cited Message-ID, without angle brackets.
  public let messageID: String
  /// Whether the new message's sender wrote in it, or was written to.
  public let senderTakesPart: Bool
  /// Whether the cited message is one that we sent.
  public let isOurs: Bool

  public init(conversation: ConversationID, messageID: String, senderTakesPart: Bool, isOurs: Bool) {
    self.conversation = conversation
    self.messageID = messageID
    self.senderTakesPart = senderTakesPart
    self.isOurs = isOurs
  }
}

/// Where a message belongs, and how we know.
public struct ThreadDecision: Hashable, Sendable {
  /// nil: a conversation of its own.
  public let conversation: ConversationID?
  public let evidence: ThreadingEvidence
  /// The Message-ID that decided it.
  public let citedID: String?

  public init(conversation: ConversationID?, evidence: ThreadingEvidence, citedID: String?) {
    self.conversation = conversation
    self.evidence = evidence
    self.citedID = citedID
  }
}

/// Threading by RFC 5322, 3.6.4: by what a message cites, never by its subject.
public enum Threading {
  /// Message-IDs looked up for one message; the nearest ones decide, and a hostile header may hold thousands.
  static let mostCitations = 40

  /// The Message-IDs a message cites, nearest first, each once: In-Reply-To, then References from the end.
  public static func citations(inReplyTo: [String], references: [String]) -> [String] {
    var seen = Set<String>()
    let nearest = inReplyTo.prefix(mostCitations) + references.suffix(mostCitations).reversed()
    return Array(nearest.filter { seen.insert($0).inserted }.prefix(mostCitations))
  }

  /// Decides the conversation of a message.
  /// - Parameters:
  ///   - citations: as ``citations(inReplyTo:references:)`` gives them.
  ///   - returnedID: for a bounce, the Message-ID of the mail it returns.
  ///   - isOwn: whether we wrote it ourselves, in another mail program: it joins what it cites.
  ///   - candidates: the conversations that hold a cited message. Several may hold one Message-ID, as anybody can copy it.
  public static func decide(
    citations: [String], returnedID: String?, isOwn: Bool, candidates: [ThreadCandidate]
  ) -> ThreadDecision {
    if let returnedID, let ours = candidates.first(where: { $0.messageID == returnedID && $0.isOurs }) {
      return ThreadDecision(conversation: ours.conversation, evidence: .bounceOfOurs, citedID: returnedID)
    }
    let cited = citations.flatMap { id in candidates.filter { $0.messageID == id } }
    if let own = cited.first(where: { $0.senderTakesPart || isOwn }) {
      return ThreadDecision(conversation: own.conversation, evidence: .cited, citedID: own.messageID)
    }
    if let foreign = cited.first {
      return ThreadDecision(conversation: nil, evidence: .citedByStranger, citedID: foreign.messageID)
    }
    return ThreadDecision(conversation: nil, evidence: .new, citedID: nil)
  }
}
