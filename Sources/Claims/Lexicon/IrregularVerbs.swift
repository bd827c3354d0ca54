/// The irregular verbs of English that support mail uses, and spellings that the regular rules would miss.
enum IrregularVerbs {
  /// One verb a line: lemma, past forms, participles; alternatives with `/`.
  private static let table = """
    be was/were been
    begin began begun
    break broke broken
    bring brought brought
    build built built
    buy bought bought
    catch caught caught
    choose chose chosen
    come came come
    cut cut cut
    deal dealt dealt
    dig dug dug
    do did done
    draw drew drawn
    drive drove driven
    fall fell fallen
    feed fed fed
    feel felt felt
    fill filled filled
    find found found
    fly flew flown
    forget forgot forgotten/forgot
    get got got/gotten
    give gave given
    go went gone
    grow grew grown
    hang hung hung
    have had had
    hear heard heard
    hide hid hidden
    hit hit hit
    hold held held
    keep kept kept
    know knew known
    lay laid laid
    lead led led
    learn learned/learnt learned/learnt
    leave left left
    lend lent lent
    let let let
    lose lost lost
    make made made
    mean meant meant
    meet met met
    pay paid/payed paid/payed
    put put put
    quit quit quit
    re-read re-read re-read
    read read read
    redo redid redone
    repay repaid repaid
    reset reset/resetted reset
    resend resent resent
    rewrite rewrote rewritten
    ring rang rung
    run ran run
    rerun reran rerun
    say said said
    see saw seen
    sell sold sold
    send sent sent
    set set set
    setup setup setup
    shake shook shaken
    show showed shown
    shut shut shut
    speak spoke spoken
    spend spent spent
    split split split
    stand stood stood
    stick stuck stuck
    switch switched switched
    take took taken
    teach taught taught
    tell told told
    think thought thought
    throw threw thrown
    type typed typed
    undo undid undone
    understand understood understood
    uninstall uninstalled uninstalled
    wake woke woken
    wear wore worn
    withdraw withdrew withdrawn
    write wrote written
    """

  static let readings: [String: [VerbForm]] = {
    var found: [String: [VerbForm]] = [:]
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: " ").map { $0.split(separator: "/").map(String.init) }
      guard cells.count == 3, let lemma = cells[0].first else { continue }
      var forms: [(String, VerbForm.Tense)] = [(lemma, .base), (lemma + "s", .thirdPerson)]
      forms += cells[1].map { ($0, .past) } + cells[2].map { ($0, .participle) } + gerunds(lemma).map { ($0, .gerund) }
      for (word, tense) in forms {
        found[word, default: []].append(VerbForm(lemma: lemma, tense: tense))
      }
    }
    found["does"] = [VerbForm(lemma: "do", tense: .thirdPerson)]
    found["goes"] = [VerbForm(lemma: "go", tense: .thirdPerson)]
    found["has"] = [VerbForm(lemma: "have", tense: .thirdPerson)]
    for word in ["am", "is", "are"] { found[word] = [VerbForm(lemma: "be", tense: .thirdPerson)] }
    return found
  }()

  private static func gerunds(_ lemma: String) -> [String] {
    let doubled: Set<String> = [
      "cut", "get", "hit", "let", "put", "quit", "reset", "run", "rerun", "set", "shut", "split", "begin", "forget",
      "dig", "setup",
    ]
    if doubled.contains(lemma), let last = lemma.last { return [lemma + String(last) + "ing", lemma + "ing"] }
    return lemma.hasSuffix("e") && lemma != "be" && lemma != "see"
      ? [String(lemma.dropLast()) + "ing"] : [lemma + "ing"]
  }
}
