
/// Decides from auxiliaries, lead words and what a clause inherits whether a deed happened.
enum Standing {
  /// Rule of "I don't want to return it".
  static let unwanted = "does not want to"

  static func of(
    _ chain: VerbChain, _ verb: VerbChain.Verb, _ lead: Lead, subject: Clause.Subject?, carry: ClauseReader.Carry?,
    isTriedList: Bool, hasResult: Bool
  ) -> (Clause.Standing, String) {
    if lead.isConditional { return (.hypothetical, "condition") }
    if chain.isTold { return (.hypothetical, "told to") }
    if chain.isIntention, !chain.isAttempt { return (.hypothetical, chain.isNegated ? Self.unwanted : "intention") }
    if chain.isModal { return (.hypothetical, "modal") }
    if chain.isFailure { return (.notDone, "failed to") }
    if chain.isNegated { return negated(chain, verb, lead) }
    if lead.isBefore, verb.tense == .gerund { return (.hypothetical, "before") }
    if chain.isAble {
      if chain.isPast, chain.isAttempt == false { return (.ability, "was able") }
      return (.ability, "can")
    }
    if chain.isPassive { return (.habitual, "passive") }
    if chain.isAttempt, let told = attempt(chain, verb, lead, subject, carry) { return told }
    if chain.isObligation { return chain.isPast ? (.done, "had to") : (.habitual, "have to") }
    if subject == nil {
      return withoutSubject(chain, verb, lead, carry, isTriedList: isTriedList, hasResult: hasResult)
    }
    switch verb.tense {
    case .past: return (.done, "past")
    case .participle: return chain.isPerfect ? (.done, "perfect") : (.done, "past")
    case .gerund:
      if chain.isPerfect || chain.isPast { return (.done, "past progressive") }
      return (.habitual, "present progressive")
    case .base:
      if chain.isPast { return (.done, "did") }
      if ["attach", "enclose", "include"].contains(verb.lemma) { return (.done, "attach") }
      return (.habitual, "present")
    case .thirdPerson: return (.habitual, "present")
    }
  }

  private static func negated(_ chain: VerbChain, _ verb: VerbChain.Verb, _ lead: Lead) -> (Clause.Standing, String) {
    if chain.isAble { return (.unable, "could not") }
    if chain.isPerfect || chain.isPast || verb.tense == .past { return (.notDone, "did not") }
    return (.habitual, "does not")
  }

  private static func attempt(
    _ chain: VerbChain, _ verb: VerbChain.Verb, _ lead: Lead, _ subject: Clause.Subject?, _ carry: ClauseReader.Carry?
  ) -> (Clause.Standing, String)? {
    if chain.isPast || chain.isPerfect || lead.isAfter || lead.isHabitual { return (.attempted, "tried") }
    // "Trying to fit the new lid" tells what was done; "try to fit" without a subject does not.
    if verb.tense == .base || verb.tense == .gerund, subject == nil, let carry, carry.standing == .done {
      return (.attempted, "tried")
    }
    return (.habitual, "try")
  }

  private static func withoutSubject(
    _ chain: VerbChain, _ verb: VerbChain.Verb, _ lead: Lead, _ carry: ClauseReader.Carry?, isTriedList: Bool,
    hasResult: Bool
  ) -> (Clause.Standing, String) {
    if lead.isAfter, verb.tense == .gerund { return (.done, "after + -ing") }
    if chain.isPerfect { return chain.isThirdPerson ? (.habitual, "somebody has") : (.done, "perfect, no subject") }
    if let carry {
      if verb.tense != .base || lead.isCoordinated, let inherited = inherit(verb, carry) {
        return (inherited, "coordination")
      }
    }
    if isTriedList, verb.tense != .thirdPerson { return (.done, "list of what was tried") }
    switch verb.tense {
    case .past, .participle:
      if carry?.standing == .hypothetical, lead.isCoordinated { return (.hypothetical, "coordination") }
      return (.done, "past, no subject")
    case .gerund:
      if lead.isHabitual { return (.done, "when + -ing") }
      return hasResult ? (.done, "-ing as subject") : (.habitual, "-ing")
    case .base: return (.habitual, chain.isPast ? "did" : "bare verb")
    case .thirdPerson: return (.habitual, "present")
    }
  }

  private static func inherit(_ verb: VerbChain.Verb, _ carry: ClauseReader.Carry) -> Clause.Standing? {
    switch (carry.tense, verb.tense) {
    case (.past, .past), (.past, .participle), (.participle, .past), (.participle, .participle):
      return carry.standing == .attempted ? .done : carry.standing
    case (.gerund, .gerund), (.base, .base): return carry.standing
    case (.gerund, .past), (.gerund, .participle), (.base, .past):
      return carry.standing == .hypothetical || carry.standing == .habitual || carry.standing == .ability ? nil : .done
    // "checked the cable, reboot my computer": a tense slip.
    case (.past, .base), (.participle, .base): return carry.standing == .done ? .done : nil
    default: return nil
    }
  }
}
