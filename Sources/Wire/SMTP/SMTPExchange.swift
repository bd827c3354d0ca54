internal import Steps

/// One mail on its way to the server, in two steps: everything but the dot, and the dot.
struct SMTPExchange {
  /// Octets of the text sent at once: some TLS records.
  private static let blockSize = 64 * 1024

  private let conversation: SMTPConversation
  private let timeouts: Timeouts
  private let steps: StepCounter
  /// What the server said to each recipient so far.
  private(set) var answers: [RecipientReply] = []

  init(_ conversation: SMTPConversation, _ timeouts: Timeouts, _ steps: StepCounter) {
    self.conversation = conversation
    self.timeouts = timeouts
    self.steps = steps
  }

  /// Sends everything but the dot; an outcome where it ends here, nil where the server waits for the dot.
  mutating func offer(from: String, to addresses: [String], id: String?, bytes: [UInt8]) -> SMTPOutcome? {
    do throws(SubmissionFault) {
      let isEightBit = bytes.contains { $0 >= 0x80 }
      let envelope = try Envelope(
        from: from, to: addresses, id: id, size: bytes.count, isEightBit: isEightBit,
        isInternational: isEightBit && Self.header(of: bytes).contains { $0 >= 0x80 },
        extensions: conversation.extensions)
      let stuffed = try DotStuffing.stuff(bytes)
      if let limit = conversation.sizeLimit, bytes.count > limit { return .tooLarge(size: bytes.count, limit: limit) }
      do throws(WireError) {
        return try dialogue(envelope, stuffed)
      } catch {
        return .lostBeforeDot(error, recipients: answers)
      }
    } catch {
      return .unsendable(error)
    }
  }

  /// The octets before the first empty line; all where there is none.
  private static func header(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let end = bytes.indices.first { bytes[$0...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) }
    return bytes[..<(end ?? bytes.endIndex)]
  }

  /// Sends the dot and reads the answer. From the first octet on, a broken line means that nobody knows.
  func finish() -> SMTPOutcome {
    do throws(WireError) {
      // The caller took its time: the server may have left or refused meanwhile, and then no dot goes out.
      if let reply = try conversation.unasked(.dot) { return refusedInBody(reply) }
    } catch {
      return .lostBeforeDot(error, recipients: answers)
    }
    do throws(WireError) {
      try conversation.transmit(octets(".\r\n"), .dot, "smtp.dot.send")
      steps.pass("smtp.dot.sent")
      let reply = try conversation.reply(.dot, timeouts.smtpDot)
      switch reply.verdict {
      case .accepted where reply.code < 300: return .accepted(reply, recipients: answers)
      case .accepted:
        return .lostAfterDot(malformed(.dot))
      case .later, .never: return .refused(reply, at: .dot, recipients: answers)
      }
    } catch {
      return .lostAfterDot(error)
    }
  }

  private mutating func dialogue(_ envelope: Envelope, _ stuffed: [UInt8]) throws(WireError) -> SMTPOutcome? {
    if let reply = try conversation.unasked(.mail) {
      conversation.fail(.closed(place: conversation.place, during: .mail, farewell: reply.text))
      return .refused(reply, at: .sender, recipients: [])
    }
    let sender = try conversation.command(envelope.mailCommand, .mail)
    guard sender.code / 100 == 2 else { return try refused(sender, at: .sender) }
    for address in envelope.to {
      let reply = try conversation.command(envelope.recipientCommand(address), .recipient)
      // 3yz is neither yes nor no.
      guard reply.verdict != .accepted || reply.code < 300 else { throw malformed(.recipient) }
      answers.append(RecipientReply(address: address.text, reply: reply))
      if reply.code == 421 { return .refused(reply, at: .recipients, recipients: answers) }
    }
    guard answers.contains(where: { $0.verdict == .accepted }) else {
      let telling = answers.first { $0.verdict == .later } ?? answers.first
      guard let telling else { return .unsendable(.noRecipients) }
      return try refused(telling.reply, at: .recipients)
    }
    let go = try conversation.command("DATA", .data, patience: timeouts.smtpData)
    guard go.code == 354 else {
      // A 2yz here is neither yes nor no; nothing of the mail may follow.
      if go.verdict == .accepted { throw malformed(.data) }
      return try refused(go, at: .data)
    }
    var rest = stuffed[...]
    while !rest.isEmpty {
      try conversation.transmit(Array(rest.prefix(Self.blockSize)), .body, "smtp.send")
      rest = rest.dropFirst(Self.blockSize)
    }
    if let reply = try conversation.unasked(.body) { return refusedInBody(reply) }
    return nil
  }

  /// The end of a mail that the server refused: the connection stays good for another if it takes RSET.
  private func refused(_ reply: SMTPReply, at stage: SMTPStage) throws(WireError) -> SMTPOutcome {
    if reply.verdict == .accepted { throw malformed(.mail) }
    // How RSET goes changes nothing for this mail; a broken line shows at the next one.
    if reply.code != 421 { _ = try? conversation.command("RSET", .reset) }
    return .refused(reply, at: stage, recipients: answers)
  }

  /// A refusal in the midst of the text: there is no way back to commands but a new connection.
  private func refusedInBody(_ reply: SMTPReply) -> SMTPOutcome {
    conversation.fail(.closed(place: conversation.place, during: .body, farewell: reply.text))
    return .refused(reply, at: .body, recipients: answers)
  }

  private func malformed(_ activity: WireError.Activity) -> WireError {
    conversation.fail(.protocolViolation(place: conversation.place, during: activity, .malformedReply))
  }
}
