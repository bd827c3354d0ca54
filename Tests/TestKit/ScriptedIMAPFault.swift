extension ScriptedIMAPServer {
  /// A place in the conversation.
  public enum Stage: Hashable, Sendable, CaseIterable {
    case greeting
    /// CAPABILITY before the login, and after it.
    case capability, capabilityAgain
    /// LOGIN or AUTHENTICATE.
    case login
    case enable, id, list, status, select, search
    /// FETCH of numbers, flags and header fields; of whole messages and ranges of them.
    case listing, body
    case store, append, create
    /// IDLE, and the DONE that ends it.
    case idle, done
    case noop, logout
  }

  /// What goes wrong in one connection.
  public enum Fault: Hashable, Sendable {
    /// Says nothing more, and keeps the line open: a peer that is gone without a word.
    case hang(Stage)
    /// Says BYE and closes.
    case bye(Stage)
    /// Closes, by FIN or by RST.
    case hangUp(Stage)
    case reset(Stage)
    /// Answers with this, `NO [CODE] text`, and does nothing.
    case reply(Stage, String)
    /// Says this line before it answers; for the greeting, behind it.
    case stray(Stage, String)
    /// Waits so long before it answers.
    case delay(Stage, milliseconds: UInt32)
    /// Says this line again and again, and never answers.
    case babble(Stage, String)
    /// Where this message's octets are asked for, gives those before it and then this: `NO [SERVERBUG] text`.
    case refuse(uid: UInt32, String)
    /// Falls silent when this message's octets are due.
    case hangAt(uid: UInt32)
    /// Closes once so many octets of the message have been said.
    case truncate(uid: UInt32, afterOctets: Int)
    /// Speaks of the message and gives no octets.
    case noBody(uid: UInt32)
    /// NIL in place of the message's octets.
    case nilBody(uid: UInt32)
    /// Leaves the message out and says OK.
    case leaveOut(uid: UInt32)
    /// States this size.
    case wrongSize(uid: UInt32, Int)
    /// Says this line, or removes that message and says so, between this message's FETCH and the next.
    case strayAfter(uid: UInt32, String)
    case expungeAfter(uid: UInt32, expunging: UInt32)
    /// UIDVALIDITY 0 (modern-email/defects #52).
    case uidValidityZero
    /// Closes once so many octets have been said in all.
    case hangUpAfterSaying(octets: Int)
  }
}
