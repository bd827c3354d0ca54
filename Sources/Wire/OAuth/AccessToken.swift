/// A token that opens an account for an hour or so (RFC 6749, 1.4). Printing, dumping or logging it does not show it.
public struct AccessToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Microsoft's take 2 to 4 KB; what is longer than a line of SASL may be (RFC 4954, 4: 12,288 octets of base64)
  /// cannot be said.
  public static let maxLength = 8192

  /// The token itself: letters, digits and `-._~+/=`.
  let text: String

  /// Nil where `text` is no bearer token (RFC 6750, 2.1, b64token), or is too long.
  public init?(_ text: String) {
    let body = text.utf8.reversed().drop { $0 == 0x3D }
    guard !body.isEmpty, text.utf8.count <= Self.maxLength,
      body.allSatisfy({ isAlphanumeric($0) || Self.marks.contains($0) })
    else { return nil }
    self.text = text
  }

  private static let marks: Set<UInt8> = Set("-._~+/".utf8)

  public var description: String { "AccessToken(not shown)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
