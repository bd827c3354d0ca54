/// How far an approved mail has come: as a whole, and with each recipient.
public struct OutboxProgress: Hashable, Sendable {
  public let state: OutboxState
  /// At least one; the addresses differ.
  public let recipients: [Recipient]

  public init(_ state: OutboxState, _ recipients: [Recipient]) {
    self.state = state
    self.recipients = recipients
  }

  /// Those to whom the next attempt goes.
  public var open: [Recipient] { recipients.filter(\.state.isOpen) }

  /// Whether some recipient has it for certain: then it was sent, whatever becomes of the others.
  public var hasArrived: Bool { has(.accepted) }

  private func has(_ name: RecipientState.Name) -> Bool { recipients.contains { $0.state.name == name } }

  /// Whether the whole and the recipients tell the same story; the store refuses to write down another.
  public var isConsistent: Bool {
    guard !recipients.isEmpty, Set(recipients.map(\.address)).count == recipients.count else { return false }
    guard has(.dotPending) == (state.name == .dotPending), has(.uncertain) == (state.name == .uncertain) else {
      return false
    }
    switch state {
    case .queued, .sending, .deferred: return !open.isEmpty
    case .dotPending, .uncertain: return true
    case .failed: return open.isEmpty && has(.refused)
    case .sent: return open.isEmpty && hasArrived && !has(.refused)
    case .withdrawn: return open.isEmpty && !hasArrived
    }
  }

  /// Each recipient as `change` makes it; nil leaves it as it is.
  func changing(_ change: (Recipient) -> RecipientState?) -> [Recipient] {
    recipients.map { recipient in change(recipient).map(recipient.becoming) ?? recipient }
  }

  /// Every open recipient put into `state`, whatever else is known of it.
  func opening(into state: RecipientState) -> [Recipient] { changing { $0.state.isOpen ? state : nil } }
}
