import Foundation
import TestKit

/// One round of the built `heard` over a mailbox of a kind.
enum WholeRound {
  /// A mailbox that nobody has read yet.
  static func firstSync(_ count: Int) async throws {
    let lab = try await Lab.start()
    try lab.deliverInBulk(SampleMailbox(count: count), to: "support")
    try await report("\(count) mails", lab)
  }

  /// One mail with an attachment of so many megabytes, and the round without it to compare with.
  static func largeMail(megabytes: Int) async throws {
    let empty = try await Lab.start()
    try empty.deliverInBulk(SampleMailbox(count: 1), to: "support")
    let base = try await report("one small mail", empty)
    let lab = try await Lab.start()
    // A child's peak is at least that of the process that starts it (exec(2) keeps it), so the mail is never in ours.
    let scratch = try ScratchFolder()
    try writeLarge(megabytes, to: scratch.file("large.eml"))
    try lab.deliver(moving: scratch.file("large.eml"), to: "support")
    let peak = try await report("one mail of \(megabytes) MB", lab)
    print(String(format: "over the base: %.1f MB", Double(peak - base) / 1e6))
  }

  @discardableResult
  private static func report(_ what: String, _ lab: Lab) async throws -> Int {
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml"))
    let start = ContinuousClock.now
    let outcome = try await HeardProcess.run(
      ["run", "--once", "--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")])
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    withExtendedLifetime((lab, scratch)) {}
    guard outcome.status == 0 else { fail("heard ended with \(outcome.ending):\n\(outcome.errorText)") }
    let peak = Double(outcome.peakMemory) / 1e6
    print(
      "\(what): \(outcome.outputText.trimmingCharacters(in: .newlines)); "
        + String(format: "%.2f s, peak %.1f MB", seconds, peak))
    return outcome.peakMemory
  }

  private static func writeLarge(_ megabytes: Int, to path: String) throws {
    let head = """
      From: Tom <tom@riverside.example>
      To: support@shop.example
      Subject: a scan
      Message-ID: <large@riverside.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=cut

      --cut
      Content-Type: text/plain

      I looked at the tracker, it says delivered. All pages are attached.
      --cut
      Content-Type: application/pdf; name=scan.pdf
      Content-Transfer-Encoding: base64
      Content-Disposition: attachment; filename=scan.pdf


      """.replacingOccurrences(of: "\n", with: "\r\n")
    let lines = Data(String(repeating: String(repeating: "QUJD", count: 19) + "\r\n", count: 1_000).utf8)
    guard FileManager.default.createFile(atPath: path, contents: Data(head.utf8)),
      let file = FileHandle(forWritingAtPath: path)
    else { fail("\(path) cannot be written.") }
    try file.seekToEnd()
    for _ in 0..<(megabytes * 1_000_000 / lines.count) { try file.write(contentsOf: lines) }
    try file.write(contentsOf: Data("--cut--\r\n".utf8))
    try file.close()
  }
}
