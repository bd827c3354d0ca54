/// Something in a message that a standard forbids or that could not be read; never an error.
public struct Damage: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case emptyMessage
    case missingHeaderBodySeparator
    case malformedHeader
    case firstHeaderIsContinuation
    case duplicateHeader
    case unencoded8Bit
    case invalidAddress
    case invalidDate
    case invalidEncodedWord
    case invalidBase64
    case invalidQuotedPrintable
    case unknownEncoding
    case unknownCharset
    case undecodableBytes
    case multipartWithoutBoundary
    case missingBoundary
    case truncatedMultipart
    case nestingTooDeep
    case tooManyParts
    case tooManyHeaders
    case tooManyAddresses
    case nulByte
    /// HTML that its reader was not to see (`display:none` and the like); it is left out of the readable text.
    case hiddenText
  }
  public let kind: Kind
  /// Byte offset in the raw message at which it was noticed.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
