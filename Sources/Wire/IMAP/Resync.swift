/// What was known of a mailbox when it was last read: where QRESYNC takes up again (RFC 7162, 3.2.5).
public struct ResyncPoint: Hashable, Sendable {
  /// Not 0.
  public let uidValidity: UInt32
  /// 1 ... 9223372036854775807: ``SelectedMailbox/highestModSeq`` of that time.
  public let modSeq: UInt64

  public init(uidValidity: UInt32, modSeq: UInt64) {
    self.uidValidity = uidValidity
    self.modSeq = modSeq
  }
}

/// A mailbox that has been opened again.
public struct ResumedMailbox: Hashable, Sendable {
  public let mailbox: SelectedMailbox
  /// All that changed since the point, up to ``SelectedMailbox/highestModSeq``; nil where the server cannot tell, or
  /// has numbered the mailbox anew: compare all of it.
  public let changes: MailboxChanges?

  public init(mailbox: SelectedMailbox, changes: MailboxChanges?) {
    self.mailbox = mailbox
    self.changes = changes
  }
}

/// What changed in a mailbox while nobody looked.
public struct MailboxChanges: Hashable, Sendable {
  /// UIDs that are gone, ascending; servers may add some that never were (RFC 7162, 3.2.10.1).
  public let vanished: [ClosedRange<UInt32>]
  /// The flags now of messages that are new or were flagged anew, by UID.
  public let changed: [UInt32: Set<String>]

  public init(vanished: [ClosedRange<UInt32>], changed: [UInt32: Set<String>]) {
    self.vanished = vanished
    self.changed = changed
  }

  /// UIDs of the messages that have been answered, ascending.
  public var answered: [UInt32] { changed.filter { MessageListing.isAnswered($0.value) }.keys.sorted() }

  /// Reads the answer to a SELECT that asked for changes.
  init(_ answer: IMAPConversation.Answer) {
    var vanished: [ClosedRange<UInt32>] = []
    var changed: [UInt32: Set<String>] = [:]
    for response in answer.responses {
      switch response {
      // What came before belongs to the mailbox that was open until now (RFC 7162, 3.2.11).
      case .untagged(let status) where status.code == "CLOSED": (vanished, changed) = ([], [:])
      case .vanished(_, let ranges): vanished += ranges
      case .fetch(let items):
        if let uid = items.uid, let flags = items.flags { changed[uid] = flags }
      default: break
      }
    }
    self.init(vanished: UIDRanges(merging: vanished).ranges, changed: changed)
  }
}
