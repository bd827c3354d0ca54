import Claims
import Desk
import Drafting
import Gate
import MIME
import Store
import Worker

// What --json prints. Keys are stable; each object carries the version of its grammar.

struct ClaimObject: Encodable {
  let kind: String
  let quote: String
  let start: Int
  let end: Int
  let key: String
  let `where`: String
  let rule: String
  let polarity: String
  let doer: String
  let certainty: String
  let day: String?
  let times: Int?

  init(_ claim: Claim) {
    kind = claim.kind.rawValue
    quote = claim.quote
    start = claim.span.lowerBound
    end = claim.span.upperBound
    key = claim.key
    `where` = claim.source.rawValue
    rule = claim.rule
    polarity = claim.circumstances.polarity.rawValue
    doer = claim.circumstances.doer.rawValue
    certainty = claim.circumstances.certainty.rawValue
    day = claim.circumstances.day?.description
    times = claim.circumstances.times
  }
}

struct ObjectionObject: Encodable {
  let ask: String
  let claim: String
  let message: String?
  let askStart: Int
  let askEnd: Int
  let claimStart: Int
  let claimEnd: Int
  let date: String?
  let instead: String

  init(_ objection: Objection) {
    ask = objection.ask.quote
    claim = objection.answer.claim.quote
    (askStart, askEnd) = (objection.ask.span.lowerBound, objection.ask.span.upperBound)
    (claimStart, claimEnd) = (objection.answer.claim.span.lowerBound, objection.answer.claim.span.upperBound)
    date = objection.answer.date > 0 ? Moment.stamp(objection.answer.date) : nil
    instead = objection.acknowledgement
    message = objection.answer.message > 0 ? StoredMessageID(objection.answer.message).description : nil
  }
}

struct MessageObject: Encodable {
  var v = 1
  let message: String
  let state: String
  let from: String
  let subject: String
  let `class`: String?
  let reason: String?
  let conversation: String?
  let evidence: String?
  let text: String
  let claims: [ClaimObject]
  let damage: [String]

  init(_ record: MessageRecord, _ content: Message, _ claims: [Claim]) {
    message = record.id.description
    state = record.state.rawValue
    from = record.from?.address ?? ""
    subject = record.subject
    `class` = record.classification?.mailClass.rawValue
    reason = record.classification?.reason
    conversation = record.conversation?.description
    evidence = record.evidence?.rawValue
    text = content.text
    self.claims = claims.map(ClaimObject.init)
    damage = record.damage
  }
}

struct DraftObject: Encodable {
  var v = 1
  let draft: String
  let kind: String
  let state: String
  let note: String?
  let revision: Int
  let hash: String
  let template: String?
  let author: String?
  let text: String
  let signed: String
  let to: String?
  let objections: [ObjectionObject]
  let warnings: [ObjectionObject]
  let outbox: String?
  let outboxState: String?
  let answers: MessageObject

  init(_ desk: DraftOnDesk, outbox: OutboxRecord?, signed: String) {
    draft = desk.record.id.description
    kind = desk.record.kind.rawValue
    state = desk.record.state.rawValue
    note = desk.record.note
    revision = desk.record.newest.number
    hash = desk.record.newest.hash
    template = desk.record.newest.draft.template
    author = desk.record.newest.author?.firstName
    text = desk.record.newest.draft.text
    self.signed = signed
    to = desk.target?.address.address
    objections = desk.verdict.objections.map(ObjectionObject.init)
    warnings = desk.verdict.warnings.map(ObjectionObject.init)
    self.outbox = outbox?.id.description
    outboxState = outbox?.state.name.rawValue
    answers = MessageObject(desk.messageRecord, desk.message, desk.claims)
  }
}

struct OutboxObject: Encodable {
  struct RecipientLine: Encodable {
    let address: String
    let state: String
    let reply: String?
  }
  var v = 1
  let outbox: String
  let draft: String
  let state: String
  let explanation: String
  let approvedBy: String
  let to: String
  let recipients: [RecipientLine]
  let messageID: String

  init(_ record: OutboxRecord) {
    outbox = record.id.description
    draft = record.draft.description
    state = record.state.name.rawValue
    explanation = record.state.explanation
    approvedBy = record.approvedBy.firstName
    to = record.envelopeTo
    recipients = record.recipients.map {
      RecipientLine(address: $0.address, state: $0.state.name.rawValue, reply: $0.state.reply)
    }
    messageID = record.messageID
  }
}
