import Foundation

let usage = """
  usage: mime LIST [--seconds N]         how fast the mails whose paths stand in LIST are read, and peers beside it
         mime --bombs [NAME]             whether mails made to exhaust a reader are read in linear time
         mime --survey PATH... [--list-empty] [--list-replaced] [--list-damage KIND]
                                         what reading all files below PATH finds
         mime --trimmer FOLDER [--show]  own words against what email_reply_trimmer's tests expect
         mime --stream [MEGABYTES]       how much memory a large mail takes that comes in pieces
         mime --samples FOLDER [COUNT]   writes made-up mails, always the same, for LIST

  """

/// Ends the program with words for the person who typed the command.
func fail(_ words: String) -> Never {
  FileHandle.standardError.write(Data("mime: \(words)\n".utf8))
  exit(2)
}

// A child that ends early is reported as such; it must not end this program.
signal(SIGPIPE, SIG_IGN)

var arguments = Array(CommandLine.arguments.dropFirst())
let command = arguments.isEmpty ? "--help" : arguments.removeFirst()

switch command {
case "--help", "-h":
  print(usage, terminator: "")
case "--bombs":
  exit(BombRun.run(only: arguments.first) ? 0 : 1)
case "--bomb-child":
  BombRun.child()
case "--survey":
  let flags = Set(arguments.filter { $0.hasPrefix("--") && $0 != "--list-damage" })
  let unknown = flags.subtracting(["--list-empty", "--list-replaced"])
  if let flag = unknown.first { fail("unknown option \(flag).\n\(usage)") }
  var survey = Survey(listsEmpty: flags.contains("--list-empty"), listsReplaced: flags.contains("--list-replaced"))
  if let mark = arguments.firstIndex(of: "--list-damage") {
    guard mark + 1 < arguments.count else { fail("--list-damage needs a kind.\n\(usage)") }
    survey.listedDamage = arguments[mark + 1]
    arguments.removeSubrange(mark...(mark + 1))
  }
  let paths = arguments.filter { !$0.hasPrefix("--") }
  if paths.isEmpty { fail("--survey needs a file or folder.\n\(usage)") }
  exit(survey.run(paths) ? 0 : 1)
case "--survey-child":
  Survey.child()
case "--trimmer":
  guard let folder = arguments.first(where: { !$0.hasPrefix("--") }) else {
    fail("--trimmer needs a folder.\n\(usage)")
  }
  exit(TrimmerScore.run(folder, shows: arguments.contains("--show")) ? 0 : 1)
case "--stream":
  let megabytes = arguments.first.map { Int($0) ?? 0 } ?? 50
  guard (1...100_000).contains(megabytes) else { fail("MEGABYTES is from 1 to 100000.") }
  exit(StreamRun.run(megabytes) ? 0 : 1)
case "--samples":
  guard let folder = arguments.first else { fail("--samples needs a folder.\n\(usage)") }
  let count = arguments.dropFirst().first.map { Int($0) ?? 0 } ?? 2_000
  guard (1...100_000).contains(count) else { fail("COUNT is from 1 to 100000.") }
  Samples.write(count, to: folder)
case "--rounds":
  guard let list = arguments.first else { fail("--rounds needs a list.") }
  OwnRounds.serve(list)
default:
  if command.hasPrefix("-") { fail("unknown option \(command).\n\(usage)") }
  var seconds = Throughput.standardSeconds
  if let mark = arguments.firstIndex(of: "--seconds") {
    guard mark + 1 < arguments.count, let number = Double(arguments[mark + 1]), number > 0, number < 100_000 else {
      fail("--seconds needs a number.\n\(usage)")
    }
    seconds = number
  } else if let odd = arguments.first {
    fail("unknown argument \(odd).\n\(usage)")
  }
  exit(Throughput.run(list: command, seconds: seconds) ? 0 : 1)
}
