/// Something in a message that a standard forbids or that could not be read; never an error.
public struct Damage: Hashable, Sendable {
  /// What was wrong. The words after GMime's warnings and CPython's defects.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    // The bytes and lines.
    case emptyMessage
    case leadingLines
    case bareCRLineEnds
    case nulByte

    // The header block.
    case missingHeaderBodySeparator
    case malformedHeader
    case firstHeaderIsContinuation
    case duplicateHeader
    case conflictingHeader
    case unencoded8Bit
    case tooManyHeaders
    case headerTooLarge

    // Structured fields.
    case invalidAddress
    case misleadingName
    case severalAuthors
    case tooManyAddresses
    case invalidDate
    case missingZone
    case implausibleDate
    case invalidMessageID
    case invalidEncodedWord
    case controlInHeader
    case invalidContentType
    case invalidParameter
    case conflictingParameter
    case tooManyParameters

    // The tree.
    case multipartWithoutBoundary
    case missingBoundary
    case truncatedMultipart
    case encodedMultipart
    case nestingTooDeep
    case tooManyParts

    // Bodies.
    case invalidBase64
    case invalidQuotedPrintable
    case invalidUUEncoding
    case unknownEncoding
    case unknownCharset
    case mislabelledCharset
    case undecodableBytes
    case invalidTNEF
    /// HTML that its reader was not to see (`display:none` and the like); it is left out of the readable text.
    case hiddenText
    /// A link that shows the address of one site and leads to another.
    case misleadingLink
    case textTooLarge
  }
  public let kind: Kind
  /// Byte offset in the raw message at which it was noticed.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
