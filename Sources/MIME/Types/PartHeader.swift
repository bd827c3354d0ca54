extension Message {
  /// The fields of `part`'s own header.
  func header(of part: Part) -> FieldGroups.Group {
    guard structure.entities.indices.contains(part.entity) else { return FieldGroups.header(of: []) }
    let entity = structure.entities[part.entity]
    let fields = structure.fields[entity.header.fields]
    guard let first = fields.first, let last = fields.last else { return FieldGroups.header(of: []) }
    let range = place(first.range.joined(with: last.range), source: entity.source)
    return FieldGroups.header(of: Array(bytes(of: entity.source)[range]))
  }

  /// A parameter of `part`'s Content-Type, its pieces joined and decoded (RFC 2231); nil where it has none of that name.
  public func parameter(_ name: String, of part: Part) -> String? { contentType(of: part)?[name] }

  /// The parameters of `part`'s Content-Type; nil where it has none.
  func contentType(of part: Part) -> ParameterizedValue? {
    header(of: part).first("content-type").map { TypedText.parameters($0.value) }
  }
}

/// One piece of a message that was cut for its way (RFC 2046, 5.2.2).
public struct PartialMessage: Hashable, Sendable {
  /// The same in all pieces of one message.
  public let id: String
  /// From 1 on.
  public let number: Int
  /// How many pieces there are; only the last one must say it.
  public let total: Int?
}

/// A body that is not in the message but somewhere else (RFC 2046, 5.2.3; RFC 2017). It is never fetched.
public struct ExternalBody: Hashable, Sendable {
  /// `url`, `ftp`, `anon-ftp`, `tftp`, `local-file`, `mail-server` and the like, lower-case.
  public let accessType: String
  /// The host to get it from.
  public let site: String?
  public let directory: String?
  /// The name it has there. Never a path to open.
  public let name: String?
  public let url: String?
  /// The address to ask, for `mail-server`.
  public let server: String?
  /// Octets, as its sender says.
  public let size: Int?
  public let expiration: MailDate?
  /// What it is, lower-case, as the header inside of the part says; `text/plain` where it says nothing.
  public let contentType: String
}

extension Message {
  /// What `part` is a piece of; nil for what is no message/partial with an id and a number. Pieces are not joined.
  public func partialMessage(_ part: Part) -> PartialMessage? {
    guard part.type == "message/partial", let type = contentType(of: part), let id = type["id"], !id.isEmpty,
      let number = Self.count(type["number"]), number > 0
    else { return nil }
    return PartialMessage(
      id: HeaderText.withoutControls(id), number: number, total: Self.count(type["total"]).flatMap { $0 > 0 ? $0 : nil }
    )
  }

  /// Where the body of `part` lies; nil for what is no message/external-body with an access type.
  public func externalBody(_ part: Part) -> ExternalBody? {
    guard part.type == "message/external-body", let type = contentType(of: part),
      let access = type["access-type"]?.utf8.lowercasedASCIIString, !access.isEmpty
    else { return nil }
    func shown(_ name: String) -> String? {
      type[name].map { HeaderText.withoutControls($0).trimmingSpaces }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let inner = FieldGroups.header(of: content(of: part)).first("content-type")
    let innerType = inner.map { HeaderText.withoutControls(TypedText.parameters($0.value).value) } ?? ""
    return ExternalBody(
      accessType: HeaderText.withoutControls(access), site: shown("site"), directory: shown("directory"),
      name: shown("name"),
      // Its white space was only put in to fold it (RFC 2017, 3.1).
      url: shown("url").map { String($0.filter { $0 != " " }) }, server: shown("server"),
      size: Self.count(type["size"]),
      expiration: type["expiration"].flatMap { TypedText.date(Array($0.utf8)) },
      contentType: innerType.isEmpty ? "text/plain" : innerType)
  }

  /// Nine digits at most, so that it fits.
  private static func count(_ written: String?) -> Int? {
    guard let written, written.utf8.count <= 9, !written.isEmpty, written.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(written)
  }
}
