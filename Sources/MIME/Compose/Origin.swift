extension OutgoingMail {
  /// Who or what made a mail. It decides which fields tell other machines not to answer (RFC 3834, 5).
  public enum Origin: Hashable, Sendable {
    /// A person wrote or approved it. It carries no Auto-Submitted field, for that would say the opposite.
    case person
    /// It was made for one person by a program, such as the nightly thanks: `Auto-Submitted: auto-generated`.
    case mailing(Mailing)
    /// A program answers one mail by it: `Auto-Submitted: auto-replied`.
    case acknowledgement

    /// Whether nobody looked at this very mail; it then goes to one address and no other.
    public var isAutomatic: Bool { self != .person }
  }

  /// How a person leaves a mailing, and what it is called.
  ///
  /// There is no Precedence field: no standard has it, and Auto-Submitted says the same to those who ask.
  public struct Mailing: Hashable, Sendable {
    public var unsubscribing: Unsubscribing
    /// The List-Id field (RFC 2919); nil for none.
    public var list: ListName?

    public init(unsubscribing: Unsubscribing, list: ListName? = nil) {
      self.unsubscribing = unsubscribing
      self.list = list
    }
  }

  /// The ways out of a mailing (RFC 2369, 3.2). One of them is always written.
  public enum Unsubscribing: Hashable, Sendable {
    /// One POST to an `https:` URI, without any further question (RFC 8058, 3.1), and perhaps a `mailto:` URI.
    case oneClick(https: String, mailto: String?)
    /// Only a mail to a `mailto:` URI: where there is no server that could take the POST.
    case mail(mailto: String)
  }

  /// A List-Id (RFC 2919, 3).
  public struct ListName: Hashable, Sendable {
    /// What people call it; may be empty.
    public var name: String
    /// What machines call it: `thanks.shop.example`.
    public var id: String

    public init(name: String, id: String) {
      self.name = name
      self.id = id
    }
  }
}

extension OutgoingMail.Origin {
  /// Longest URI that is written, in octets: it fits one line of 998 with the name of its field.
  static let uriLimit = 900
  /// Longest id of a list (RFC 2919, 3).
  static let listIDLimit = 255

  func write(to writer: inout HeaderWriter) throws(ComposeError) {
    switch self {
    case .person: return
    case .acknowledgement: try writer.writeStructured("Auto-Submitted", "auto-replied")
    case .mailing(let mailing):
      try writer.writeStructured("Auto-Submitted", "auto-generated")
      if let list = mailing.list { try Self.write(list, to: &writer) }
      try Self.write(mailing.unsubscribing, to: &writer)
    }
  }

  private static func write(_ list: OutgoingMail.ListName, to writer: inout HeaderWriter) throws(ComposeError) {
    let labels = list.id.utf8.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    let isValid =
      labels.count > 1 && list.id.utf8.count <= listIDLimit
      && labels.allSatisfy { !$0.isEmpty && $0.allSatisfy(HeaderWriter.isAtomText) }
    guard isValid else { throw ComposeError.invalidListID }
    try HeaderWriter.check(list.name, field: "List-Id")
    let name = list.name.trimmingSpaces
    let pieces = name.isEmpty ? [] : HeaderWords.phrase(name)
    try writer.write("List-Id", pieces: pieces + [[ASCII.less] + list.id.utf8 + [ASCII.greater]])
  }

  private static func write(_ ways: OutgoingMail.Unsubscribing, to writer: inout HeaderWriter) throws(ComposeError) {
    let field = "List-Unsubscribe"
    switch ways {
    case .mail(let mailto):
      try writer.write(field, pieces: [try uri(mailto, scheme: "mailto:")])
    case .oneClick(let https, let mailto):
      var pieces = [try uri(https, scheme: "https://")]
      if let mailto {
        pieces[0].append(ASCII.comma)
        pieces.append(try uri(mailto, scheme: "mailto:"))
      }
      try writer.write(field, pieces: pieces)
      // The value is fixed to the letter (RFC 8058, 3.1).
      try writer.writeStructured("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    }
  }

  private static func uri(_ uri: String, scheme: String) throws(ComposeError) -> [UInt8] {
    let bytes = Array(uri.utf8)
    // A comma would part it from its own rest for readers that split the field (RFC 2369, 2).
    let isValid =
      bytes.count > scheme.utf8.count && bytes.count <= uriLimit && bytes.starts(with: scheme.utf8)
      && bytes.allSatisfy {
        $0 > ASCII.space && $0 < 0x7F && $0 != ASCII.less && $0 != ASCII.greater && $0 != ASCII.comma
          && $0 != ASCII.quote && $0 != ASCII.backslash
      }
    guard isValid else { throw ComposeError.invalidURI(field: "List-Unsubscribe") }
    return [ASCII.less] + bytes + [ASCII.greater]
  }
}
