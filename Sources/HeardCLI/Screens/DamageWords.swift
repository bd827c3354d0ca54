import MIME
import Store

extension MessageRecord {
  /// What was broken in the mail, in words; a kind of a newer version as it is called there.
  var damageWords: [String] { damage.map { Damage.Kind(rawValue: $0)?.words ?? $0 } }
}
