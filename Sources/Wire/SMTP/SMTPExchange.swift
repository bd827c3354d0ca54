internal import Steps

/// One mail on its way to the server, in two steps: everything but the dot, and the dot.
struct SMTPExchange {
  /// Octets of the text sent at once: some TLS records.
  private static let blockSize = 64 * 1024

  private let conversation: SMTPConversation
  private let timeouts: Timeouts
  private let steps: StepCounter
  private var recipients: [RecipientReply] = []

  init(_ conversation: SMTPConversation, _ timeouts: Timeouts, _ steps: StepCounter) {
    self.conversation = conversation
    self.timeouts = timeouts
    self.steps = steps
  }

  /// Sends everything but the dot; an outcome where it ends here, nil where the server waits for the dot.
  mutating func offer(from: String, to addresses: [String], bytes: [UInt8]) -> SMTPOutcome? {
    do throws(SubmissionFault) {
      let envelope = try Envelope(from: from, to: addresses)
      let stuffed = try DotStuffing.stuff(bytes)
      let isEightBit = bytes.contains { $0 >= 0x80 }
      if isEightBit, conversation.extensions["8BITMIME"] == nil { throw .eightBit }
      if let limit = conversation.sizeLimit, bytes.count > limit { return .tooLarge(limit: limit) }
      var parameters = ""
      if conversation.extensions["SIZE"] != nil { parameters += " SIZE=\(bytes.count)" }
      if isEightBit { parameters += " BODY=8BITMIME" }
      do throws(WireError) {
        return try dialogue(envelope, parameters, stuffed)
      } catch {
        return .lostBeforeDot(error)
      }
    } catch {
      return .unsendable(error)
    }
  }

  /// Sends the dot and reads the answer. From the first octet on, a broken line means that nobody knows.
  func finish() -> SMTPOutcome {
    do throws(WireError) {
      // The caller took its time: the server may have left or refused meanwhile, and then no dot goes out.
      if let reply = try conversation.unasked(.dot) { return refusedInBody(reply) }
    } catch {
      return .lostBeforeDot(error)
    }
    do throws(WireError) {
      try conversation.transmit(octets(".\r\n"), .dot, "smtp.dot.send")
      steps.pass("smtp.dot.sent")
      let reply = try conversation.reply(.dot, timeouts.smtpDot)
      switch reply.verdict {
      case .accepted where reply.code < 300: return .accepted(reply, recipients: recipients)
      case .accepted:
        return .lostAfterDot(
          conversation.fail(.protocolViolation(place: conversation.place, during: .dot, .malformedReply)))
      case .later, .never: return .refused(reply, at: .dot, recipients: recipients)
      }
    } catch {
      return .lostAfterDot(error)
    }
  }

  private mutating func dialogue(
    _ envelope: Envelope, _ parameters: String, _ stuffed: [UInt8]
  ) throws(WireError) -> SMTPOutcome? {
    if let reply = try conversation.unasked(.mail) {
      conversation.fail(.closed(place: conversation.place, during: .mail, farewell: reply.text))
      return .refused(reply, at: .sender, recipients: [])
    }
    let sender = try conversation.command("MAIL FROM:<\(envelope.from.text)>\(parameters)", .mail)
    guard sender.code / 100 == 2 else { return try refused(sender, at: .sender) }
    for address in envelope.to {
      let reply = try conversation.command("RCPT TO:<\(address.text)>", .recipient)
      recipients.append(RecipientReply(address: address.text, reply: reply))
      if reply.code == 421 { return .refused(reply, at: .recipients, recipients: recipients) }
    }
    guard recipients.contains(where: { $0.reply.code / 100 == 2 }) else {
      let telling = recipients.first { $0.verdict == .later } ?? recipients.first
      guard let telling else { return .unsendable(.noRecipients) }
      return try refused(telling.reply, at: .recipients)
    }
    let go = try conversation.command("DATA", .data, patience: timeouts.smtpData)
    guard go.code == 354 else {
      // A 2yz here is neither yes nor no; nothing of the mail may follow.
      if go.verdict == .accepted {
        throw conversation.fail(.protocolViolation(place: conversation.place, during: .data, .malformedReply))
      }
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
    if reply.verdict == .accepted {
      throw conversation.fail(.protocolViolation(place: conversation.place, during: .mail, .malformedReply))
    }
    // How RSET goes changes nothing for this mail; a broken line shows at the next one.
    if reply.code != 421 { _ = try? conversation.command("RSET", .reset) }
    return .refused(reply, at: stage, recipients: recipients)
  }

  /// A refusal in the midst of the text: there is no way back to commands but a new connection.
  private func refusedInBody(_ reply: SMTPReply) -> SMTPOutcome {
    conversation.fail(.closed(place: conversation.place, during: .body, farewell: reply.text))
    return .refused(reply, at: .body, recipients: recipients)
  }
}

/// Sender and recipients, checked.
private struct Envelope {
  let from: EnvelopeAddress
  let to: [EnvelopeAddress]

  init(from: String, to addresses: [String]) throws(SubmissionFault) {
    guard let from = EnvelopeAddress(from) else { throw .badSender }
    self.from = from
    guard !addresses.isEmpty else { throw .noRecipients }
    var to: [EnvelopeAddress] = []
    for (index, address) in addresses.enumerated() {
      guard let address = EnvelopeAddress(address) else { throw .badRecipient(index: index) }
      to.append(address)
    }
    self.to = to
  }
}
