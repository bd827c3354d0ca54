import Steps
import TestKit

@testable import Wire

/// A plain connection to a scripted provider.
func connect(
  to server: ScriptedIMAPServer, timeouts: Timeouts = brief, steps: StepCounter = StepCounter()
) async throws -> IMAPConnection {
  try await IMAPConnection.connect(
    to: Endpoint(url: "imap://127.0.0.1:\(server.port)", plainText: true),
    login: Login(user: "ann", password: "secret"), timeouts: timeouts, steps: steps, logger: quiet)
}

/// A connection to a scripted provider with INBOX open.
func inbox(of server: ScriptedIMAPServer, timeouts: Timeouts = brief) async throws -> IMAPConnection {
  let connection = try await connect(to: server, timeouts: timeouts)
  _ = try await connection.select("INBOX")
  return connection
}

/// A mail that differs from every other by its number.
func numberedMail(_ number: Int, header: [String] = []) -> [UInt8] {
  (["Message-ID: <\(number)@shop.example>", "Subject: order \(number)"] + header + ["", "A001 OK done", "* BYE"])
    .flatMap { octets($0 + "\r\n") }
}

/// Octets without any pattern that a range could hide in.
func patternless(_ count: Int, seed: UInt64) -> [UInt8] {
  var numbers = SplitMix(seed: seed)
  return (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
}
