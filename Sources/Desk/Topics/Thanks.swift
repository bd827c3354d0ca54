/// One customer's part in a topic.
public struct TopicVoice: Hashable, Sendable {
  public let topic: TopicID
  public let message: StoredMessageID
  /// The customer's address.
  public let address: String
  /// Their own words about it, verbatim.
  public let quote: String
  /// When they wrote: seconds since 1970-01-01T00:00:00Z.
  public let date: Seconds

  public init(topic: TopicID, message: StoredMessageID, address: String, quote: String, date: Seconds) {
    self.topic = topic
    self.message = message
    self.address = address
    self.quote = quote
    self.date = date
  }
}

/// Whom to thank for a resolved topic.
public enum ThanksPlan {
  /// One voice a person, their first; nobody twice, nobody who asked for no mailings.
  /// - Parameters:
  ///   - voices: all who raised the topic.
  ///   - thanked: lower-case addresses that have a thanks for this topic, in whatever state.
  ///   - suppressed: lower-case addresses that get no mailings.
  public static func voicesToThank(
    _ voices: [TopicVoice], thanked: Set<String>, suppressed: Set<String>
  ) -> [TopicVoice] {
    var taken = thanked.union(suppressed)
    return voices
      .sorted { ($0.date, $0.message) < ($1.date, $1.message) }
      .filter { taken.insert($0.address.lowercased()).inserted }
  }
}

/// When the nightly round runs.
public enum Nightly {
  /// Whether a round is due: the hour has come and the last round was before it.
  /// - Parameters:
  ///   - hour: 0 ... 23, UTC.
  ///   - lastRound: when the last one ran, or when the worker started.
  public static func isDue(hour: Int, lastRound: Seconds, now: Seconds) -> Bool {
    let day: Seconds = 86_400
    let today = now - (now % day) + Seconds(hour) * 3600
    let latest = today <= now ? today : today - day
    return lastRound < latest
  }
}
