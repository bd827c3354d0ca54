/// A word as the tokenizer cuts it out, before anything is known of its grammar.
package struct Piece: Hashable, Sendable {
  /// UTF-8 byte offsets in the text.
  package var span: Range<Int>
  /// The rest of a surface token that began before: `n't` of `don't`.
  package var isContinuation = false
  /// White space, or nothing, stands before it.
  package var hasSpaceBefore: Bool
  /// Line ends between the piece before and this one.
  package var lineEndsBefore: Int
}
