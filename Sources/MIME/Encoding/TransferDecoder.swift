/// Undoes a Content-Transfer-Encoding (RFC 2045, 6) chunk by chunk.
///
/// However the body is cut into chunks, output and damage are the same. At most ``lookAhead`` octets are held back.
struct TransferDecoder {
  /// No decoder needs to see more octets at once to go on: the sample of ``Base64Text`` is the longest.
  static let lookAhead = 8_192

  private enum Mode {
    case identity
    case base64(Base64Decoder)
    case base64Text(Base64Text)
    case quotedPrintable(QuotedPrintableDecoder)
    case uuencode(UUDecoder)
  }

  private var mode: Mode
  private var held: [UInt8] = []
  /// How much of the body was decoded.
  private var offset = 0
  /// What was wrong, each kind once, where it was noticed first: octets from the start of the encoded body.
  private(set) var damage: [Damage] = []

  /// - Parameter isText: whether people wrote it. Then a mailing list's foot behind base64 is kept as it stands, and a
  ///   plain body that is only called base64 is too.
  init(_ encoding: TransferEncoding, isText: Bool) {
    mode =
      switch encoding {
      case .sevenBit, .eightBit, .binary, .unknown: .identity
      case .base64: isText ? .base64Text(Base64Text()) : .base64(Base64Decoder())
      case .quotedPrintable: .quotedPrintable(QuotedPrintableDecoder())
      case .uuencode: .uuencode(UUDecoder())
      }
  }

  /// Decodes `chunk`, the next octets of the body, and appends the result to `output`.
  mutating func append(_ chunk: Span<UInt8>, to output: inout [UInt8]) {
    append(chunk, isLast: false, to: &output)
  }

  /// Decodes what was held back; call it once, at the end of the body.
  mutating func finish(into output: inout [UInt8]) {
    let nothing: [UInt8] = []
    append(nothing.span, isLast: true, to: &output)
  }

  /// - Parameter isLast: `chunk` ends the body; nothing may follow.
  mutating func append(_ chunk: Span<UInt8>, isLast: Bool, to output: inout [UInt8]) {
    chunk.withUnsafeBufferPointer { chunk in
      var start = 0
      while !held.isEmpty {
        let before = held.count
        let piece = min(chunk.count - start, Self.lookAhead)
        held.append(contentsOf: chunk[start..<(start + piece)])
        let buffer = held
        let isEnd = isLast && start + piece == chunk.count
        let used = buffer.withUnsafeBufferPointer { step($0, isLast: isEnd, into: &output) }
        if used >= before {
          held.removeAll(keepingCapacity: true)
          start += used - before
          if isEnd { return }
        } else {
          held.removeFirst(used)
          start += piece
          if start == chunk.count { return }
        }
      }
      let rest = UnsafeBufferPointer(rebasing: chunk[start...])
      let used = step(rest, isLast: isLast, into: &output)
      if used < rest.count { held.append(contentsOf: rest[used...]) }
    }
  }

  /// Decodes as much of `bytes` as can be understood without what follows, and says how much that was.
  private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Int {
    let used: Int
    switch mode {
    case .identity:
      output.append(contentsOf: bytes)
      used = bytes.count
    case .base64(var decoder):
      mode = .identity
      used = decoder.step(bytes, isLast: isLast, into: &output)
      note(.invalidBase64, decoder.fault)
      mode = .base64(decoder)
    case .base64Text(var decoder):
      mode = .identity
      used = decoder.step(bytes, isLast: isLast, into: &output)
      note(.invalidBase64, decoder.fault)
      mode = .base64Text(decoder)
    case .quotedPrintable(var decoder):
      mode = .identity
      used = decoder.step(bytes, isLast: isLast, into: &output)
      note(.invalidQuotedPrintable, decoder.fault)
      mode = .quotedPrintable(decoder)
    case .uuencode(var decoder):
      mode = .identity
      used = decoder.step(bytes, isLast: isLast, into: &output)
      note(.invalidUUEncoding, decoder.fault)
      mode = .uuencode(decoder)
    }
    offset += used
    return used
  }

  /// - Parameter place: from the start of the octets just decoded.
  private mutating func note(_ kind: Damage.Kind, _ place: Int?) {
    guard let place, damage.isEmpty else { return }
    damage.append(Damage(kind, at: offset + place))
  }
}
