extension ScriptedIMAPServer {
  /// How a provider's server differs from the protocol's text.
  public enum Quirk: Hashable, Sendable {
    /// BAD to a set whose numbers do not ascend (qq.com: modern-email/defects #40).
    case badToDescendingSets
    /// BAD to `LIST ... RETURN (SPECIAL-USE)`, though it is advertised (Proton's bridge: MailKit).
    case badToSpecialUseList
    /// This in answer to a SEARCH for a header field: `NO [SERVERBUG] ...` (Yahoo: node-imap #737).
    case headerSearchRefused(String)
    /// `NO [BADCHARSET (US-ASCII)]` to a SEARCH that names a charset.
    case noCharsets
    /// OK to ENABLE without `* ENABLED` (iCloud: MailKit).
    case silentEnable
    /// Files in Sent what it accepts for sending (Gmail, Outlook: omamail #60, mustang #627).
    case filesSentMail
    /// OK and no octets to `RFC822` (iCloud: modern-email/defects #36).
    case noRFC822
    /// Gives the whole message where a range is asked for.
    case wholeForRanges
    /// Gives the message's beginning wherever the range begins.
    case beginningForRanges
    /// NO where a range begins behind the message's end.
    case noBeyondEnd
    /// At most so many octets of a range at a time.
    case shortRanges(Int)
    /// RFC822.SIZE is so many octets too large.
    case sizesTooLarge(by: Int)
    /// Says nothing of sizes.
    case noSizes
    /// Goes on counting removed messages in the sequence numbers of FETCH (Yahoo: MailKit #358).
    case staleSequenceNumbers
    /// Takes IDLE and never says anything in it.
    case deafIdle
    /// Ends IDLE by itself, at once, with OK.
    case endsIdle
    /// NO to every SEARCH.
    case noSearch
    /// Keeps the flags of the standard, and no keywords (no `\*` among PERMANENTFLAGS).
    case noKeywords
  }

  /// A provider's server: what it advertises, what its mailboxes are called, and its quirks.
  ///
  /// "From memory" marks what nobody here has measured; what an issue of another project reports is named.
  public struct Profile: Sendable, CustomStringConvertible {
    /// For messages of tests.
    public var name: String
    /// Capabilities before the login.
    public var greetingCapabilities: [String]
    /// Capabilities after the login.
    public var capabilities: [String]
    /// The attributes of each mailbox that is there from the beginning, beside INBOX.
    public var mailboxes: [(name: String, attributes: [String])]
    public var delimiter: String
    public var quirks: Set<Quirk>

    public init(
      name: String, greetingCapabilities: [String], capabilities: [String],
      mailboxes: [(name: String, attributes: [String])] = [], delimiter: String = "/", quirks: Set<Quirk> = []
    ) {
      self.name = name
      self.greetingCapabilities = greetingCapabilities
      self.capabilities = capabilities
      self.mailboxes = mailboxes
      self.delimiter = delimiter
      self.quirks = quirks
    }

    public var description: String { name + quirks.map { " \($0)" }.sorted().joined(separator: ",") }

    /// The same with more quirks.
    public func with(_ more: Quirk...) -> Profile {
      var profile = self
      profile.quirks.formUnion(more)
      return profile
    }

    /// The same without these capabilities.
    public func without(_ names: String...) -> Profile {
      var profile = self
      profile.capabilities.removeAll(where: names.contains)
      return profile
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
  }
}

extension ScriptedIMAPServer.Profile {
  /// Every provider's profile.
  public static let providers: [Self] = [
    .gmail, .exchange, .yahoo, .iCloud, .protonBridge, .cyrus, .dovecot,
  ]

  /// IMAP4rev1 and nothing else: no IDLE, no UIDPLUS, no special uses, no CONDSTORE.
  public static let bare = Self(
    name: "bare", greetingCapabilities: ["IMAP4rev1"], capabilities: ["IMAP4rev1"])

  /// Like Dovecot 2.3.19 of Debian 12. What it advertises after the login is that server's own list, and a test on the
  /// real one holds it to that.
  public static let dovecot = Self(
    name: "Dovecot",
    greetingCapabilities: words("IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN"),
    capabilities: words(
      """
      IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS \
      THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED \
      I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE \
      SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE
      """),
    mailboxes: [("Sent", ["\\Sent"]), ("Drafts", ["\\Drafts"]), ("Trash", ["\\Trash"])])

