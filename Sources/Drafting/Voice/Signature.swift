/// The end of a mail: a closing and the first name of the person who approved it.
public enum Signature {
  /// The whole text as it is sent: body, closing, first name, and the mailbox's name where it has one.
  ///
  /// - Parameters:
  ///   - text: a draft's text.
  ///   - firstName: of the person who approves; never chosen by a setting.
  ///   - name: what stands under the first name: `Blossom Parcels`.
  public static func signed(_ text: String, firstName: String, mailbox name: String?) -> String {
    let body = String(text.prefix(upTo: text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex))
    let lines = [OneLine.clean(firstName, longest: longestName), OneLine.clean(name ?? "", longest: longestName)]
    return body + "\n\n" + closing + "\n" + lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  /// Stands before the first name.
  static let closing = "Kind regards,"

  /// Unicode scalars. Both come from our own settings; a longer one is a slip.
  private static let longestName = 80
}
