import Foundation
import Logging
import Steps
import TestKit

@testable import Wire

/// A logger that says nothing.
let quiet = Logger(label: "wire.tests") { _ in SwiftLogNoOpLogHandler() }

/// Long enough for a busy machine, short enough for a test that waits for it to end.
let brief = Timeouts(atMost: .seconds(60))

/// The text's octets, with a CRLF after each line.
func crlf(_ lines: String...) -> [UInt8] { lines.flatMap { Array(($0 + "\r\n").utf8) } }

/// A plain connection to a scripted IMAP server.
func connect(
  to server: ScriptedServer, timeouts: Timeouts = brief, steps: StepCounter = StepCounter()
) async throws -> IMAPConnection {
  try await IMAPConnection.connect(
    to: Endpoint(url: "imap://127.0.0.1:\(server.port)", plainText: true),
    login: Login(user: "ann", password: "secret"), timeouts: timeouts, steps: steps, logger: quiet)
}

/// A plain connection to a scripted submission server.
func connect(
  to server: ScriptedSMTPServer, timeouts: Timeouts = brief, steps: StepCounter = StepCounter()
) async throws -> SMTPConnection {
  try await SMTPConnection.connect(
    to: Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true),
    login: nil, name: "desk.example", timeouts: timeouts, steps: steps, logger: quiet)
}

/// What parsing gives for `bytes` handed over in pieces of `size`.
func responses(_ bytes: [UInt8], inPiecesOf size: Int) throws -> [IMAPResponse] {
  var parser = IMAPResponseParser()
  var found: [IMAPResponse] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    found += try parser.parse(Array(rest.prefix(size)))
    rest = rest.dropFirst(size)
  }
  return found
}

/// How many cases of a property are tried: `HEARD_PROPERTY_CASES`, else so many as an ordinary run has time for.
func propertyCases(_ usual: Int) -> Int {
  ProcessInfo.processInfo.environment["HEARD_PROPERTY_CASES"].flatMap { Int($0) } ?? usual
}
