/// Which leaves are the body a person reads (RFC 8621, 4.1.4), found without recursion.
struct BodyChoice {
  /// Leaves to show where plain text is wanted, and where HTML is; indices of leaves.
  private(set) var plain: [Int] = []
  private(set) var html: [Int] = []

  private struct Frame {
    let subtype: String
    let inAlternative: Bool
    var takesPlain: Bool
    var takesHTML: Bool
    let plainCount: Int
    let htmlCount: Int
    var position = 0
  }

  init(outline: [TreeReader.Step], leaves: [TreeReader.Leaf]) {
    var frames = [
      Frame(subtype: "mixed", inAlternative: false, takesPlain: true, takesHTML: true, plainCount: 0, htmlCount: 0)
    ]
    for step in outline {
      guard var frame = frames.popLast() else { return }
      switch step {
      case .enter(let subtype):
        frame.position += 1
        let inner = Frame(
          subtype: subtype, inAlternative: frame.inAlternative || subtype == "alternative",
          takesPlain: frame.takesPlain, takesHTML: frame.takesHTML, plainCount: plain.count, htmlCount: html.count)
        frames += [frame, inner]
      case .leave:
        if frame.subtype == "alternative", frame.takesPlain, frame.takesHTML { fillGaps(of: frame) }
      case .leaf(let index):
        take(index, leaves[index].header, &frame)
        frame.position += 1
        frames.append(frame)
      }
    }
  }

  private mutating func take(_ index: Int, _ header: EntityHeader, _ frame: inout Frame) {
    let isMedia = ["image/", "audio/", "video/"].contains { header.type.hasPrefix($0) }
    let isText = header.type == "text/plain" || header.type == "text/html"
    let isInline =
      header.disposition != "attachment" && (isText || isMedia)
      && (frame.position == 0 || frame.subtype != "related" && (isMedia || header.filename == nil))
    guard isInline else { return }
    if frame.subtype == "alternative" {
      if header.type == "text/plain" { plain.append(index) }
      if header.type == "text/html" { html.append(index) }
      return
    }
    if frame.inAlternative {
      if header.type == "text/plain" { frame.takesHTML = false }
      if header.type == "text/html" { frame.takesPlain = false }
    }
    if frame.takesPlain { plain.append(index) }
    if frame.takesHTML { html.append(index) }
  }

  private mutating func fillGaps(of frame: Frame) {
    let newPlain = plain.count - frame.plainCount
    let newHTML = html.count - frame.htmlCount
    if newPlain == 0, newHTML > 0 { plain += html[frame.htmlCount...] }
    if newHTML == 0, newPlain > 0 { html += plain[frame.plainCount...] }
  }
}
