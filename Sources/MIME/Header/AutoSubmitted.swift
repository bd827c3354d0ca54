/// Whether a machine sent the message by itself (RFC 3834, 5).
public struct AutoSubmitted: Hashable, Sendable {
  /// `no`, `auto-generated`, `auto-replied`, `auto-notified` or what was written, lower-case.
  public let keyword: String
  /// `owner-email` of an automatic notification (RFC 5436, 2.7.1); nil where there is none.
  public let ownerEmail: String?
  /// `owner-token` of an automatic notification; nil where there is none.
  public let ownerToken: String?

  /// False for `no` alone: everything else was sent by a machine and gets no automatic answer (RFC 3834, 2).
  public var isAutomatic: Bool { keyword != "no" }

  /// - Returns: nil for a value without words.
  init?(_ value: Span<UInt8>) {
    let read = ParameterizedValue(value)
    guard let word = read.value.split(separator: " ").first else { return nil }
    keyword = HeaderText.withoutControls(String(word))
    ownerEmail = read["owner-email"]
    ownerToken = read["owner-token"]
  }
}
