/// Decodes the body of a part in pieces, for bodies that are not to be in memory as a whole.
public struct PartDecoder: Sendable {
  private var decoder: TransferDecoder

  public init(_ part: Part) {
    decoder = TransferDecoder(part.transferEncoding, isText: part.isText)
  }

  /// Decodes the next bytes of what stands at ``Part/bodyRange``; appends to `output` what they give.
  public mutating func append(_ chunk: Span<UInt8>, to output: inout [UInt8]) { decoder.append(chunk, to: &output) }

  /// Appends what was held back until the end was known.
  public mutating func finish(into output: inout [UInt8]) { decoder.finish(into: &output) }
}
