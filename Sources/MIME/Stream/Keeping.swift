/// What is kept of a streamed message: every byte but the bodies of attachments and what follows the last part.
struct Keeping: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var elisions = Elisions()
  private(set) var digests: [Int: ContentDigest] = [:]
  /// All bytes of the message before it are dealt with.
  private(set) var place = 0

  private var stepsTaken = 0
  private var leaf: OpenLeaf?

  private struct OpenLeaf {
    let entity: Int
    let start: Int
    let keptLimit: Int
    var isKept = true
    var decoder: TransferDecoder
    var digesting = ContentDigest.Digesting()
  }

  /// Longest body that is kept of a report, a returned message, a calendar or an encoded text, in bytes: what is read
  /// out of them stands in the first few KB, and Outlook's winmail.dat holds a text of that size at most.
  static let reportLimit = 1 << 20

  /// Longest text called an attachment that is kept, and shown where a mail holds no other words: longer ones are logs.
  static let attachedTextLimit = 1 << 20

  /// Deals with the bytes of `window` that `reader` has decided about.
  mutating func take(_ window: Span<UInt8>, at base: Int, readBy reader: StructureReader, isLast: Bool) {
    let structure = reader.structure
    while stepsTaken < structure.outline.count {
      if case .leaf(let index) = structure.outline[stepsTaken] {
        let body = structure.entities[index].body
        keep(to: body.lowerBound, window, base)
        if structure.entities[index].calledType == nil {
          // A body that was open before has been opened already.
          open(index, structure, window, base)
          pass(to: body.upperBound, window, base)
          close()
        } else {
          // A multipart without parts is text, or holds parts when it is decoded.
          keep(to: body.upperBound, window, base)
        }
      }
      stepsTaken += 1
    }
    if let index = reader.openLeaf {
      keep(to: structure.entities[index].body.lowerBound, window, base)
      open(index, structure, window, base)
      // The line end before the next line may belong to a delimiter.
      pass(to: max(place, reader.position - 2), window, base)
    } else if reader.state == .restOfHeader {
      keep(to: reader.restStart, window, base)
      leaveOut(to: reader.position - 2)
    } else if reader.containers.isEmpty, reader.state == .body || reader.state == .done {
      leaveOut(to: reader.position)
    } else {
      keep(to: isLast ? reader.position : max(place, reader.neededFrom), window, base)
    }
  }

  private mutating func leaveOut(to end: Int) {
    guard end > place else { return }
    elisions.leaveOut(place..<end)
    place = end
  }

  private mutating func keep(to end: Int, _ window: Span<UInt8>, _ base: Int) {
    guard end > place else { return }
    bytes.append(window.extracting((place - base)..<(end - base)))
    place = end
  }

  private mutating func open(_ index: Int, _ structure: Structure, _ window: Span<UInt8>, _ base: Int) {
    guard leaf?.entity != index else { return }
    let entity = structure.entities[index]
    let isAttached = structure.fields[entity.header.fields].first(.contentDisposition).map { field in
      window.count > field.value.upperBound - base && field.value.lowerBound >= base
        && ParameterizedValue(window.extracting(field.value.moved(by: -base))).value == "attachment"
    }
    leaf = OpenLeaf(
      entity: index, start: place,
      keptLimit: Self.keptLimit(entity.header.type, isAttached: isAttached ?? false, isRoot: entity.parent == nil),
      decoder: TransferDecoder(entity.header.encoding, isText: entity.header.type.isText))
  }

  private static func keptLimit(_ type: MediaType, isAttached: Bool, isRoot: Bool) -> Int {
    if type.isText { return isAttached && !isRoot ? attachedTextLimit : .max }
    switch type.name {
    case "application/ms-tnef", "application/vnd.ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime",
      "application/pgp-encrypted":
      return reportLimit
    default: return type.name.utf8.starts(with: "message/".utf8) ? reportLimit : 0
    }
  }

  private mutating func pass(to end: Int, _ window: Span<UInt8>, _ base: Int) {
    guard end > place, var open = leaf else { return }
    leaf = nil
    let piece = window.extracting((place - base)..<(end - base))
    if open.isKept, end - open.start > open.keptLimit {
      open.isKept = false
      bytes.removeLast(place - open.start)
      elisions.leaveOut(open.start..<place)
    }
    if open.isKept { bytes.append(piece) } else { elisions.leaveOut(place..<end) }
    // What is kept wholly can be decoded when somebody asks.
    if open.keptLimit != .max { open.digesting.take(piece, &open.decoder) }
    place = end
    leaf = open
  }

  private mutating func close() {
    guard var closed = leaf else { return }
    leaf = nil
    guard closed.keptLimit != .max else { return }
    digests[closed.entity] = closed.digesting.finish(&closed.decoder)
  }
}

extension Array where Element == UInt8 {
  mutating func append(_ span: Span<UInt8>) { span.withUnsafeBufferPointer { self += $0 } }
}
