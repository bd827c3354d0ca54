/// Who puts a copy of a sent mail into Sent, on one account (OBLIGATIONS A-16).
public enum SentPolicy: String, Hashable, Sendable, CaseIterable, Codable {
  /// The server does, as Gmail and Microsoft 365: we never put one there.
  case serverFiles
  /// Nobody but us.
  case weFile
}

/// What is to be done about the copy of one sent mail.
public enum SentCopyStep: Hashable, Sendable {
  /// Nothing: the server has done it, or does it.
  case none
  /// Look whether it is there; put it there where it is not.
  case file
  /// Look whether it is there: who files copies is not known yet. `isLast`: it has had all the time it needs.
  case probe(isLast: Bool)
}

/// When to look into Sent, and what it says.
///
/// A server that files copies does so within seconds; some take a minute or two on a busy day.
public enum SentLook {
  /// Seconds after sending at which the first mails of an account are looked for.
  public static let probes: [Seconds] = [0, 60, 300]
  /// Seconds after the line broke at which a mail is looked for that may have arrived (OBLIGATIONS S3).
  public static let searches: [Seconds] = [0, 60, 300, 900]

  /// The next look of `looks` that lies after `now`; nil when the last one is over.
  public static func next(of looks: [Seconds], since start: Seconds, at now: Seconds) -> Seconds? {
    looks.lazy.map { start + $0 }.first { $0 > now }
  }

  /// What to do about the copy of a mail that was sent at `sentAt`.
  public static func copyStep(_ policy: SentPolicy?, sentAt: Seconds, at now: Seconds) -> SentCopyStep {
    switch policy {
    case .serverFiles?: .none
    case .weFile?: .file
    case nil: .probe(isLast: next(of: probes, since: sentAt, at: now) == nil)
    }
  }
}
