import EnglishModel
import Foundation
import Language

/// Reads a file of text to trees on one core for some rounds, and prints the median of the processor's seconds.
/// usage: LanguageBenchmark FILE [ROUNDS]
let arguments = CommandLine.arguments
guard arguments.count >= 2, let data = FileManager.default.contents(atPath: arguments[1]) else {
  FileHandle.standardError.write(Data("usage: LanguageBenchmark FILE [ROUNDS]\n".utf8))
  exit(2)
}

func processorSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

func residentMegabytes() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) * 1024 / 1e6
}

do {
  let before = residentMegabytes()
  let start = processorSeconds()
  _ = try EnglishModel.load()
  let loaded = processorSeconds() - start
  let bytes = Array(data)
  var words = 0
  var seconds: [Double] = []
  for _ in 0..<(arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5) {
    // A model that remembers no word yet: what came before is not what is measured.
    let model = try EnglishModel.load()
    let start = processorSeconds()
    words = model.sentences(in: bytes, range: bytes.indices).reduce(0) { $0 + $1.tokens.count }
    seconds.append(processorSeconds() - start)
  }
  let median = seconds.sorted()[seconds.count / 2]
  print(
    String(
      format: "heard\t%d words\t%.3f s\t%.0f words/s\tmodel loaded in %.1f ms\tpeak %.1f MB (%.1f MB before the model)", words,
      median, Double(words) / median, loaded * 1000, residentMegabytes(), before))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
