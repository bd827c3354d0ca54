extension Damage {
  /// What was wrong, for a person. Never words of the message.
  public var words: String { kind.words }
}

extension Damage.Kind {
  /// What was wrong, for a person.
  public var words: String {
    switch self {
    case .emptyMessage: "the message is empty"
    case .leadingLines: "lines that are no header stand before the first field"
    case .bareCRLineEnds: "its lines end in CR alone"
    case .nulByte: "it holds NUL"
    case .missingHeaderBodySeparator: "no empty line stands between header and body"
    case .malformedHeader: "a line in the header is no field"
    case .firstHeaderIsContinuation: "the header starts with a continuation line"
    case .duplicateHeader: "a second field of which there may be one"
    case .conflictingHeader: "a second field that contradicts the first"
    case .unencoded8Bit: "eight-bit bytes that nothing announces"
    case .tooManyHeaders: "more header fields than are read"
    case .headerTooLarge: "a larger header than is read"
    case .invalidAddress: "an address that cannot be read, or is left to guess"
    case .misleadingName: "a display name that shows another address"
    case .severalAuthors: "several authors, and no Sender"
    case .tooManyAddresses: "more addresses than are read"
    case .invalidDate: "a date that is none, or contradicts itself"
    case .missingZone: "a date without a time zone"
    case .implausibleDate: "a date that cannot be true"
    case .invalidMessageID: "a Message-ID that is none"
    case .invalidEncodedWord: "an encoded word that cannot be decoded wholly"
    case .controlInHeader: "a control character or a turn of text direction in a field"
    case .invalidContentType: "a media type that is none"
    case .invalidParameter: "a parameter that cannot be read"
    case .conflictingParameter: "a second parameter that contradicts the first"
    case .tooManyParameters: "more parameters than are read"
    case .multipartWithoutBoundary: "a multipart that names no boundary"
    case .missingBoundary: "a multipart whose boundary never comes"
    case .truncatedMultipart: "a multipart that is not closed"
    case .encodedMultipart: "a multipart that was encoded as a whole"
    case .nestingTooDeep: "multiparts nested deeper than is read"
    case .tooManyParts: "more parts than are read"
    case .invalidBase64: "base64 with strange bytes, or cut off"
    case .invalidQuotedPrintable: "quoted-printable with strange bytes"
    case .invalidUUEncoding: "uuencoded lines that do not fit the form"
    case .unknownEncoding: "a transfer encoding that nobody knows"
    case .unknownCharset: "a charset that nobody knows"
    case .mislabelledCharset: "text in another charset than it says"
    case .undecodableBytes: "bytes that mean nothing in their charset"
    case .invalidTNEF: "a winmail.dat that cannot be read wholly"
    case .hiddenText: "text that HTML hides from its reader"
    case .misleadingLink: "a link that shows one site and leads to another"
    case .textTooLarge: "more text than is shown"
    }
  }
}
