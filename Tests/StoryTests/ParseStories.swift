import Foundation
import TestKit
import Testing

@Suite("Grammar for scripts and for people")
struct ParseStories {
  private func parse(_ arguments: [String], _ text: String) async throws -> ProcessOutcome {
    try await HeardProcess.run(["parse"] + arguments, input: Array(text.utf8))
  }

  /// The columns of each word.
  private func words(_ conllu: String) -> [[String]] {
    conllu.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("heard parse: text becomes CoNLL-U, a sentence each, contractions as two words")
  func text() async throws {
    let outcome = try await parse([], "I've checked the tracker. It doesn't move.\n")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let lines = outcome.outputText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "# sent_id = 1")
    #expect(lines.dropFirst().first == "# text = I've checked the tracker.")
    let words = words(outcome.outputText)
    #expect(words.allSatisfy { $0.count == 10 })
    #expect(words.map { $0[0] } == ["1-2", "1", "2", "3", "4", "5", "6", "1", "2-3", "2", "3", "4", "5"])
    #expect(words.map { $0[1] } == ["I've", "I", "'ve", "checked", "the", "tracker", ".", "It", "doesn't", "does", "n't", "move", "."])
    #expect(words.map { $0[2] } == ["_", "I", "have", "check", "the", "tracker", ".", "it", "_", "do", "not", "move", "."])
    #expect(words.filter { $0[0] != "1-2" && $0[0] != "2-3" }.map { $0[3] } == [
      "PRON", "AUX", "VERB", "DET", "NOUN", "PUNCT", "PRON", "AUX", "PART", "VERB", "PUNCT",
    ])
    #expect(words.filter { $0[0] != "1-2" && $0[0] != "2-3" }.map { $0[7] } == [
      "nsubj", "aux", "root", "det", "obj", "punct", "nsubj", "aux", "advmod", "root", "punct",
    ])
  }

  @Test("heard parse --conllu: given words stay as they are, and get their grammar")
  func conllu() async throws {
    let outcome = try await parse(
      ["--conllu"], ["# sent_id = mine"].joined() + "\n1\tPlease\t_\t_\t_\t_\t_\t_\t_\t_\n2\tre-start\t_\t_\t_\t_\t_\t_\t_\t_\n3\tit\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.outputText.hasPrefix("# sent_id = mine\n1\tPlease\tplease\tINTJ"))
    #expect(words(outcome.outputText).map { $0[6] } == ["2", "0", "2"])
  }

  @Test("What is no CoNLL-U is refused with its line, and a damaged model with its file and what to do")
  func wrong() async throws {
    let outcome = try await parse(["--conllu"], "1\tPlease\n\n")
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "heard: standard input, line 1: 2 columns where CoNLL-U has 10, between tabs.\n")
    let folder = try ScratchFolder()
    let model = folder.file("english.model")
    try Data("HEARDLM2 and nothing else".utf8).write(to: URL(fileURLWithPath: model))
    let damaged = try await parse(["--model", model], "Hello.")
    #expect(damaged.status == 1)
    #expect(damaged.errorText.hasPrefix("heard: \(model) is a damaged language model: its checksum is wrong, or its parts do not fit. Build heard anew"))
    #expect(damaged.errorText.contains("language-train"))
    let missing = try await parse(["--model", folder.file("none")], "Hello.")
    #expect(missing.status == 1)
    #expect(missing.errorText.hasPrefix("heard: \(folder.file("none")) cannot be read: "))
  }

  @Test("heard parse --tree draws each word below its head")
  func tree() async throws {
    let outcome = try await parse(["--tree"], "She called us.")
    #expect(outcome.outputText.split(separator: "\n").map { $0.split(separator: " ").first { !"┌├└│".contains($0) } ?? "" } == ["She", "called", "us", "."])
  }

  @Test("Tables, logs and other languages are left unparsed")
  func unparsed() async throws {
    let outcome = try await parse(
      [],
      """
      My order is below.

      | item | count | price |
      | lamp | 2 | 19.99 |

      2024-05-03 12:00:01 ERROR Cart: no items

      Ich habe die Rechnung schon bezahlt, aber das Paket ist noch nicht angekommen.
      """)
    let kinds = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("# kind") }
    #expect(kinds == ["# kind = table", "# kind = table", "# kind = machine", "# kind = foreign de"])
  }
}
