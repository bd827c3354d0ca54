import Claims
import Desk
import Drafting
import Gate
import MIME
import Store
import Worker

/// Shows a mail with its claims marked, its draft, what the gate says, and what to do next.
struct MailScreen {
  let screen: Screen
  let json: Bool
  /// First name of the person at the terminal, who would sign; nil where settings do not name them.
  let signer: String?
  /// The team's name under the signature.
  var team: String

  func show(_ desk: DraftOnDesk, outbox: OutboxRecord?) throws {
    if json {
      try screen.json(DraftObject(desk, outbox: outbox, signed: signed(desk)))
      return
    }
    head(desk.messageRecord, target: desk.target)
    screen.line()
    marked(desk.message, desk.claims)
    screen.line()
    list(desk.claims)
    screen.line()
    draft(desk, outbox: outbox)
  }

  func show(_ record: MessageRecord, raw: [UInt8], claims: [Claim]) throws {
    let message = Message(parsing: raw)
    if json {
      try screen.json(MessageObject(record, message, claims))
      return
    }
    head(record, target: nil)
    screen.line()
    marked(message, claims)
    if !claims.isEmpty {
      screen.line()
      list(claims)
    }
    screen.line()
    screen.line("No draft: \(Self.whyNoDraft(record)).", .dim)
  }

  private static func whyNoDraft(_ record: MessageRecord) -> String {
    guard let classification = record.classification else { return "not read yet" }
    return classification.mailClass == .human ? "it names nobody to answer" : classification.reason
  }

