// What libFuzzer calls, compiled together with the sources of Language into one module by scripts/fuzz, so that what is
// internal is in reach. No part of the package's own build.
import Glibc

/// The pieces of Language that are fuzzed.
enum Entry: String, CaseIterable {
  /// Any text, to trees.
  case text
  /// Any CoNLL-U, read, parsed, written and read again.
  case conllu
  /// Any bytes as a model's file.
  case model

  /// As `--entry=NAME` says; libFuzzer passes over arguments that start with two dashes.
  static let chosen: Entry = {
    let mark = "--entry="
    let name = CommandLine.arguments.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
    return name.flatMap(Entry.init(rawValue:)) ?? .text
  }()

  func feed(_ bytes: [UInt8]) {
    switch self {
    case .text: hold(forText: String(decoding: bytes, as: UTF8.self))
    case .conllu: hold(forCoNLLU: String(decoding: bytes, as: UTF8.self))
    case .model:
      _ = try? LanguageModel(bytes)
      // And as one whose checksum is right, which only a forger could write.
      var sealed = Array(bytes.dropLast(8))
      withUnsafeBytes(of: ModelFile.checksum(sealed[...]).littleEndian) { sealed += $0 }
      _ = (try? LanguageModel(sealed))?.sentences(in: "I've tried it twice, and it doesn't help.")
    }
  }

  /// The model of the package.
  private static let english: LanguageModel = {
    guard let file = fopen("Sources/EnglishModel/english.model", "rb") else { preconditionFailure("no model in Sources/EnglishModel") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    do { return try LanguageModel(bytes) } catch { preconditionFailure("Sources/EnglishModel/english.model \(error)") }
  }()

  private func hold(forText text: String) {
    let bytes = Array(text.utf8)
    var end = 0
    for sentence in Self.english.sentences(in: text) {
      precondition(!sentence.tokens.isEmpty && sentence.tokens.count <= Sentence.mostTokens + 2 || sentence.kind != .parsed, "a sentence too long")
      precondition(sentence.tokens.count { $0.head == nil } == 1, "not one root")
      for (at, token) in sentence.tokens.enumerated() {
        precondition(end <= token.span.lowerBound && token.span.lowerBound < token.span.upperBound, "words overlap")
        end = token.span.upperBound
        precondition(end <= bytes.count && token.form == String(decoding: bytes[token.span], as: UTF8.self), "a word is not the text")
        var (node, steps) = (at, 0)
        while let head = sentence.tokens[node].head, steps <= sentence.tokens.count { (node, steps) = (head, steps + 1) }
        precondition(steps <= sentence.tokens.count, "a circle")
      }
      for clause in sentence.clauses { precondition(bytes.indices.contains(clause.predicate.subtree.lowerBound), "outside the text") }
      let written = sentence.conllu.conllu
      // A form may hold what CoNLL-U takes for a line's end; no other may be refused.
      if !sentence.tokens.contains(where: { $0.form.contains(where: \.isWhitespace) }) {
        precondition((try? CoNLLUSentence.all(in: written).first?.words.count) == sentence.tokens.count, "CoNLL-U that is none")
      }
    }
  }

  private func hold(forCoNLLU text: String) {
    guard let sentences = try? CoNLLUSentence.all(in: text) else { return }
    for sentence in sentences where sentence.words.count < 400 {
      let parsed = Self.english.parsed(sentence)
      precondition(parsed.words.count(where: { $0.head == 0 }) == 1, "not one root")
      _ = Sentence(parsed)?.clauses
    }
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Entry.chosen.feed([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}
