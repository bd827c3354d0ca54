import Foundation
import Synchronization

/// Customers' mails, and the ledger of those that were delivered.
final class Mailbag: Sendable {
  private let written = Mutex<[String]>([])

  /// Message-IDs of all mails so far, without angle brackets.
  var messageIDs: [String] { written.withLock { $0 } }

  private static let troubles = [
    "I cannot log in. I have reset my password twice.",
    "My parcel has not come. I have looked at the delivery tracker.",
    "You charged my card twice for order 2026-48817.", "The app closes by itself. I have restarted my phone.",
  ]

  /// The next mail; every fourth is the same customer's once more, in the same thread.
  func next() -> [UInt8] {
    let number = written.withLock { $0.count }
    let first = number % 4 == 3 ? number - 1 : number
    let id = "g\(number)@customer.example"
    let cites = first == number ? "" : "In-Reply-To: <g\(first)@customer.example>\r\n"
    written.withLock { $0.append(id) }
    return Array(
      ("From: Customer \(first) <c\(first)@customer.example>\r\nTo: support@shop.example\r\n"
        + "Subject: Trouble \(first)\r\n"
        + "Message-ID: <\(id)>\r\n\(cites)\r\nHello,\r\n\r\n\(Self.troubles[first % Self.troubles.count])\r\n").utf8)
  }
}
