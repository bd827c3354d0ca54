import MIME

/// How near our own words come to what the tests of email_reply_trimmer (Discourse) expect to be left of a mail.
///
/// White space is folded: it is the words that count. Own is what ``Segment/isOwnWords`` says; where that holds no
/// word the whole text is, as ``Message/ownWords`` has it. The trimmer keeps some lines of others (those with `>`),
/// which we label as quoted: they count in "exact" and "F1", and are left out in the second figure of each.
enum TrimmerScore {
  private struct Score {
    var exact = 0
    var exactUnquoted = 0
    var f1 = 0.0
    var f1Unquoted = 0.0
    var count = 0
    var lost: [String] = []
    var inexact: [String] = []
  }

  /// - Parameter folder: holds `emails` and `trimmed`, with files of like names.
  /// - Returns: false where a word of a customer was lost.
  static func run(_ folder: String, shows: Bool) -> Bool {
    var score = Score()
    for file in MailFiles.below("\(folder)/emails") {
      let name = String(file.split(separator: "/").last ?? "")
      guard let mail = MailFiles.bytes(file), let wanted = MailFiles.bytes("\(folder)/trimmed/\(name)") else {
        continue
      }
      take(name, mail: text(mail), wanted: text(wanted), shows: shows, &score)
    }
    if score.count == 0 { fail("\(folder) holds no emails and trimmed.") }
    let count = Double(score.count)
    func share(_ part: Int) -> String { "\(part) (\((100 * Double(part) / count).fixed(1)) %)" }
    print("mails                            \(score.count)")
    print("exact                            \(share(score.exact))")
    print("exact, quoted lines left out     \(share(score.exactUnquoted))")
    print("mean token F1                    \((score.f1 / count).fixed(4))")
    print("mean token F1, quoted left out   \((score.f1Unquoted / count).fixed(4))")
    print("mails with a word lost           \(score.lost.count)")
    for line in score.lost { print("  \(line)") }
    print("not exact, quoted lines left out:")
    for line in score.inexact { print("  \(line)") }
    return score.lost.isEmpty
  }

  private static func take(_ name: String, mail: String, wanted: String, shows: Bool, _ score: inout Score) {
    let own = words(in: ownText(mail))
    let all = words(in: wanted)
    let ofCustomer = words(in: wanted, withoutQuoted: true)
    // Where nothing is own the whole text stands, quoted lines with it.
    let ownUnquoted = words(in: ownText(mail), withoutQuoted: true)
    score.count += 1
    if own == all { score.exact += 1 }
    score.f1 += f1(own, all)
    score.f1Unquoted += f1(ownUnquoted, ofCustomer)
    if ownUnquoted == ofCustomer {
      score.exactUnquoted += 1
    } else {
      let extra = missing(from: ofCustomer, in: ownUnquoted)
      score.inexact.append("\(name): \(extra.count) words too many, as " + extra.prefix(8).joined(separator: " "))
    }
    let lost = missing(from: own, in: ofCustomer)
    if !lost.isEmpty { score.lost.append("\(name): \(lost.count) words, as " + lost.prefix(12).joined(separator: " ")) }
    guard shows, own != all else { return }
    print("==== \(name)\n\(mail)\n---- labelled")
    let utf8 = Array(mail.utf8)
    for segment in Segment.all(in: mail) {
      print("[\(segment.kind) \(segment.depth)] \(String(decoding: utf8[segment.range], as: UTF8.self))")
    }
    print("---- wanted\n\(wanted)\n")
  }

  private static func ownText(_ text: String) -> String {
    let utf8 = Array(text.utf8)
    var own: [UInt8] = []
    for segment in Segment.all(in: text) where segment.isOwnWords {
      own += utf8[segment.range]
    }
    return own.contains { $0 > 0x20 } ? String(decoding: own, as: UTF8.self) : text
  }

  /// Readable text has `\n` line ends.
  private static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == 0x0A, result.last == 0x0D { result.removeLast() }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func words(in text: String, withoutQuoted: Bool = false) -> [Substring] {
    text.split(separator: "\n").filter { line in
      !withoutQuoted || line.first { $0 != " " && $0 != "\t" } != ">"
    }.flatMap { $0.split(whereSeparator: \.isWhitespace) }
  }

  /// The words of `wanted` that `found` lacks, each as often as it is lacking.
  private static func missing(from found: [Substring], in wanted: [Substring]) -> [Substring] {
    var counts: [Substring: Int] = [:]
    for word in found { counts[word, default: 0] += 1 }
    return wanted.filter { word in
      counts[word, default: 0] -= 1
      return counts[word, default: 0] < 0
    }
  }

  /// Harmonic mean of precision and recall of the words, 0 ... 1; two empty texts agree.
  private static func f1(_ found: [Substring], _ wanted: [Substring]) -> Double {
    if found.isEmpty, wanted.isEmpty { return 1 }
    let common = Double(wanted.count - missing(from: found, in: wanted).count)
    return 2 * common / Double(found.count + wanted.count)
  }
}
