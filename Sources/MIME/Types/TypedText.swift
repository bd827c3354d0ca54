/// The readers of dates, parameters and charsets, as the types with rules need them.
enum TypedText {
  /// Nil where `value` is no date.
  static func date(_ value: [UInt8]) -> MailDate? {
    DateReader.read(value.span)?.date
  }

  /// - Parameter value: of a Content-Type field, unfolded.
  static func parameters(_ value: [UInt8]) -> ParameterizedValue { ParameterizedValue(value.span) }

  /// `bytes` as UTF-8 by the charset called `label`; without a label UTF-8 where it can be, else windows-1252.
  static func utf8(_ bytes: ArraySlice<UInt8>, label: String?) -> [UInt8] {
    (label.map { Charset(label: $0) } ?? .ascii).decode(bytes).bytes
  }
}
