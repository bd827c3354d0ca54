/// The text of a mail of ours and how it is encoded.
struct BodyWriter {
  let bytes: [UInt8]
  /// `7bit` or `quoted-printable`.
  let encoding: String

  /// - Parameter text: with any line ends.
  init(_ text: String) throws(ComposeError) {
    var utf8 = Array(text.utf8)
    LineEnds.normalise(&utf8)
    let isBad = utf8.contains { $0.isControl && $0 != ASCII.lf && $0 != ASCII.tab }
    if isBad { throw ComposeError.controlCharacterInText }
    let lines = FlowedWriter.lines(of: utf8)
    let isClean =
      lines.allSatisfy { line in
        line.count <= HeaderWriter.hardLimit
          && (line.content.isEmpty || utf8[line.content.upperBound - 1] != ASCII.tab)
      } && utf8.allSatisfy { $0 < 0x80 }
    encoding = isClean ? "7bit" : "quoted-printable"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + utf8.count / 8)
    for line in lines {
      // The space goes before what is encoded: no line of text ends in it, so that it needs no encoding.
      if line.isStuffed { bytes.append(ASCII.space) }
      if isClean {
        bytes += utf8[line.content]
      } else {
        TransferWriter.quotedPrintable(line: utf8[line.content], into: &bytes)
      }
      bytes.append(ASCII.cr)
      bytes.append(ASCII.lf)
    }
    self.bytes = bytes
  }
}
