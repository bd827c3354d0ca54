/// The first name in a display name, where there surely is one.
///
/// A wrong name is worse than none: "Hello," is always right, "Hello ACME," never.
public enum FirstName {
  /// Unicode scalars. Longer display names are texts, not names.
  private static let longestDisplayName = 80
  /// Characters. Wolfeschlegelsteinhausen is a surname; first names beyond this are invented.
  private static let longest = 24

  /// "Ann" of `Ann Lee`, `Lee, Ann` and `Dr. Ann Lee`; nil of addresses, firms, initials, codes and empty names.
  public static func from(displayName: String) -> String? {
    guard displayName.unicodeScalars.count <= longestDisplayName,
      displayName.unicodeScalars.allSatisfy(isPlain),
      let words = words(of: unquoted(displayName)), !words.contains(where: { notPersons.contains($0.lowercased()) })
    else { return nil }

    var names = words.drop { titles.contains($0.lowercased().filter { $0 != "." }) }
    let hadTitle = names.count < words.count
    // "LEE Ann": a surname in capitals comes first in French and Hungarian lists.
    if let head = names.first, head.count > 1, head.allSatisfy(\.isUppercase),
      let second = names.dropFirst().first, isName(second)
    {
      names = names.dropFirst()
    }
    guard let first = names.first, isName(first) else { return nil }
    // "Mr. Lee" gives a surname only.
    return names.count == 1 && hadTitle ? nil : first
  }

  /// Letters, marks, spaces and the few signs that names are written with.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
      || " .,'\u{2019}-()\"".unicodeScalars.contains(scalar)
  }

  private static func unquoted(_ text: String) -> Substring {
    let trimmed = text.drop { $0 == " " }
    for quote in ["\"", "'"] where trimmed.hasPrefix(quote) && trimmed.hasSuffix(quote) && trimmed.count > 2 {
      return trimmed.dropFirst().dropLast()
    }
    return trimmed
  }

  /// The words in order of speech: "Lee, Ann" turned round, "(Sales)" and ", PhD" left out. Nil for lists.
  private static func words(of name: Substring) -> [String]? {
    let name = name.prefix { $0 != "(" }
    guard !name.contains("\""), !name.contains(")") else { return nil }
    let halves = name.split(separator: ",", omittingEmptySubsequences: false).map { half in
      half.split(separator: " ").map(String.init)
    }
    switch halves.count {
    case 1: return halves[0]
    case 2:
      let after = halves[1].first?.lowercased().filter { $0 != "." } ?? ""
      return degrees.contains(after) ? halves[0] : halves[1] + halves[0]
    default: return nil
    }
  }

  /// One capital and then small letters, in each half of a double name: Ann, Zoë, Jean-Luc, D'Arcy.
  private static func isName(_ word: String) -> Bool {
    guard (2...longest).contains(word.count) else { return false }
    let halves = word.split(separator: "-", omittingEmptySubsequences: false)
    return halves.count <= 2
      && halves.allSatisfy { half in
        guard let first = half.first, first.isUppercase, half.count > 1 else { return false }
        let letters = half.filter { $0 != "'" && $0 != "\u{2019}" }
        // More scalars to a letter than any script needs is ornament or an attack on the reader's screen.
        return letters.allSatisfy { $0.isLetter && $0.unicodeScalars.count <= 2 }
          && letters.filter(\.isUppercase).count <= 2 && letters.contains(where: \.isLowercase)
      }
  }

  private static let titles: Set<String> = [
    "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "rev", "herr", "frau", "mme", "ing",
    "dipl-ing", "mag", "capt", "lady", "lord",
  ]

  private static let degrees: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "msc", "bsc", "ma", "ba", "mba", "cpa", "rn", "dds",
  ]

  /// Words that no person's name holds.
  private static let notPersons: Set<String> = [
    "the", "and", "of", "for", "from", "via", "at", "my", "your", "our", "no", "not", "reply", "noreply", "no-reply",
    "support", "service", "services", "team", "sales", "info", "admin", "administrator", "office", "company", "group",
    "customer", "customers", "billing", "accounts", "account", "help", "helpdesk", "desk", "newsletter", "mailer",
    "daemon", "mailer-daemon", "postmaster", "webmaster", "hotel", "restaurant", "shop", "store", "contact",
    "enquiries", "orders", "order", "marketing", "press", "news", "alerts", "notifications", "system", "user", "test",
    "guest", "anonymous", "unknown", "mail", "email", "inbox", "inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "corp", "corp.",
    "co", "co.", "plc", "ag", "university", "school", "bank", "club", "department", "dept", "family", "hello", "dear",
    "sent", "solutions", "systems", "trading", "studio", "media", "consulting", "partners", "associates", "foundation",
    "church",
  ]
}
