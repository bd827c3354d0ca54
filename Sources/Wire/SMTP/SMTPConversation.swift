internal import Steps

/// One SMTP command after another over one stream, each answer read before the next (no pipelining). Blocks.
final class SMTPConversation {
  let place: String
  private let stream: ByteStream
  private let steps: StepCounter
  private let timeouts: Timeouts
  private var parser = SMTPReplyParser()
  private var arrived: [SMTPReply] = []
  private var failure: WireError?
  /// Extension keywords in capitals and their parameters, as EHLO told them.
  private(set) var extensions: [String: String] = [:]

  init(stream: ByteStream, timeouts: Timeouts, steps: StepCounter) {
    place = stream.place
    self.stream = stream
    self.timeouts = timeouts
    self.steps = steps
  }

  /// Introduces us again: what the server said before TLS and login counts no more (RFC 3207, 4.2; RFC 4954, 4).
  func hello(_ name: String) throws(WireError) {
    let reply = try command("EHLO \(name)", .ehlo)
    switch reply.verdict {
    case .accepted:
      for line in reply.lines.dropFirst() {
        let words = line.description.split(separator: " ", maxSplits: 1)
        guard let keyword = words.first else { continue }
        extensions[keyword.uppercased()] = words.count > 1 ? String(words[1]) : ""
      }
    case .later, .never:
      throw fail(.refused(place: place, during: .ehlo, reply: reply.text, reply.verdict))
    }
  }

  /// The most octets a mail may have; nil where the server sets no limit (RFC 1870, 4: 0 is none).
  var sizeLimit: Int? {
    guard let limit = extensions["SIZE"].flatMap({ Int($0) }), limit > 0 else { return nil }
    return limit
  }

  /// Sends one line, which holds no CR or LF, and reads its answer.
  func command(
    _ line: String, _ activity: WireError.Activity, patience: Duration? = nil
  ) throws(WireError) -> SMTPReply {
    try transmit(octets(line + "\r\n"), activity, "smtp.send")
    return try reply(activity, patience ?? timeouts.smtpCommand)
  }

  func transmit(_ bytes: [UInt8], _ activity: WireError.Activity, _ step: StaticString) throws(WireError) {
    try checkUsable()
    do throws(WireError) {
      try stream.send(bytes, patience: timeouts.smtpBlock, during: activity, step: step)
    } catch {
      throw fail(error)
    }
  }

  /// The next reply; all of it must have come within `patience`.
  func reply(_ activity: WireError.Activity, _ patience: Duration) throws(WireError) -> SMTPReply {
    try checkUsable()
    let deadline = ContinuousClock.now + patience
    while arrived.isEmpty {
      switch try receive(until: deadline, activity) {
      case .octets(let bytes): try feed(bytes, activity)
      case .timedOut: throw fail(.timedOut(place: place, during: activity, seconds: patience.wholeSeconds))
      case .end, .interrupted: throw fail(.closed(place: place, during: activity, farewell: nil))
      }
    }
    let reply = arrived.removeFirst()
    // 421 at any step: the server is about to close (RFC 5321, 3.8).
    if reply.code == 421 { fail(.closed(place: place, during: activity, farewell: reply.text)) }
    return reply
  }

  /// What the server said or did without being asked: a reply, or nil; throws where it has closed.
  ///
  /// Looked at before each mail and before the dot: a reply too many would be taken for the answer to the next command,
  /// and a mail for accepted that was not.
  func unasked(_ activity: WireError.Activity) throws(WireError) -> SMTPReply? {
    try checkUsable()
    var ended = false
    gather: while !ended {
      switch try receive(until: ContinuousClock.now, activity) {
      case .octets(let bytes): try feed(bytes, activity)
      case .end: ended = true
      case .timedOut, .interrupted: break gather
      }
    }
    if let reply = arrived.first, reply.verdict != .accepted { return reply }
    if !arrived.isEmpty || parser.isInsideReply {
      throw fail(.protocolViolation(place: place, during: activity, .unasked))
    }
    if ended { throw fail(.closed(place: place, during: activity, farewell: nil)) }
    return nil
  }

  /// Remembers why nothing more can be said, and shuts the stream without a word: not even QUIT may follow.
  @discardableResult
  func fail(_ error: WireError) -> WireError {
    if failure == nil {
      failure = error
      stream.drop()
    }
    return error
  }

  private func checkUsable() throws(WireError) {
    if let failure { throw failure }
  }

  private func feed(_ bytes: [UInt8], _ activity: WireError.Activity) throws(WireError) {
    do throws(Violation) {
      arrived.append(contentsOf: try parser.parse(bytes))
    } catch {
      throw fail(.protocolViolation(place: place, during: activity, error))
    }
  }

  private func receive(
    until deadline: ContinuousClock.Instant, _ activity: WireError.Activity
  ) throws(WireError) -> ByteStream.Arrival {
    do throws(WireError) {
      return try stream.receive(until: deadline, during: activity)
    } catch {
      throw fail(error)
    }
  }
}
