/// Which leaves are the body a person reads (RFC 8621, 4.1.4), found without recursion.
struct BodyChoice {
  /// Leaves to show where plain text is wanted, and where HTML is; indices of entities.
  private(set) var plain: [Int] = []
  private(set) var html: [Int] = []

  private enum Multipart {
    case mixed, alternative, related

    init(_ type: MediaType) {
      switch type.name {
      case "multipart/alternative": self = .alternative
      case "multipart/related": self = .related
      default: self = .mixed
      }
    }
  }

  private struct Frame {
    let multipart: Multipart
    let inAlternative: Bool
    var takesPlain: Bool
    var takesHTML: Bool
    let plainCount: Int
    let htmlCount: Int
    var position = 0
  }

  /// - Parameter parts: the leaves, by the index of their entity.
  init(_ structure: Structure, parts: [Int: Part]) {
    var frames = [
      Frame(
        multipart: .mixed, inAlternative: false, takesPlain: true, takesHTML: true, plainCount: 0, htmlCount: 0)
    ]
    for step in structure.outline {
      guard var frame = frames.popLast() else { return }
      switch step {
      case .enter(let index):
        frame.position += 1
        let multipart = Multipart(structure.entities[index].header.type)
        let inner = Frame(
          multipart: multipart, inAlternative: frame.inAlternative || multipart == .alternative,
          takesPlain: frame.takesPlain, takesHTML: frame.takesHTML, plainCount: plain.count, htmlCount: html.count)
        frames += [frame, inner]
      case .leave:
        if frame.multipart == .alternative, frame.takesPlain, frame.takesHTML { fillGaps(of: frame) }
      case .leaf(let index):
        if let part = parts[index] { take(index, part, &frame) }
        frame.position += 1
        frames.append(frame)
      }
    }
  }

  private mutating func take(_ index: Int, _ part: Part, _ frame: inout Frame) {
    let isPlain = part.type == "text/plain"
    let isHTML = part.type == "text/html"
    let isMedia = !isPlain && !isHTML && Self.isMedia(part.type)
    let isInline =
      part.disposition != "attachment" && (isPlain || isHTML || isMedia)
      && (frame.position == 0 || frame.multipart != .related && (isMedia || part.filename == nil))
    guard isInline else { return }
    if frame.multipart == .alternative {
      if isPlain { plain.append(index) }
      if isHTML { html.append(index) }
      return
    }
    if frame.inAlternative {
      if isPlain { frame.takesHTML = false }
      if isHTML { frame.takesPlain = false }
    }
    if frame.takesPlain { plain.append(index) }
    if frame.takesHTML { html.append(index) }
  }

  private static func isMedia(_ type: String) -> Bool {
    ["image/", "audio/", "video/"].contains { type.utf8.starts(with: $0.utf8) }
  }

  private mutating func fillGaps(of frame: Frame) {
    let newPlain = plain.count - frame.plainCount
    let newHTML = html.count - frame.htmlCount
    if newPlain == 0, newHTML > 0 { plain += html[frame.htmlCount...] }
    if newHTML == 0, newPlain > 0 { html += plain[frame.plainCount...] }
  }
}
