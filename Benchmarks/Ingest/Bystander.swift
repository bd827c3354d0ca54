import Foundation
import Logging
import Steps
import TestKit
import Wire

/// A connection that only waits: when it hears of a mail is the server's part of a latency.
struct Bystander {
  /// Within this an IDLE has begun; a mail that comes earlier is told of at once.
  private static let settling: Duration = .milliseconds(20)

  private let connection: IMAPConnection

  init(_ lab: Lab) async throws {
    let password = try String(contentsOfFile: lab.passwordFile, encoding: .utf8).trimmingCharacters(in: .newlines)
    connection = try await IMAPConnection.connect(
      to: Endpoint(url: "imaps://localhost:\(lab.ports.imaps)", caFile: lab.caFile),
      login: Login(user: "support", password: password), steps: StepCounter(),
      logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() })
    _ = try await connection.select("INBOX")
  }

  /// When the server next says that something came.
  func nextNews() async throws -> ContinuousClock.Instant {
    _ = try await connection.waitForChange(upTo: 60)
    let instant = ContinuousClock.now
    // Takes note of it, so that the next wait is for the next mail.
    _ = try await connection.listing(after: .max - 1)
    return instant
  }

  func settle() async throws { try await Task.sleep(for: Self.settling) }

  func leave() async { await connection.logout() }
}
