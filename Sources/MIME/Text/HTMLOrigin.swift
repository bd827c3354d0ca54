/// What the names that mail programs give to elements say about whose words stand in them.
///
/// Names are compared as written, in `class`, `id`, `name`, `data-marker` and `data-smartmail`; Outlook's `x_` before
/// them is passed over.
enum HTMLOrigin {
  /// All within is somebody else's.
  case quoted
  /// Holds the attribution and the quote; what stands in it outside of the quote may be the answer.
  case quoteContainer
  /// From here to the end of the element around it all is somebody else's.
  case quotedFromHere
  /// The same, and the element itself is the header block.
  case header
  case attribution
  case signature
  case forwarded

  private static let known: [(StaticString, HTMLOrigin)] = [
    // Gmail.
    ("gmail_quote", .quoteContainer), ("gmail_quote_container", .quoteContainer), ("gmail_attr", .attribution),
    ("gmail_signature", .signature),
    // Thunderbird.
    ("moz-cite-prefix", .attribution), ("moz-email-headers-table", .attribution), ("moz-signature", .signature),
    ("moz-forward-container", .forwarded),
    // Outlook on the desk, in the browser, on the phone, on the Mac.
    ("divRplyFwdMsg", .header), ("appendonsend", .quotedFromHere), ("OLK_SRC_BODY_SECTION", .quoted),
    ("mail-editor-reference-message-container", .quoted), ("ms-outlook-mobile-reference-message", .quoted),
    ("ms-outlook-mobile-body-separator-line", .quotedFromHere), ("Signature", .signature),
    ("ms-outlook-mobile-signature", .signature), ("ms-outlook-ios-signature", .signature),
    ("MAC_OUTLOOK_SIGNATURE", .signature), ("OutlookSignature", .signature),
    // Apple, Yahoo, Proton, Tutanota, Zoho, Zimbra, Roundcube, Spark, Superhuman, Front, Missive, Mailspring.
    ("AppleMailSignature", .signature), ("yahoo_quoted", .quoted), ("yahoo-signature", .signature),
    ("protonmail_quote", .quoteContainer), ("protonmail_signature_block", .signature),
    ("tutanota_quote", .quoteContainer), ("zmail_extra", .quoteContainer), ("Zm-_Id_-Sgn", .signature),
    ("zwchr", .quotedFromHere), ("__QUOTED_TEXT__", .quoted), ("__HEADERS__", .attribution),
    ("__SIG_PRE__", .signature), ("__SIG_POST__", .signature), ("reply-intro", .attribution),
    ("messageReplySection", .quoteContainer), ("messageSignatureSection", .signature), ("sh-signature", .signature),
    ("front-blockquote", .quoted), ("front-signature", .signature), ("missive_quote", .quoteContainer),
    ("missive_signature", .signature), ("gmail_quote_attribution", .attribution),
    // QQ, Tencent Exmail, NetEase.
    ("qmbox", .quoted), ("qq_mail_quote", .quoted), ("xm_mail_oringinal_describe", .header),
    ("isReplyContent", .quoted), ("ntes-mailmaster-quote", .quoted), ("spnEditorSign", .signature),
  ]

  private struct Name: Sendable {
    let octets: [UInt8]
    let origin: HTMLOrigin
  }

  /// By the low five bits of the first octet.
  private static let names: [[Name]] = {
    var table = [[Name]](repeating: [], count: 32)
    for (name, origin) in known {
      let octets = name.withUTF8Buffer { Array($0) }
      guard let first = octets.first else { continue }
      table[Int(first & 31)].append(Name(octets: octets, origin: origin))
    }
    return table
  }()

  /// What the names in the value of an attribute say; nil where they say nothing.
  static func of(_ bytes: Span<UInt8>, _ value: Range<Int>) -> HTMLOrigin? {
    let names = names
    var index = value.lowerBound
    while index < value.upperBound {
      while index < value.upperBound, bytes[index] <= ASCII.space { index += 1 }
      var start = index
      while index < value.upperBound, bytes[index] > ASCII.space { index += 1 }
      while start + 2 < index, bytes[start] == 0x78, bytes[start + 1] == ASCII.underscore { start += 2 }
      guard start < index else { continue }
      for name in names[Int(bytes[start] & 31)] where bytes.holds(name.octets, at: start..<index) { return name.origin }
      if isYahooQuote(bytes, start..<index) { return .quoted }
    }
    return nil
  }

  /// `yahoo_quoted_0123456789` as an id, `ydp1a2b3c4dyahoo_quoted` as a class.
  private static func isYahooQuote(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
    guard name.count > 12, bytes[name.lowerBound] == 0x79 else { return false }
    return bytes.starts(with: "yahoo_quoted_", at: name)
      || bytes.starts(with: "ydp", at: name)
        && bytes.starts(with: "yahoo_quoted", at: (name.upperBound - 12)..<name.upperBound)
  }
}
