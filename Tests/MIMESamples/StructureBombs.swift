extension Bomb {
  /// Bombs in the tree and in the header block.
  static let structure: [Bomb] = [
    Bomb("nested multiparts", 50_000) { count in
      var mail: [UInt8] = []
      for level in 0..<count {
        mail += Array("Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n".utf8)
      }
      return mail + Array("\r\nlast words\r\n".utf8)
    },
    Bomb("nested multiparts of one boundary", 50_000) {
      repeated("", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", $0, "\r\nlast words\r\n")
    },
    Bomb("nested multiparts, closed", 10_000) { count in
      var mail: [UInt8] = []
      for level in 0..<count {
        mail += Array("Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n".utf8)
      }
      mail += Array("\r\nwords\r\n".utf8)
      for level in (0..<count).reversed() { mail += Array("--b\(level)--\r\n".utf8) }
      return mail
    },
    Bomb("nested messages", 20_000) {
      repeated("", "Content-Type: message/rfc822\r\n\r\n", $0, "Subject: last\r\n\r\nwords\r\n")
    },
    Bomb("nested messages in base64 by name", 20_000) {
      repeated(
        "", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n", $0,
        "Subject: x\r\n\r\nwords\r\n")
    },
    Bomb("empty parts", 100_000) {
      repeated("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n\r\n\r\n", $0, "--b--\r\n")
    },
    Bomb("delimiters in a row", 300_000) {
      repeated("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n", $0)
    },
    Bomb("parts without header end", 100_000) {
      repeated("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\nContent-Type: text/plain\r\n", $0)
    },
    Bomb("lines that are nearly a delimiter, 90 deep", 200_000) { count in
      let boundary = String(repeating: "b", count: 60)
      var mail: [UInt8] = []
      for level in 0..<90 {
        mail += Array(
          "Content-Type: multipart/mixed; boundary=\(boundary)\(level)\r\n\r\n--\(boundary)\(level)\r\n".utf8)
      }
      return mail + repeated("\r\n", "--\(boundary)x\r\n", count)
    },
    Bomb("header fields", 300_000) { repeated("", "X-A: b\r\n", $0, "\r\nbody\r\n") },
    Bomb("To fields", 100_000) { repeated("", "To: a@b.example\r\n", $0, "\r\nbody\r\n") },
    Bomb("Content-Type fields", 100_000) { repeated("", "Content-Type: text/html\r\n", $0, "\r\nbody\r\n") },
    Bomb("Received fields", 100_000) {
      repeated("", "Received: from a by b; Tue, 3 May 2026 10:00:00 +0000\r\n", $0, "\r\nbody\r\n")
    },
    Bomb("continuation lines", 300_000) { repeated("Subject: a\r\n", " b\r\n", $0, "\r\nbody\r\n") },
    Bomb("blank continuation lines", 300_000) { repeated("To: a@b.example,\r\n", " \r\n", $0, "\r\nbody\r\n") },
    Bomb("lines without a colon", 300_000) { repeated("Subject: a\r\n", "no field\r\n", $0) },
    Bomb("lines without a colon, each before a field", 150_000) {
      repeated("Subject: a\r\n", "no field\r\nX-A: b\r\n", $0, "\r\nbody\r\n")
    },
    Bomb("lines that may be fields, behind one that is none", 300_000) {
      repeated("Subject: a\r\nno field\r\n", "Maybe: b\r\n", $0, "X-A: b\r\n\r\nbody\r\n")
    },
    Bomb("lines that may be fields, now and then confirmed", 100_000) {
      repeated("Subject: a\r\n", "no field\r\nMaybe: b\r\nX-A: b\r\n", $0, "\r\nbody\r\n")
    },
    Bomb("lines that are nearly a delimiter, in a header", 300_000) { count in
      let boundary = String(repeating: "b", count: 900)
      return repeated(
        "Content-Type: multipart/mixed; boundary=\(boundary)\r\n", "--x\r\nX-A: b\r\n", count, "\r\nbody\r\n")
    },
    Bomb("blank lines before the header", 1_000_000) { repeated("", "\r\n", $0, "Subject: a\r\n\r\nbody\r\n") },
    Bomb("From lines before the header", 100_000) {
      repeated("", "From a Tue May  3 10:00:00 2026\n", $0, "Subject: a\n\nbody\n")
    },
    Bomb("a header name without end", 5_000_000) { repeated("", "n", $0) },
    Bomb("bare CRs", 1_000_000) { repeated("Subject: a\n\n", "\r", $0) },
    Bomb("lines ended by bare CR", 300_000) { repeated("Subject: a\r\r", "words\r", $0) },
    Bomb("NULs", 1_000_000) { repeated("Subject: a\r\n\r\n", "\0", $0) },
    Bomb("recipients in a delivery report", 50_000) {
      repeated(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n"
          + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n",
        "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n", $0, "--b--\r\n")
    },
  ]
}
