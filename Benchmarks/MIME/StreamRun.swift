import Foundation
import MIME

/// Reads one large mail as it comes, in pieces made on the spot, and tells how much memory that took.
enum StreamRun {
  /// - Parameter megabytes: the size of the mail, nearly all of it one attachment in base64.
  static func run(_ megabytes: Int) -> Bool {
    let before = peakMegabytes()
    var reader = MessageReader()
    var sent = 0
    func send(_ bytes: [UInt8]) {
      reader.append(bytes)
      sent += bytes.count
    }
    send(Array(head.utf8))
    // 900 lines of 76 letters: 68 KB, as a server sends it.
    let line = Array((String(repeating: "QmlsbA==", count: 9) + "AAAA\r\n").utf8)
    let piece = [UInt8]((0..<900).map { _ in line }.joined())
    while sent < megabytes * 1_000_000 { send(piece) }
    send(Array("--b--\r\n".utf8))
    let mail = reader.finish()
    let seconds = processorSeconds()
    guard let part = mail.parts.last, let digest = mail.digest(of: part), mail.text == "The bill is attached." else {
      print("the mail was not read as it was written")
      return false
    }
    print(
      """
      mail        \(Double(sent) / 1e6) MB
      kept        \(mail.raw.count) bytes
      attachment  \(digest.size) bytes decoded, sha256 \(digest.sha256Text)
      seconds     \(seconds.fixed(2)), \((Double(sent) / 1e6 / seconds).fixed(0)) MB/s
      peak        \(peakMegabytes().fixed(1)) MB resident, \(before.fixed(1)) MB before the first byte
      """)
    return true
  }

  private static let head = """
    From: Ann <ann@example.org>\r
    Subject: The bill\r
    Content-Type: multipart/mixed; boundary=b\r
    \r
    --b\r
    \r
    The bill is attached.\r
    --b\r
    Content-Type: application/pdf; name=bill.pdf\r
    Content-Transfer-Encoding: base64\r
    \r

    """

  /// The most memory that the process had resident (getrusage(2)), in 10^6 bytes.
  private static func peakMegabytes() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) * 1_024 / 1e6
  }
}
