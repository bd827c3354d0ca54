import Foundation
import TestKit
import Testing

@Suite("What leaves the machine, and what stays secret", .serialized)
struct WireSecurityStories {
  /// A mail that asks for connections in every way that mail can.
  private static let greedy = """
    From: Marigold Quillfeather <marigold@riverside.example>
    To: support@shop.example
    Subject: zanzibar parcel
    Message-ID: <greedy@riverside.example>
    Disposition-Notification-To: spy@192.0.2.77
    Return-Receipt-To: spy@192.0.2.77
    MIME-Version: 1.0
    Content-Type: multipart/related; boundary=cut

    --cut
    Content-Type: text/html; charset=utf-8

    <html><head><link rel="stylesheet" href="http://192.0.2.77/a.css"><script src="http://192.0.2.77/a.js"></script>
    <meta http-equiv="refresh" content="0; url=http://192.0.2.77/"></head>
    <body background="http://192.0.2.77/b.png"><p>I looked at the tracker, and it says delivered. Zanzibar!</p>
    <img src="http://192.0.2.77/pixel.gif"><iframe src="http://192.0.2.77/f"></iframe></body></html>
    --cut
    Content-Type: message/external-body; access-type=URL; URL="ftp://192.0.2.77/x"

    Content-Type: image/png

    --cut--

    """

  @Test("D-16, D-17, D-18: a full run connects to the configured servers alone; no secret and no customer's word leaks")
  func connections() async throws {
    let shop = try await Shop()
    let password = try String(contentsOfFile: shop.lab.passwordFile, encoding: .utf8)
      .trimmingCharacters(in: .newlines)
    let bulk = """
      From: News <news@riverside.example>
      List-Unsubscribe: <https://192.0.2.77/unsubscribe?u=1>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      Message-ID: <bulk@riverside.example>

      Zanzibar news.

      """
    for mail in [Self.greedy, bulk] {
      try await shop.lab.deliver(Array(mail.replacingOccurrences(of: "\n", with: "\r\n").utf8), to: "support")
    }
    var trace = ""
    var said = ""
    var logged = ""
    for arguments in [["doctor"], ["run", "--once"], ["approve", "d1"], ["run", "--once"], ["status"]] {
      let file = shop.scratch.file("trace")
      let child = try ChildProcess.start(
        "/usr/bin/strace",
        ["-f", "-e", "trace=connect,execve,sendto", "-s", "400", "-o", file, HeardProcess.path] + arguments
          + ["--verbose", "--config", shop.settings, "--store", shop.store])
      let outcome = await child.outcome()
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      trace += try String(contentsOfFile: file, encoding: .utf8)
      said += outcome.outputText + outcome.errorText
      logged += outcome.errorText
    }
    #expect(try await shop.lab.mails(of: "marigold", atLeast: 1).count == 1, "the whole road was gone")

    let connects = trace.split(separator: "\n").filter { $0.contains("connect(") && $0.contains("AF_INET") }
    let ports = [shop.lab.ports.imaps, shop.lab.ports.smtps].map { "htons(\($0))" }
    #expect(connects.count >= 6)
    for line in connects {
      #expect(line.contains("127.0.0.1") || line.contains("::1"), "\(line)")
      #expect(ports.contains { line.contains($0) }, "\(line)")
    }
    #expect(!trace.contains(password), "no program is given the password, nor is it sent as it is")
    #expect(!said.contains(password))
    for word in ["Marigold", "Quillfeather", "marigold@", "anzibar"] {
      #expect(!logged.contains(word), "a log line holds a customer's word")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: shop.scratch.path) {
      let bytes = FileManager.default.contents(atPath: shop.scratch.file(name)) ?? Data()
      #expect(bytes.firstRange(of: Data(password.utf8)) == nil, "\(name) holds the password")
    }
  }
}