  func show(_ record: OutboxRecord) throws {
    if json {
      try screen.json(OutboxObject(record))
      return
    }
    screen.line("\(record.id)  \(record.state.name.rawValue)  \(record.state.explanation)", .bold)
    screen.line("Approved  \(record.draft) revision \(record.revision) by \(record.approvedBy.firstName), "
      + Moment.short(record.approvedAt))
    for recipient in record.recipients {
      // Where there is one, what is known of it is what is known of the mail.
      let known = record.recipients.count > 1 ? "  \(recipient.state.explanation)" : ""
      screen.line("To        \(recipient.address)\(known)")
    }
    screen.line()
    screen.block(String(decoding: record.bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
  }

  private func head(_ record: MessageRecord, target: ReplyTarget?) {
    screen.line("\(record.id)  \(record.subject.isEmpty ? "(no subject)" : record.subject)", .bold)
    if let from = record.from {
      let name = from.name.isEmpty ? "" : "\(from.name) "
      screen.line("From      \(name)<\(from.address)>  (unverified)")
      if from.name.contains("@") { screen.line("          the name holds an address that is not the sender's", .yellow) }
    } else {
      screen.line("From      nobody", .yellow)
    }
    if let target, let from = target.differsFrom {
      screen.line("Reply-To  \(target.address.address): another domain than \(from)", .yellow)
    }
    if let sent = record.sentAt { screen.line("Date      \(Moment.short(sent))") }
    if let classification = record.classification {
      screen.line("Class     \(classification.mailClass.rawValue) (\(classification.reason))")
    }
    if let conversation = record.conversation {
      screen.line("Thread    \(conversation), \(record.evidence?.explanation ?? "")")
    }
    if !record.damage.isEmpty { screen.line("Damage    \(record.damageWords.joined(separator: "; "))", .yellow) }
  }

  /// The readable text with each claim in brackets behind its kind.
  private func marked(_ message: Message, _ claims: [Claim]) {
    let text = Array(message.text.utf8)
    var marks: [(offset: Int, order: Int, text: String)] = []
    for claim in Self.outermost(claims.filter { $0.source.countsInText && $0.span.upperBound <= text.count }) {
      marks.append((claim.span.lowerBound, 1, "[\(claim.kind.rawValue): "))
      marks.append((claim.span.upperBound, 0, "]"))
    }
    marks.sort { ($0.offset, $0.order) < ($1.offset, $1.order) }
    var output: [UInt8] = []
    var position = 0
    for mark in marks {
      output += text[position..<mark.offset]
      output += Array(mark.text.utf8)
      position = mark.offset
    }
    output += text[position...]
    screen.block(String(decoding: output, as: UTF8.self), indent: "  | ")
  }

  /// Claims that do not overlap one before them: brackets in brackets cannot be read.
  private static func outermost(_ claims: [Claim]) -> [Claim] {
    var end = 0
    return claims.sorted { ($0.span.lowerBound, -$0.span.upperBound) < ($1.span.lowerBound, -$1.span.upperBound) }
      .filter { claim in
        guard claim.span.lowerBound >= end else { return false }
        end = claim.span.upperBound
        return true
      }
  }

  private func list(_ claims: [Claim]) {
    guard !claims.isEmpty else {
      screen.line("No claims found.", .dim)
      return
    }
    screen.line("What they already said", .bold)
    for claim in claims {
      screen.pieces([
        ("  \(TextWidth.fitted(claim.kind.rawValue, to: 10)) ", .cyan), ("\"\(claim.quote)\"", nil),
        ("  \(claim.key), in \(claim.source.rawValue)\(claim.around)", .dim),
      ])
    }
  }

  private func draft(_ desk: DraftOnDesk, outbox: OutboxRecord?) {
    let record = desk.record
    let template = record.newest.draft.template.map { "template \($0)" } ?? "no template"
    let author = record.newest.author.map { ", edited by \($0.firstName)" } ?? ""
    screen.line("\(record.id)  \(record.state.rawValue), revision \(record.newest.number), \(template)\(author)", .bold)
    if let note = record.note { screen.line("  \(note)", .yellow) }
    if let target = desk.target { screen.line("  To \(target.address.address)", .dim) }
    screen.line()
    screen.block(signed(desk))
    screen.line()
    if let outbox {
      screen.line("\(outbox.id)  \(outbox.state.name.rawValue)  \(outbox.state.explanation)", .bold)
      return
    }
    guard record.state == .proposed else { return }
    GateScreen(screen: screen).show(desk.verdict.objections, warnings: desk.verdict.warnings)
    let next =
      desk.verdict.objections.isEmpty
      ? "heard approve \(record.id)\(revision(record))  |  heard edit \(record.id)  |  heard reject \(record.id) --why TEXT"
      : "heard edit \(record.id)  |  heard approve \(record.id) --anyway REASON  |  heard reject \(record.id) --why TEXT"
    screen.line("Next: \(next)", .dim)
  }

  /// Says which revision was read, where a person wrote it.
  private func revision(_ record: DraftRecord) -> String {
    record.newest.author == nil ? "" : " --revision \(record.newest.number)"
  }

  /// The text as it would leave: signed by the person at the terminal.
  private func signed(_ desk: DraftOnDesk) -> String {
    Signature.signed(desk.record.newest.draft.text, firstName: signer ?? "(your first name)", mailbox: team)
  }
}

/// Shows objections: what the draft asks, and where it was answered.
struct GateScreen {
  let screen: Screen

  func show(_ objections: [Objection], warnings: [Objection] = []) {
    guard !objections.isEmpty else {
      screen.line("Gate: clear. It asks for nothing they have already done or said.", .green)
      for warning in warnings {
        screen.line("  Look again: it asks \"\(warning.ask.quote)\", with a difference,", .yellow)
        screen.line("  and they   \"\(warning.answer.claim.quote)\"  (\(place(of: warning)))")
      }
      return
    }
    screen.line("Gate: refused. It asks for what they have already answered:", .red)
    for objection in objections {
      screen.line("  asks     \"\(objection.ask.quote)\"")
      screen.line("  but they \"\(objection.answer.claim.quote)\"  (\(place(of: objection)))")
      screen.line("  instead  \(objection.acknowledgement)", .dim)
    }
  }

  /// `m1, 3 May 09:30`
  private func place(of objection: Objection) -> String {
    let message = StoredMessageID(objection.answer.message).description
    return objection.answer.date > 0 ? "\(message), \(Moment.short(objection.answer.date))" : message
  }
}

extension ClaimSource {
  /// Whether the span counts in the readable text.
  var countsInText: Bool {
    switch self {
    case .own, .signature, .form, .table, .forwarded, .quoted: true
    case .subject, .attachment, .header: false
    }
  }
}

extension ThreadingEvidence {
  var explanation: String {
    switch self {
    case .new: "cites nothing known"
    case .cited: "cites a message of this conversation"
    case .citedByStranger: "cites a conversation its sender has no part in; kept apart"
    case .bounceOfOurs: "returns a mail of ours"
    }
  }
}

extension OutboxState {
  /// What it means for the agent.
  var explanation: String {
    switch self {
    case .queued(let attempt): attempt == 0 ? "waits for its turn" : "waits for its turn again"
    case .sending: "is being sent"
    case .dotPending: "is being sent; the server's answer is awaited"
    case .sent(let at, let reply): "\(Moment.short(at)); \(reply.first?.isNumber == true ? "the server said: " : "")\(reply)"
    case .deferred(let attempt, let notBefore, let reply):
      attempt == 0 ? "waits for the server: \(reply)"
        : "after \(attempt == 1 ? "1 try" : "\(attempt) tries"), next \(Moment.short(notBefore)): \(reply)"
    case .failed(_, let reply): "a person must decide: \(reply)"
    case .uncertain(_, let reply):
      "the customer may or may not have it (\(reply)); look in their answer or in Sent, then heard outbox resolve"
    case .withdrawn(_, let why): why
    }
  }
}

extension RecipientState {
  /// What it means for the agent, beside the address.
  var explanation: String {
    switch self {
    case .pending: "waits"
    case .dotPending: "is being sent"
    case .accepted(let reply): "has it (\(reply))"
    case .deferred(let reply): "is tried again (\(reply))"
    case .refused(let reply): "refused (\(reply))"
    case .uncertain: "may or may not have it"
    case .withdrawn(let why): "gets nothing: \(why)"
    }
  }
}
