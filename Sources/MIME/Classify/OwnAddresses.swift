/// The addresses that mail to us comes to and our mail comes from.
public struct OwnAddresses: Hashable, Sendable {
  private let addresses: Set<String>

  /// - Parameter addresses: `local@domain`, in any case; white space around them is ignored.
  public init(_ addresses: [String]) {
    self.addresses = Set(addresses.map(Self.folded).filter { !$0.isEmpty })
  }

  /// Whether `address` is one of them, in any case. Local parts are compared so too: no support mailbox tells
  /// `Help@` from `help@` (RFC 5321, 2.4, would).
  public func contains(_ address: String) -> Bool { addresses.contains(Self.folded(address)) }

  /// Whether `id`, in lower case, names one of them with a dot in place of the `@`, as lists do (RFC 2919, 2).
  func contains(listID id: String) -> Bool {
    addresses.contains { address in
      address.utf8.count == id.utf8.count
        && zip(address.utf8, id.utf8).allSatisfy { $0 == $1 || $0 == ASCII.at && $1 == ASCII.dot }
    }
  }

  public var isEmpty: Bool { addresses.isEmpty }

  private static func folded(_ address: String) -> String { address.lowercased().trimmingSpaces }
}
