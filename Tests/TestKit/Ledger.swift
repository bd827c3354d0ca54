internal import Foundation

/// What a submission server accepted, counted by Message-ID: the truth about what left, and how often.
public struct Ledger: Hashable, Sendable {
  /// How often each Message-ID was accepted, without angle brackets; a mail that has none counts under "".
  public let counts: [String: Int]

  public init(_ accepted: some Sequence<ScriptedSMTPServer.Accepted>) {
    var counts: [String: Int] = [:]
    for mail in accepted { counts[Self.messageID(of: mail.bytes), default: 0] += 1 }
    self.counts = counts
  }

  /// Message-IDs that were accepted more than once; empty is what law 3 promises.
  public var doubled: [String] { counts.filter { $0.value > 1 }.keys.sorted() }

  /// The Message-ID of a mail, without angle brackets; "" where its header has none.
  public static func messageID(of bytes: [UInt8]) -> String {
    let head = String(decoding: bytes.prefix(16_384), as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    guard let end = head.range(of: "\n\n") else { return id(in: head) }
    return id(in: String(head[..<end.lowerBound]))
  }

  private static func id(in head: String) -> String {
    let unfolded = head.replacingOccurrences(of: "\n ", with: " ").replacingOccurrences(of: "\n\t", with: " ")
    let line = unfolded.split(separator: "\n").first { $0.lowercased().hasPrefix("message-id:") } ?? ""
    return line.dropFirst("message-id:".count).trimmingCharacters(in: CharacterSet(charactersIn: " <>"))
  }
}
