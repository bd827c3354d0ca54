/// A person of the team, as settings name them.
public struct Agent: Hashable, Sendable {
  /// The operating system's user name: the identity for the audit.
  public let user: String
  /// The name that signs.
  public let firstName: String

  public init(user: String, firstName: String) {
    self.user = user
    self.firstName = firstName
  }
}

/// The shared mailbox that Heard answers for.
public struct SupportMailbox: Hashable, Sendable {
  /// Its address, in From of every mail.
  public let address: String
  /// The team's or shop's name; empty where settings give none.
  public let name: String
  /// Further addresses of ours.
  public let aliases: [String]

  public init(address: String, name: String, aliases: [String] = []) {
    self.address = address
    self.name = name
    self.aliases = aliases
  }

  /// The part after the last `@`.
  public var domain: String { address.split(separator: "@").last.map(String.init) ?? address }
}
