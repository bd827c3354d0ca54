/// Closed classes of English words that the clause rules ask about.
enum Words {
  static let customer: Set<String> = ["i", "we", "ive", "im"]
  static let others: Set<String> = [
    "he", "she", "they", "it", "you", "one", "who", "someone", "somebody", "nobody", "everybody",
  ]
  /// `my wife called` counts as the customer's deed.
  static let household: Set<String> = [
    "wife", "husband", "son", "daughter", "friend", "colleague", "partner", "mother", "father", "mum", "mom", "dad",
    "brother",
    "sister", "neighbour", "neighbor", "technician", "tech", "assistant", "secretary", "boss", "electrician",
    "engineer",
  ]
  static let adverbs: Set<String> = [
    "already", "also", "just", "even", "then", "now", "still", "again", "yes", "no", "well", "first", "finally", "next",
    "later",
    "afterwards", "recently", "immediately", "then", "only", "actually", "always", "both", "too", "twice", "manually",
    "successfully",
    "carefully", "really", "thoroughly", "simply", "currently", "yesterday", "today", "promptly", "accidentally",
    "repeatedly",
    "somehow", "quickly", "completely", "certainly", "definitely", "obviously", "previously", "subsequently",
    "eventually",
    "diligently", "once", "subsequently", "ever", "therefore", "however", "sometimes", "often", "usually", "kindly",
    "additionally",
    "instead", "meanwhile", "ok", "okay", "hello", "hi", "sadly", "unfortunately", "originally", "initially",
    "personally", "formally",
    "consistently", "very", "lastly", "secondly", "firstly", "thirdly", "please", "so", "far", "sure", "maybe",
    "perhaps", "etc", "since", "more", "longer", "anywhere", "nowhere", "directly", "rather", "anymore", "likewise",
    "later", "immediatly", "frequently", "online",
  ]
  /// When, not what: never the object of a deed.
  static let times: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august",
    "september", "october", "november", "december", "morning", "evening", "afternoon", "night", "day", "days", "week",
    "weeks", "month", "months",
    "year", "years", "hour", "hours", "minute", "minutes", "time", "times", "ago", "occasion", "occasions", "tonight",
    "aswell", "anyway", "anyways",
  ]
  /// Verbs of what comes to somebody: no deed of theirs.
  static let receiving: Set<String> = [
    "get", "got", "gotten", "receive", "received", "recieve", "recieved", "hear", "heard", "see", "saw",
  ]
  static let conjunctions: Set<String> = ["and", "or", "but", "then", "plus", "&", "yet"]
  /// What follows is a condition, and so neither done nor an ask of its own.
  static let conditional: Set<String> = ["if", "unless", "whether", "until", "till", "should", "in"]
  static let habitual: Set<String> = ["when", "whenever", "while", "before"]
  static let afterwards: Set<String> = ["after", "upon", "by", "since", "once", "having", "with", "from", "without"]
  static let relative: Set<String> = [
    "that", "which", "who", "what", "where", "how", "why", "because", "although", "though", "as", "whereas", "so",
  ]
  static let subordinators = conditional.subtracting(["in", "should"]).union(habitual).union([
    "after", "since", "once", "upon",
  ])
  .union(relative.subtracting(["so", "as"]))
  static let negations: Set<String> = ["not", "n't", "never", "no", "neither", "nor", "hardly", "dont", "didnt"]
  static let modals: Set<String> = ["will", "'ll", "would", "'d", "should", "shall", "may", "might", "must", "wo"]
  static let able: Set<String> = ["can", "could", "ca", "cannot"]
  static let have: Set<String> = ["have", "'ve", "has", "had", "having", "ve", "habe", "ive"]
  static let dos: Set<String> = ["do", "did", "does"]
  static let be: Set<String> = ["am", "is", "are", "was", "were", "been", "be", "being", "'m", "'re", "'s", "im"]
  /// What a deed brought: behind an `-ing` phrase they show that it was done.
  static let results: Set<String> = [
    "made", "solved", "helped", "worked", "changed", "brought", "gave", "fixed", "works", "fails", "failed", "helps",
    "gives", "makes",
  ]
  static let questionWords: Set<String> = ["what", "which", "who", "where", "when", "why", "how", "whose", "whom"]
  static let told: Set<String> = [
    "told", "asked", "advised", "instructed", "suggested", "recommended", "ordered", "requested", "urged", "invited",
    "wanted",
    "expected", "supposed", "asking", "telling", "tells", "asks", "says",
  ]
  static let intentions: Set<String> = [
    "want", "wanted", "need", "needed", "plan", "planned", "planning", "intend", "intended", "hope", "hoping", "hoped",
    "decide", "like",
    "wish", "refuse", "refused", "going", "about", "willing", "ready", "trying", "prefer", "happy", "reluctant",
    "afraid", "wants", "needs",
  ]
  static let attempts: Set<String> = [
    "try", "tried", "tries", "trying", "attempt", "attempted", "attempting", "managed", "went", "started", "bothered",
    "continued", "kept", "spent",
  ]
  static let failures: Set<String> = [
    "fail", "failed", "forgot", "forgotten", "unable", "neglected", "omitted", "failing",
  ]
  static let determiners: Set<String> = [
    "the", "a", "an", "my", "our", "your", "this", "that", "these", "those", "his", "her", "their", "its", "any",
    "some", "all", "every", "each",
    "both", "no", "several", "many", "two", "three", "four", "multiple", "various", "numerous", "another", "of",
    "other", "different",
    "couple", "few", "lots", "copy", "new", "latest", "current", "whole", "old", "full", "own", "fresh", "local",
    "correct", "right", "last", "past", "next", "factory", "hard", "soft", "quick", "brief",
    "complete", "entire",
  ]
  static let prepositions: Set<String> = [
    "in", "at", "on", "to", "from", "with", "for", "of", "by", "via", "about", "under", "over", "through", "into",
    "onto", "using", "without",
    "per", "between", "within", "until", "after", "before", "during", "against", "as", "towards", "off", "up", "out",
    "back", "regarding",
    "inside", "behind", "near", "around",
  ]
  /// Report a state as seen: a parcel's, an order's, a payment's.
  static let statuses: Set<String> = [
    "undeliverable", "processing", "despatched", "dispatched", "delivered", "awaiting", "pending", "shipped",
    "undelivered", "delayed",
    "transit", "unfulfilled", "lost", "returned", "shipped", "held", "customs", "depot", "cancelled", "refunded",
    "paid", "unpaid", "open",
    "preparing", "packed", "overdue",
  ]
  static let statusSigns: Set<String> = [
    "says", "say", "said", "shows", "show", "showing", "showed", "status", "marked", "states", "stated", "reads",
    "displays", "saying", "listed", "stuck",
  ]
  static let statusThings: Set<String> = [
    "tracker", "tracking", "status", "parcel", "package", "order", "shipment", "delivery", "trace", "it", "payment",
    "refund", "site", "website", "page",
  ]
}
