/// A mail's bytes as DATA carries them (RFC 5321, 4.5.2): every line that begins with a dot gets one more.
enum DotStuffing {
  /// Octets of a line without its CRLF (RFC 5322, 2.1.1).
  static let maxLineLength = 998

  /// `bytes` stuffed, without the final dot line.
  ///
  /// Lets nothing through that one server could read as the end of the mail and another not: a CR or LF alone, a line
  /// over ``maxLineLength``, and a last line without its end are errors.
  static func stuff(_ bytes: [UInt8]) throws(SubmissionFault) -> [UInt8] {
    var stuffed: [UInt8] = []
    stuffed.reserveCapacity(bytes.count + bytes.count / 64 + 3)
    var lineLength = 0
    var afterCR = false
    for (offset, octet) in bytes.enumerated() {
      switch octet {
      case 0x0D:
        if afterCR { throw .bareLineEnd(offset: offset - 1) }
        afterCR = true
      case 0x0A:
        guard afterCR else { throw .bareLineEnd(offset: offset) }
        (afterCR, lineLength) = (false, 0)
      default:
        if afterCR { throw .bareLineEnd(offset: offset - 1) }
        if lineLength == 0, octet == 0x2E { stuffed.append(octet) }
        lineLength += 1
        guard lineLength <= maxLineLength else { throw .lineTooLong(offset: offset, limit: maxLineLength) }
      }
      stuffed.append(octet)
    }
    if afterCR { throw .bareLineEnd(offset: bytes.count - 1) }
    guard lineLength == 0, !bytes.isEmpty else { throw .noFinalLineEnd }
    return stuffed
  }
}

/// Why a mail cannot be handed to any server as it is. Found before anything of it is sent.
public enum SubmissionFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sender's address is not one that SMTP can carry.
  case badSender
  /// A recipient's address is not one that SMTP can carry; counted from 0.
  case badRecipient(index: Int)
  case noRecipients
  /// An address has letters outside ASCII, and the server no SMTPUTF8 (RFC 6531). The recipient counted from 0; nil for
  /// the sender, or one that stands in the header alone.
  case needsSMTPUTF8(recipient: Int?)
  /// A CR or LF alone, at this octet of the mail.
  case bareLineEnd(offset: Int)
  /// A line longer than `limit` octets, the first too many of which is at `offset`.
  case lineTooLong(offset: Int, limit: Int)
  /// The mail is empty or its last line is not ended.
  case noFinalLineEnd
  /// Octets above 127, and a server without 8BITMIME (RFC 6152).
  case eightBit

  public var description: String {
    switch self {
    case .badSender: "The sender's address cannot be used in SMTP, so nothing was sent. Check it in the settings."
    case .badRecipient(let index):
      "Recipient \(index + 1) has an address that cannot be used in SMTP, so nothing was sent. "
        + "Correct it and approve again."
    case .needsSMTPUTF8(let index):
      "\(index.map { "Recipient \($0 + 1)'s" } ?? "The sender's or another recipient's") address has letters that the "
        + "mail server cannot carry (it has no SMTPUTF8), so nothing was sent. Use another address of theirs, or another server."
    case .noRecipients: "The mail has no recipient, so nothing was sent. Give it one."
    case .bareLineEnd(let offset): Self.ill("has a line end that is not CRLF at octet \(offset)")
    case .lineTooLong(let offset, let limit): Self.ill("has a line of more than \(limit) octets at octet \(offset)")
    case .noFinalLineEnd: Self.ill("is empty or its last line has no end")
    case .eightBit: Self.ill("is not 7-bit and the server takes no other")
    }
  }

  private static func ill(_ fault: String) -> String {
    "The mail \(fault), so nothing was sent. It was not composed properly: make the draft anew, and report this."
  }
}
