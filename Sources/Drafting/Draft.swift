public import Claims

/// A proposed reply: one text, its asks, and the template it came from.
///
/// The text is the body without signature; ``Signature`` adds the approver's first name. Line ends are `\n`.
public struct Draft: Hashable, Sendable {
  public let text: String
  /// Asks that the template declared and that are still in the text; asks an agent typed are found by the gate.
  public let asks: [Ask]
  /// The template's name; nil for a text that an agent wrote.
  public let template: String?

  public init(text: String, asks: [Ask], template: String?) {
    self.text = text
    self.asks = asks
    self.template = template
  }
}

// A draft quotes its customer; ``text`` is the deliberate door.
extension Draft: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String {
    "draft of \(text.utf8.count) bytes by template \(template ?? "none"), \(asks.count) asks (words withheld)"
  }
  public var debugDescription: String { description }
}
