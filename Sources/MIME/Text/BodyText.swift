/// Makes the readable text of a message out of its leaves.
struct BodyText {
  private(set) var text = ""
  private(set) var damage: [Damage] = []

  private let source: Source
  private let leaves: [TreeReader.Leaf]

  init(source: Source, tree: TreeReader) {
    self.source = source
    leaves = tree.leaves
    let choice = BodyChoice(outline: tree.outline, leaves: tree.leaves)
    text = joined(choice.plain)
    if text.isBlank, choice.html != choice.plain {
      let html = joined(choice.html)
      if !html.isBlank { text = html }
    }
    let tried = Set(choice.plain + choice.html)
    if text.isBlank, let index = leaves.indices.first(where: { !tried.contains($0) && Self.isReadable(leaves[$0]) }) {
      let other = joined([index])
      if !other.isBlank { text = other }
    }
  }

  /// What is shown where nothing is meant to be: text of a rarer kind, or the only leaf although called an attachment.
  private static func isReadable(_ leaf: TreeReader.Leaf) -> Bool {
    switch leaf.header.type {
    case "text/plain", "text/html": leaf.header.disposition != "attachment" || leaf.path == "1"
    case "text/enriched", "text/richtext", "text/markdown", "text/x-markdown": true
    default: false
    }
  }

  private mutating func joined(_ indices: [Int]) -> String {
    var result = ""
    for index in indices where leaves[index].header.type.hasPrefix("text/") {
      let piece = text(of: leaves[index])
      if piece.isBlank { continue }
      if !result.isEmpty, !result.hasSuffix("\n") { result += "\n" }
      result += piece
    }
    return result
  }

  private mutating func text(of leaf: TreeReader.Leaf) -> String {
    let header = leaf.header
    let content = TransferDecoding.decode(source.bytes[leaf.body], encoding: header.encoding, isText: true)
    let offset = leaf.body.lowerBound
    if let kind = content.damage { damage.append(Damage(kind, at: offset)) }
    let isHTML = header.type == "text/html"
    let label = header.charset ?? (isHTML ? HTMLText.declaredCharset(content.bytes) : nil)
    if label == nil || Charset(label: label ?? "") == .ascii, header.encoding == "7bit",
      content.bytes.contains(where: { $0 >= 0x80 })
    {
      damage.append(Damage(.unencoded8Bit, at: offset))
    }
    let charset = label.map { Charset(label: $0) } ?? .ascii
    if charset == .unknown { damage.append(Damage(.unknownCharset, at: offset)) }
    var decoded = charset.decode(content.bytes[...])
    if decoded.isDamaged { damage.append(Damage(.undecodableBytes, at: offset)) }
    if decoded.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { decoded.text.removeFirst() }
    var utf8 = Array(decoded.text.utf8)
    if utf8.contains(0) {
      damage.append(Damage(.nulByte, at: offset))
      utf8.removeAll { $0 == 0 }
    }
    if isHTML || header.type == "text/enriched" || header.type == "text/richtext" {
      let html = HTMLText(utf8)
      if html.leftOutHidden { damage.append(Damage(.hiddenText, at: offset)) }
      return html.text
    }
    LineEnds.normalise(&utf8)
    if header.isFlowed { utf8 = FlowedText.unwrapped(utf8, deletesSpace: header.deletesSpace) }
    return String(decoding: utf8, as: UTF8.self)
  }
}

/// Line ends as the readable text has them.
enum LineEnds {
  /// Makes CRLF and a bare CR one `\n`.
  static func normalise(_ bytes: inout [UInt8]) {
    guard let first = bytes.firstIndex(of: ASCII.cr) else { return }
    var write = first
    var read = first
    while read < bytes.count {
      var byte = bytes[read]
      if byte == ASCII.cr {
        byte = ASCII.lf
        if read + 1 < bytes.count, bytes[read + 1] == ASCII.lf { read += 1 }
      }
      bytes[write] = byte
      write += 1
      read += 1
    }
    bytes.removeLast(bytes.count - write)
  }
}

extension String {
  /// Nothing but ASCII white space and no-break spaces.
  var isBlank: Bool {
    utf8.allSatisfy { $0 <= ASCII.space || $0 == 0xC2 || $0 == 0xA0 }
  }
}