  /// Cyrus IMAP with its usual namespace below INBOX. All from memory.
  public static let cyrus = Self(
    name: "Cyrus", greetingCapabilities: words("IMAP4rev1 LITERAL+ ID ENABLE SASL-IR AUTH=PLAIN"),
    capabilities: words(
      """
      IMAP4rev1 LITERAL+ ID ENABLE ACL RIGHTS=kxten QUOTA NAMESPACE UIDPLUS UNSELECT CHILDREN MULTIAPPEND BINARY \
      CATENATE CONDSTORE QRESYNC ESEARCH ESORT SORT SEARCHRES LIST-EXTENDED LIST-STATUS SPECIAL-USE \
      CREATE-SPECIAL-USE MOVE WITHIN IDLE
      """),
    mailboxes: [("INBOX.Sent", ["\\Sent"]), ("INBOX.Trash", ["\\Trash"])], delimiter: ".")

  /// Gmail. It files sent mail itself (omamail #60), and one message has many labels. Capabilities from memory.
  public static let gmail = Self(
    name: "Gmail",
    greetingCapabilities: words(
      """
      IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN \
      AUTH=OAUTHBEARER
      """),
    capabilities: words(
      """
      IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE \
      CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584
      """),
    mailboxes: [
      ("[Gmail]", ["\\HasChildren", "\\Noselect"]), ("[Gmail]/All Mail", ["\\All"]),
      ("[Gmail]/Sent Mail", ["\\Sent"]), ("[Gmail]/Trash", ["\\Trash"]),
    ], quirks: [.filesSentMail])

  /// Exchange Online. It files sent mail itself (omamail #60, mustang #627). From memory: its capabilities, that it has
  /// no special uses, keeps no keywords, and that RFC822.SIZE is an estimate unless an administrator says otherwise.
  public static let exchange = Self(
    name: "Exchange Online", greetingCapabilities: words("IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID"),
    capabilities: words(
      """
      IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
      """),
    mailboxes: [("Sent Items", ["\\HasNoChildren"]), ("Deleted Items", ["\\HasNoChildren"])],
    quirks: [.filesSentMail, .noKeywords, .sizesTooLarge(by: 37)])

  /// Yahoo. It refuses to search header fields (node-imap #737) and does not renumber after EXPUNGE (MailKit #358).
  /// From memory: that it files sent mail itself, and its capabilities.
  public static let yahoo = Self(
    name: "Yahoo", greetingCapabilities: words("IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID"),
    capabilities: words(
      "IMAP4rev1 ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN UNSELECT X-MSG-EXT OBJECTID IDLE"),
    mailboxes: [("Sent", ["\\Sent"]), ("Bulk", ["\\Junk"]), ("Trash", ["\\Trash"])],
    quirks: [
      .filesSentMail, .headerSearchRefused("NO [SERVERBUG] SEARCH Server error - Please try again later"),
      .staleSequenceNumbers,
    ])

  /// iCloud. It gives no octets to `RFC822` (modern-email/defects #36, Zammad #4589), answers ENABLE without
  /// `* ENABLED` (MailKit), and does not file sent mail (omamail #60). Capabilities from memory.
  public static let iCloud = Self(
    name: "iCloud", greetingCapabilities: words("IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN"),
    capabilities: words(
      """
      XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR CONDSTORE ENABLE ESEARCH ID IDLE LITERAL+ NAMESPACE QRESYNC UIDPLUS \
      UNSELECT SORT
      """),
    mailboxes: [("Sent Messages", []), ("Deleted Messages", []), ("Junk", [])],
    quirks: [.silentEnable, .noRFC822])

  /// Proton's bridge on this machine. BAD to LIST with special uses (MailKit). From memory: the rest, with that Proton
  /// files sent mail itself.
  public static let protonBridge = Self(
    name: "Proton bridge", greetingCapabilities: words("IMAP4rev1 ID IDLE AUTH=PLAIN"),
    capabilities: words("IMAP4rev1 ID IDLE MOVE UIDPLUS UNSELECT SPECIAL-USE"),
    mailboxes: [("Sent", []), ("All Mail", []), ("Folders", ["\\Noselect"]), ("Labels", ["\\Noselect"])],
    quirks: [.badToSpecialUseList, .filesSentMail])
}
