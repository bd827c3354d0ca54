/// The actions that a customer can report and an agent can ask for, as classes of verbs.
///
/// A past verb of no class is narrative and never a claim: a list of what counts beats any stop list.
enum ActionClasses {
  /// One class a line: its name, then its verbs; `+` joins a particle that stands after the verb or its object.
  private static let table = """
    add add
    apply apply+for apply
    approve approve accept confirm+with
    arrange arrange book schedule reserve
    visit visit come+to
    attach attach enclose upload
    back-up back+up backup export
    buy order buy purchase reorder pre-order subscribe sign+up
    call-up ring+up
    cancel cancel unsubscribe withdraw revoke terminate close+account
    change change alter modify adjust edit switch+to swap tweak replace+with convert migrate rename
    charge charge recharge
    check check verify examine inspect review look look+at look+in look+into look+through look+under go+through dig+into check+out confirm test scan monitor double-check doublecheck re-check recheck track proof
    choose choose select pick tick untick check+box
    clean clean wipe wash dust polish
    clear clear delete erase empty purge flush remove+cookies clear+out clear+cache wipe+out cleared
    close close quit exit force+close force+quit shut
    compare compare
    complete complete fill+in fill+out finish fill file sign+off
    configure configure set+up setup re-configure reconfigure
    connect connect plug+in plug+into hook+up reconnect pair attach+cable re-pair
    contact contact call phone ring telephone email e-mail mail write speak talk chat reach reach+out complain message text get+hold+of ask request notify inform report tell fax+to call+back check+with turn+to
    copy copy duplicate transfer move rsync drag
    create create make+new generate
    dispute dispute contest appeal challenge
    disable disable deactivate turn+off switch+off mute disconnect unplug uncheck block stop+service
    download download redownload re-download
    enable enable activate turn+on switch+on unmute allow unblock permit
    enter enter type+in type input key+in put+in
    follow follow work+through
    find find locate search search+for look+for figure+out find+out search+in
    fix fix repair mend glue
    hold hold+down hold press press+down push
    import import
    install install
    log-in log+in log+into login sign+in sign+into log+on log+back+in sign+on re-login logged
    log-out log+out sign+out log+off
    measure measure weigh
    open open launch click click+on tap right-click
    pay pay pay+off settle deposit donate repay prepay transfer+money
    photograph photograph take+photo
    pull pull
    purge-stock discard throw+away dispose bin
    read read
    refresh refresh
    register register enrol enroll sign+up+for
    reinstall reinstall re-install reload
    remove remove detach take+off+cover unsubscribe+list take+off take+out get+rid+of
    rent rent lease hire
    repack repack pack wrap
    replace replace exchange
    reset reset re-set restore+defaults factory-reset
    restart restart reboot re-start re-boot power-cycle power+cycle powercycle turn+off+and+on cycle relaunch
    restore restore recover undo roll+back downgrade revert
    return return send+back take+back ship+back post+back bring+back
    run run perform execute
    save save store keep
    send send post forward submit fax mail+in provide supply give include share resend re-send hand+over
    set set
    undo set+back put+back change+back
    ship ship deliver dispatch
    sign sign countersign
    start start boot begin
    subscribe-list join
    switch switch
    try try attempt use
    uninstall uninstall un-install deinstall
    update update upgrade patch
    wait wait
    """

  /// `do a restart`, `have a look`, `make a payment`: noun to class. The verbs that carry them are ``lightVerbs``.
  private static let nouns = """
    restart restart
    reboot restart
    reset reset
    refresh refresh
    look check
    check check
    checks check
    search find
    scan check
    scans check
    clean-up clean
    update update
    updates update
    upgrade update
    reinstall reinstall
    reinstallation reinstall
    install install
    installation install
    restore restore
    backup back-up
    copy copy
    call contact
    calls contact
    enquiry contact
    inquiry contact
    complaint contact
    request contact
    payment pay
    payments pay
    donation pay
    deposit pay
    transfer pay
    order buy
    purchase buy
    booking arrange
    reservation arrange
    appointment arrange
    return return
    dispute dispute
    application apply
    screenshot attach
    screenshots attach
    photo photograph
    photos photograph
    picture photograph
    pictures photograph
    test check
    """

  static let lightVerbs: Set<String> = [
    "do", "make", "have", "take", "give", "place", "run", "perform", "carry", "conduct", "submit", "file",
  ]

  /// `verb` or `verb particle particle` to class.
  static let classes: [String: String] = {
    var found: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: " ")
      guard let name = cells.first else { continue }
      for member in cells.dropFirst() {
        let key = member.split(separator: "+").joined(separator: " ")
        if found[key] == nil { found[key] = String(name) }
      }
    }
    return found
  }()

  static let nounClasses: [String: String] = {
    var found: [String: String] = [:]
    for line in nouns.split(separator: "\n") {
      let cells = line.split(separator: " ")
      if cells.count == 2 { found[String(cells[0])] = String(cells[1]) }
    }
    return found
  }()

  static let particles: Set<String> = [
    "up", "off", "on", "out", "in", "back", "into", "through", "at", "down", "over", "away", "for", "to", "with",
    "under", "hold",
    "of", "rid", "around",
  ]

  /// The class of a verb and the words after it, longest match first; how many of those words belong to the verb.
  static func look(_ lemma: String, followedBy next: [String]) -> (name: String, taken: Int)? {
    if let first = next.first, particles.contains(first) {
      if next.count > 1 {
        if let name = classes["\(lemma) \(first) \(next[1])"] { return (name, 2) }
      }
      if let name = classes["\(lemma) \(first)"] { return (name, 1) }
    }
    return classes[lemma].map { ($0, 0) }
  }

  /// The class with a particle that stands behind the object: "took it off", "turned the phone on".
  static func separated(_ lemma: String, _ particle: String) -> String? {
    ["off", "on", "out", "up", "back", "in", "down", "away"].contains(particle) ? classes["\(lemma) \(particle)"] : nil
  }

  /// Classes that one and the same deed may be told under: what was searched was looked at. They answer each other only
  /// where the objects agree.
  private static let kin: [Set<String>] = [
    ["check", "find", "open", "read", "compare", "pull"], ["remove", "clear", "uninstall", "disable"],
    ["install", "reinstall", "update", "download"], ["send", "attach", "complete", "photograph", "save"],
    ["try", "open", "start", "run", "log-in", "connect", "enter"], ["buy", "pay"], ["complete", "apply", "sign"],
    ["change", "set", "configure", "choose", "switch", "replace"], ["restart", "start"], ["refresh", "reset"],
    ["dispute", "contact", "send"], ["copy", "back-up", "save"], ["enable", "choose", "set"], ["return", "send"],
    ["log-in", "open"], ["restore", "copy", "import"], ["follow", "try"], ["try", "install"], ["run", "check"],
    ["restore", "install"],
  ]

  static func areKin(_ one: String, _ other: String) -> Bool {
    one == other || kin.contains { $0.contains(one) && $0.contains(other) }
  }
}
