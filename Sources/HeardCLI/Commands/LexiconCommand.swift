import ArgumentParser
import Claims

struct LexiconCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "A shop's own words for actions and things.", subcommands: [Suggest.self])

  struct Suggest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Suggest lines for lexicon.tsv from what agents approved against the gate.",
      discussion: """
        Each suggestion parts two things or deeds that the gate took for one; with it, the gate would not have objected. \
        Add those that are right to lexicon.tsv beside the settings.

        """ + ExitStatus.explanation)

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let place = Workplace(common)
      let reader = try place.claimReader()
      let file = OverrideCases(besideStore: place.storePlace)
      var found: [Suggestion] = []
      var unparted = 0
      for one in try file.all() {
        let suggestions = reader.suggestions(parting: one.ask, from: one.claim)
        if suggestions.isEmpty { unparted += 1 }
        for suggestion in suggestions {
          if let at = found.firstIndex(where: { $0.line == suggestion.line }) {
            found[at].cases.append(one.draft)
          } else {
            found.append(Suggestion(line: suggestion.line, cases: [one.draft], reason: one.reason))
          }
        }
      }
      found.sort { ($1.cases.count, $0.line) < ($0.cases.count, $1.line) }
      if common.json {
        for suggestion in found { try place.screen.json(suggestion) }
        return
      }
      for suggestion in found {
        place.screen.line("# \(suggestion.cases.joined(separator: ", ")): \(suggestion.reason)")
        place.screen.record(suggestion.line.split(separator: "\t").map(String.init))
      }
      if found.isEmpty { place.screen.note("\(file.path) gives no word to part.") }
      if unparted > 0 {
        place.screen.note("\(unparted) overridden objection\(unparted == 1 ? "" : "s") cannot be parted by words; \(file.path) has them.")
      }
    }

    private struct Suggestion: Encodable {
      var v = 1
      let line: String
      var cases: [String]
      let reason: String
    }
  }
}
