/// A mailbox address as it stands in a header (RFC 5322, 3.4).
public struct Address: Hashable, Sendable {
  /// Display name, decoded; empty where there is none.
  public let name: String
  /// `local@domain` as written, or a bare local part.
  public let address: String

  public init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}
