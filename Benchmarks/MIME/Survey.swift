import Foundation
import MIME

/// Reads every file of some folders and tells what was found: crashes, damage, mails without text.
struct Survey {
  /// Longest that a message may take before it counts as a hang, in seconds.
  static let patience: UInt32 = 20

  let listsEmpty: Bool
  let listsReplaced: Bool
  /// A kind of damage whose messages are listed.
  var listedDamage: String?

  private var messages = 0
  private var bytes = 0
  private var seconds = 0.0
  private var crashes: [String] = []
  private var empty: [String] = []
  private var replaced: [String] = []
  private var withoutSender = 0
  private var withoutDate = 0
  private var undamaged = 0
  private var damage: [String: Int] = [:]
  private var damaged: [String] = []
  private var slowest = (seconds: 0.0, name: "none", bytes: 0)

  init(listsEmpty: Bool, listsReplaced: Bool) {
    self.listsEmpty = listsEmpty
    self.listsReplaced = listsReplaced
  }

  /// - Returns: false where a file killed the reader.
  mutating func run(_ paths: [String]) -> Bool {
    let files = paths.flatMap(MailFiles.below)
    var child: Child?
    for file in files {
      if child == nil { child = try? Child(Child.ourselves, ["--survey-child"]) }
      guard let reader = child else { fail("cannot start ourselves.") }
      reader.send(file)
      while true {
        guard let line = reader.receive() else {
          crashes.append("\(file): \(reader.end())")
          child = nil
          break
        }
        if line == "end" { break }
        take(line, of: file)
      }
    }
    _ = child?.end()
    report(files.count)
    return crashes.isEmpty
  }

  /// Takes in a line that ``child()`` wrote.
  private mutating func take(_ line: String, of file: String) {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard cells.count == 5, let time = Double(cells[1]), let size = Int(cells[2]) else { return }
    let name = cells[0] == "0" ? file : "\(file)#\(cells[0])"
    let signs = Set(cells[3].split(separator: ","))
    messages += 1
    bytes += size
    seconds += time
    if time > slowest.seconds { slowest = (time, name, size) }
    if signs.contains("empty") { empty.append(name) }
    if signs.contains("replaced") { replaced.append(name) }
    if signs.contains("nobody") { withoutSender += 1 }
    if signs.contains("undated") { withoutDate += 1 }
    let kinds = cells[4].split(separator: ",").map(String.init)
    if kinds.isEmpty { undamaged += 1 }
    for kind in kinds { damage[kind, default: 0] += 1 }
    if let listedDamage, kinds.contains(listedDamage) { damaged.append(name) }
  }

  private func report(_ files: Int) {
    print("files            \(files)")
    print("messages         \(messages), \((Double(bytes) / 1e6).fixed(2)) MB, \(seconds.fixed(2)) s")
    print("crashes          \(crashes.count)")
    for crash in crashes { print("  \(crash)") }
    print("without text     \(empty.count)")
    if listsEmpty { for name in empty { print("  \(name)") } }
    print("U+FFFD in text   \(replaced.count)")
    if listsReplaced { for name in replaced { print("  \(name)") } }
    print("without sender   \(withoutSender)")
    print("without a date   \(withoutDate)")
    print("slowest          \((slowest.seconds * 1000).fixed(2)) ms, \(slowest.bytes) bytes: \(slowest.name)")
    print("without damage   \(undamaged)")
    print("messages with damage, by kind:")
    for (kind, count) in damage.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("  \("\(count)".right(6))  \(kind)")
    }
    if listedDamage != nil { for name in damaged { print("  \(name)") } }
  }

  /// Answers a path with one line for each message in that file, then `end`.
  static func child() {
    while let path = readLine() {
      let messages = MailFiles.messages(in: MailFiles.bytes(path) ?? [])
      for (number, bytes) in messages.enumerated() {
        alarm(patience)
        OwnRounds.say(line(of: bytes, number: messages.count > 1 ? number + 1 : 0))
      }
      alarm(0)
      OwnRounds.say("end")
    }
  }

  /// Number, seconds, size, signs and kinds of damage of one message, with tabs between them.
  private static func line(of bytes: [UInt8], number: Int) -> String {
    let start = processorSeconds()
    let message = Message(parsing: bytes)
    Touch.everything(of: message)
    let seconds = processorSeconds() - start
    var signs: [String] = []
    let text = message.text
    if text.utf8.allSatisfy({ $0 <= 0x20 || $0 == 0xC2 || $0 == 0xA0 }) { signs.append("empty") }
    if text.unicodeScalars.contains("\u{FFFD}") { signs.append("replaced") }
    if message.from.isEmpty { signs.append("nobody") }
    if message.date == nil { signs.append("undated") }
    let kinds = Set(message.damage.map(\.kind.rawValue)).sorted()
    return "\(number)\t\(seconds)\t\(bytes.count)\t\(signs.joined(separator: ","))\t\(kinds.joined(separator: ","))"
  }
}
