/// The body of a mail of ours and how it is encoded.
struct BodyWriter {
  let bytes: [UInt8]
  /// `7bit` or `quoted-printable`.
  let encoding: String

  init(_ text: String) throws(ComposeError) {
    var utf8 = Array(text.utf8)
    LineEnds.normalise(&utf8)
    let isBad = utf8.contains { $0.isControl && $0 != ASCII.lf && $0 != ASCII.tab }
    if isBad { throw ComposeError.controlCharacterInText }
    let lines = FlowedWriter.lines(of: utf8)
    let isClean = lines.allSatisfy { line in
      line.count <= HeaderWriter.hardLimit && line.allSatisfy { $0 < 0x80 } && line.last != ASCII.tab
    }
    encoding = isClean ? "7bit" : "quoted-printable"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + utf8.count / 8)
    for line in lines {
      if isClean { bytes += line } else { QuotedPrintable.encode(line: line, into: &bytes) }
      bytes += [ASCII.cr, ASCII.lf]
    }
    self.bytes = bytes
  }
}
