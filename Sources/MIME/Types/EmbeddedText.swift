/// A text body in which files were encoded between the words, as mail programs did before MIME.
struct EmbeddedText {
  /// The body with a line `[name]` in the place of each file.
  private(set) var text: [UInt8]
  private(set) var files: [EmbeddedFile] = []

  /// - Parameter body: as it was sent, before its charset is read.
  init(_ body: [UInt8]) {
    text = body
    let blocks = EmbeddedEncoding.find(in: body.span)
    guard !blocks.isEmpty else { return }
    text = []
    var place = 0
    for block in blocks {
      let name = FileName.cleaned(String(decoding: block.name, as: UTF8.self))
      files.append(EmbeddedFile(name: name, type: "application/octet-stream", bytes: block.bytes))
      text += body[place..<block.range.lowerBound]
      text += Array("[\(name ?? "file")]\n".utf8)
      place = block.range.upperBound
    }
    text += body[place...]
  }
}
