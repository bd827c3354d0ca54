import Claims
import EnglishModel
import Foundation
import Language

/// Reads texts for claims on one core for some rounds, and prints what that takes beside parsing them, per 150 words.
/// usage: ClaimsBenchmark FILE [ROUNDS]     FILE: one JSON object a line, {"text": ...}
struct Line: Decodable {
  let text: String
}

func processorSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

func peakMegabytes() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) * 1024 / 1e6
}

/// Words of a mail of usual length.
let wordsOfAMail = 150.0

let arguments = CommandLine.arguments
guard arguments.count >= 2, let data = FileManager.default.contents(atPath: arguments[1]) else {
  FileHandle.standardError.write(Data("usage: ClaimsBenchmark FILE [ROUNDS]\n".utf8))
  exit(2)
}

do {
  let texts = try data.split(separator: 0x0A).map { try JSONDecoder().decode(Line.self, from: Data($0)).text }
  let model = try EnglishModel.load()
  let reader = ClaimReader(model: model, lexicon: try Lexicon.builtIn())
  let words = Double(texts.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count })
  var parsing: [Double] = []
  var reading: [Double] = []
  var claims = 0
  for _ in 0..<(arguments.count > 2 ? Int(arguments[2]) ?? 9 : 9) {
    let start = processorSeconds()
    let parsed = texts.map { model.sentences(in: $0) }
    let read = processorSeconds()
    claims = zip(texts, parsed).reduce(0) { $0 + reader.claims(inText: $1.0, parsed: $1.1).count }
    parsing.append(read - start)
    reading.append(processorSeconds() - read)
  }
  let (parse, read) = (parsing.sorted()[parsing.count / 2], reading.sorted()[reading.count / 2])
  print(
    String(
      format: "claims/parsing %.2f\t%.3f ms for claims and %.3f ms for parsing, per %.0f words\t%d texts, %.0f words, %d claims\tpeak %.1f MB",
      read / parse, read / words * wordsOfAMail * 1000, parse / words * wordsOfAMail * 1000, wordsOfAMail, texts.count, words, claims,
      peakMegabytes()))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
