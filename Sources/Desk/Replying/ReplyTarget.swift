public import MIME

/// To whom an answer goes, by RFC 5322, 3.6.2 and OBLIGATIONS A-42.
public struct ReplyTarget: Hashable, Sendable {
  public let address: Address
  /// The From address, where Reply-To leads to another domain: a person must agree to that.
  public let differsFrom: String?

  /// The one address that an answer to `message` goes to; nil where there is none but our own.
  public init?(for message: Message, own: OwnAddresses) {
    let from = message.from.first { !own.contains($0.address) }
    let replyTo = message.replyTo.first { !own.contains($0.address) && $0.address.contains("@") }
    guard let target = replyTo ?? from, target.address.contains("@") else { return nil }
    address = Address(name: target.name.isEmpty ? (from?.name ?? "") : target.name, address: target.address)
    if let from, Self.domain(from.address) != Self.domain(target.address) {
      differsFrom = from.address
    } else {
      differsFrom = nil
    }
  }

  private static func domain(_ address: String) -> String {
    address.split(separator: "@").last?.lowercased() ?? ""
  }
}
