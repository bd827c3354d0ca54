@testable import MIME

/// A field's value as it stands in a mail, with the kinds of damage found in it.
func read(_ value: String) -> HeaderText {
  HeaderText.decoded(Array(value.utf8).span, fallback: .windows1252)
}
func read(_ value: [UInt8]) -> HeaderText { HeaderText.decoded(value.span, fallback: .windows1252) }
func list(_ value: String) -> AddressList { AddressList(Array(value.utf8).span) }
func parameters(_ value: String) -> ParameterizedValue {
  ParameterizedValue(Array(value.utf8).span)
}
func date(_ value: String) -> (date: MailDate, damage: [Damage.Kind])? {
  DateReader.read(Array(value.utf8).span)
}

extension AddressList {
  /// Each as `name|address`.
  var lines: [String] { addresses.map { "\($0.name)|\($0.address)" } }
}
