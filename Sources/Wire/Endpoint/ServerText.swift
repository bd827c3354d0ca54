/// A few words of a server's answer, made safe to print: printable ASCII only, and short.
public struct ServerText: Hashable, Sendable, CustomStringConvertible {
  /// Enough for a reply code, a reason and a queue id; a screen line or two.
  public static let maxLength = 200

  public let description: String

  /// Controls and octets outside ASCII become `?`; what is over ``maxLength`` characters is cut off.
  public init(_ octets: some Sequence<UInt8>) {
    description = printable(octets.prefix(Self.maxLength))
  }
}

/// A server's word of any length, with `?` for every octet that is not printable ASCII.
func printable(_ octets: some Sequence<UInt8>) -> String {
  var text = ""
  for octet in octets { text.unicodeScalars.append(isPrintableASCII(octet) ? Unicode.Scalar(octet) : "?") }
  return text
}
