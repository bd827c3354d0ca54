/// Why a mail was not composed. Holds no words of customers, only the name of the field.
public enum ComposeError: Error, Hashable, Sendable {
  /// A value holds a line end, NUL or another control character.
  case controlCharacter(field: String)
  /// An address is not `local@domain` as SMTP writes it (RFC 5321, 4.1.2).
  case invalidAddress(field: String)
  case noRecipient
  /// A mail that nobody approved goes to more than one address.
  case severalRecipients
  /// A Message-ID is not plain ASCII without spaces and angle brackets (RFC 5322, 3.6.4).
  case invalidMessageID(field: String)
  /// A URI is not of the scheme its field wants, or holds what a URI cannot (RFC 3986, 2).
  case invalidURI(field: String)
  /// A List-Id is not dotted letters and digits (RFC 2919, 3).
  case invalidListID
  /// The name of an extra field is no field name (RFC 5322, 3.6.8).
  case invalidFieldName
  /// An extra field is one that the mail writes itself or must not have.
  case reservedField(String)
  /// A header line would be longer than 998 octets (RFC 5322, 2.1.1).
  case lineTooLong(field: String)
  /// The text holds a control character other than a line end or tab.
  case controlCharacterInText
  /// The name of an attachment is empty, too long, a path, or holds characters that hide what it is.
  case invalidFileName
  /// The media type of an attachment is not `type/subtype`, or is one that cannot be attached as bytes.
  case invalidMediaType
}

extension ComposeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .controlCharacter(let field):
      "The \(field) field was not written: its value holds a control character. Take it out and try again."
    case .invalidAddress(let field):
      "The \(field) field was not written: its address is not of the form local@domain. Correct the address."
    case .noRecipient:
      "The mail was not composed: it has no recipient. Give it one."
    case .severalRecipients:
      "The mail was not composed: what nobody approved goes to one address at a time. Make one mail per person."
    case .invalidMessageID(let field):
      "The \(field) field was not written: an id in it holds spaces, angle brackets or non-ASCII. Leave that id out."
    case .invalidURI(let field):
      "The \(field) field was not written: its address is not a plain https: or mailto: URI. Correct it."
    case .invalidListID:
      "The List-Id field was not written: it is not of the form name.domain in ASCII. Correct it."
    case .invalidFieldName:
      "An extra header field was not written: its name is not a field name. Use letters, digits and hyphens."
    case .reservedField(let name):
      "The extra field \(name) was not written: the mail writes it itself or must not have it. Leave it out."
    case .lineTooLong(let field):
      "The \(field) field was not written: a line of it would exceed 998 octets. Shorten its value."
    case .controlCharacterInText:
      "The mail was not composed: its text holds a control character. Take it out and try again."
    case .invalidFileName:
      "An attachment was not written: its name is empty, too long, a path or not plain text. Give it another name."
    case .invalidMediaType:
      "An attachment was not written: its type is not one that can be attached. Use application/octet-stream."
    }
  }
}
