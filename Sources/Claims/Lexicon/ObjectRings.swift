/// Names for one and the same thing. Objects are an open class: only synonyms are listed, every other noun stands for itself.
enum ObjectRings {
  /// One ring a line: its name, then what else it is called; `+` joins words.
  private static let table = """
    tracker tracking track track+trace tracking+page tracking+link tracking+info tracking+information tracking+details tracking+site tracking+website tracking+system delivery+tracker parcel+tracker order+tracker track+and+trace tracking+status delivery+status order+status
    router modem hub wifi+router internet+box wlan+router gateway
    browser browsers web+browser
    other-browser other+browser other+browsers other+web+browser other+web+browsers another+browser different+browser different+web+browser second+browser edge chrome safari opera brave duckduckgo ms+edge microsoft+edge
    private-mode private+mode private+window incognito incognito+mode incognito+window private+browsing
    safe-mode troubleshoot+mode safemode troubleshooting+mode
    cookie cookies
    cache caches browser+cache cash
    addon add-on addons add-ons extension extensions plugin plugins plug-in
    password passcode passwort pass-word passwords
    mail e-mail email mails emails e-mails message messages
    spam-folder junk junk+folder spam spam+folder junk+mail
    screenshot screenshots screen+shot screen+shots screen+grab screen+image screen+capture screencap picture pictures photo photos image images snapshot pic pics
    app program programme software client
    firefox ff mozilla+firefox
    thunderbird tb t-bird
    phone mobile smartphone cell cellphone handset
    computer pc laptop machine notebook mac desktop
    parcel package shipment delivery packet
    order orders
    profile profile+folder profile+directory profile+file profiles local+profile+folder
    setting settings preference preferences option options
    version release
    bank branch
    invoice bill
    receipt proof+of+purchase
    bureau bureaus credit+bureau credit+bureaus
    form forms
    report police+report reports
    document documents paperwork documentation papers
    inbox mailbox inboxes
    account accounts
    driver drivers
    file files
    neighbour neighbor neighbours neighbors
    battery batteries
    """

  /// Words joined by spaces to ring name.
  static let rings: [String: String] = {
    var found: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: " ")
      guard let name = cells.first else { continue }
      for member in cells { found[member.split(separator: "+").joined(separator: " ")] = String(name) }
    }
    return found
  }()

  /// Nouns too vague to tell two things apart: an ask for "the steps" is met by any step of the same class.
  static let generic: Set<String> = [
    "it", "this", "that", "them", "these", "those", "everything", "all", "thing", "things", "one", "ones", "same",
    "step", "steps",
    "something", "anything", "what", "both", "stuff", "us", "you", "me", "some", "problem", "issue", "again",
    "everyone",
    "team", "support", "page", "device", "there", "here", "help",
  ]

  /// A word as its ring's name, else with a plural `s` taken off.
  static func normal(_ word: String) -> String {
    if let ring = rings[word] { return ring }
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else { return word }
    if word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
    return String(word.dropLast())
  }
}
