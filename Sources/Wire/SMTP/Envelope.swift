/// Sender, recipients and what else is said about one mail before its text, checked.
struct Envelope {
  let from: EnvelopeAddress
  let to: [EnvelopeAddress]
  /// What MAIL says behind the sender, with the space before it; empty or more.
  private let mailParameters: String
  private let asksForReports: Bool

  /// - Parameters:
  ///   - id: what bounces call the mail (ENVID, RFC 3461, 4.4); one that is too long is left out.
  ///   - isInternational: whether the header holds octets above 127, which stand in an address there (RFC 6532).
  ///   - extensions: as EHLO told them.
  init(
    from: String, to addresses: [String], id: String?, size: Int, isEightBit: Bool, isInternational: Bool = false,
    extensions: [String: String]
  ) throws(SubmissionFault) {
    guard let from = EnvelopeAddress(from) else { throw .badSender }
    guard !addresses.isEmpty else { throw .noRecipients }
    var to: [EnvelopeAddress] = []
    for (index, address) in addresses.enumerated() {
      guard let address = EnvelopeAddress(address) else { throw .badRecipient(index: index) }
      to.append(address)
    }
    self.from = from
    self.to = to
    asksForReports = extensions["DSN"] != nil

    let needsSMTPUTF8 = isInternational || from.needsSMTPUTF8 || to.contains(where: \.needsSMTPUTF8)
    // RFC 6531, 3.4. Never written some other way where the server does not know it: that would be another mailbox.
    if needsSMTPUTF8, extensions["SMTPUTF8"] == nil {
      throw .needsSMTPUTF8(recipient: from.needsSMTPUTF8 ? nil : to.firstIndex(where: \.needsSMTPUTF8))
    }
    if isEightBit, extensions["8BITMIME"] == nil { throw .eightBit }
    var parameters = ""
    if extensions["SIZE"] != nil { parameters += " SIZE=\(size)" }
    if isEightBit { parameters += " BODY=8BITMIME" }
    if needsSMTPUTF8 { parameters += " SMTPUTF8" }
    if asksForReports {
      parameters += " RET=HDRS"
      if let id = id.map(XText.encoded), !id.isEmpty, id.utf8.count <= XText.maxEnvelopeIDLength {
        parameters += " ENVID=\(id)"
      }
    }
    mailParameters = parameters
  }

  /// MAIL with all that the server can take.
  var mailCommand: String { "MAIL FROM:<\(from.text)>\(mailParameters)" }

  /// RCPT. We want to hear of failures and delays, and not of each arrival (RFC 3461, 4.1).
  func recipientCommand(_ address: EnvelopeAddress) -> String {
    guard asksForReports else { return "RCPT TO:<\(address.text)>" }
    // Other letters need another address type (RFC 6533, 3), which few servers know: the report comes without it too.
    let original = address.needsSMTPUTF8 ? "" : " ORCPT=rfc822;\(XText.encoded(address.text))"
    return "RCPT TO:<\(address.text)> NOTIFY=FAILURE,DELAY\(original)"
  }
}

/// Text in a parameter of MAIL or RCPT (RFC 3461, 4).
enum XText {
  /// RFC 3461, 4.4.
  static let maxEnvelopeIDLength = 100

  /// `text` with `+`, `=` and every octet but `!` ... `~` as `+` and two hexadecimal digits.
  static func encoded(_ text: String) -> String {
    var result = ""
    for octet in text.utf8 {
      if octet > 0x20, octet < 0x7F, octet != 0x2B, octet != 0x3D {
        result.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        let digits = String(octet, radix: 16, uppercase: true)
        result += "+\(digits.count == 1 ? "0" : "")\(digits)"
      }
    }
    return result
  }
}
