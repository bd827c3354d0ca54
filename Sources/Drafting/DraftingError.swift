/// Why there is no draft. Never carries a customer's words.
public enum DraftingError: Error, Hashable, Sendable {
  /// The template needs a name that this mail does not give.
  case missingName(String, template: String)
  /// No template of that name; `nearest` is the one that was probably meant.
  case unknownTemplate(String, nearest: String?)
  /// The template is for thanks, and a reply was wanted.
  case notForReplies(String)
}

extension DraftingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingName(let name, let template):
      "template \(template) needs \(name), which this mail does not give. "
        + "Choose another template, or write the reply yourself."
    case .unknownTemplate(let name, let nearest):
      "there is no template \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ". Choose one that exists.")
    case .notForReplies(let template):
      "template \(template) thanks customers for what they raised and cannot answer a mail. Choose another template."
    }
  }
}
