/// One header field (RFC 5322, 2.2): a view on the bytes of its message, decoded when it is asked.
public struct HeaderField: Sendable {
  let bytes: [UInt8]
  let nameRange: Range<Int>
  let valueRange: Range<Int>
  /// The whole field, name to the end of its last line, as byte offsets in the raw message.
  public let range: Range<Int>
  let fallback: Charset

  /// The name as written.
  public var name: String { bytes.span.text(in: nameRange) }

  /// The value, unfolded and with encoded words decoded (RFC 2047); control characters replaced by spaces.
  public var value: String { decoded.text }

  /// The value unfolded but not decoded: what structured fields are read from.
  public var rawValue: String { HeaderText.raw(bytes.span.extracting(valueRange), fallback: fallback) }

  private var decoded: HeaderText { HeaderText.decoded(bytes.span.extracting(valueRange), fallback: fallback) }

  /// What is wrong with its octets.
  var damage: [Damage] { decoded.damage.map { Damage($0, at: range.lowerBound) } }

  /// Whether the field is called `wanted`, in any case of ASCII letters (RFC 5322, 1.2.2).
  func isNamed(_ wanted: String) -> Bool {
    wanted.utf8.count == nameRange.count
      && zip(bytes[nameRange], wanted.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension HeaderField: Hashable {
  public static func == (one: HeaderField, other: HeaderField) -> Bool {
    one.range == other.range && one.bytes[one.nameRange] == other.bytes[other.nameRange]
      && one.bytes[one.valueRange] == other.bytes[other.valueRange]
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(range)
    hasher.combine(bytes[nameRange])
    hasher.combine(bytes[valueRange])
  }
}
