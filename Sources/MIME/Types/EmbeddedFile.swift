/// A file that stands inside of a part: in a TNEF stream, or uuencoded in the text.
public struct EmbeddedFile: Hashable, Sendable {
  /// The name its sender gave it, path stripped and controls replaced. Never a path to write to.
  public let name: String?
  /// Lower-case media type, `application/octet-stream` where none is given.
  public let type: String
  /// Content-ID without angle brackets, of images that HTML shows.
  public let contentID: String?
  /// Its content, decoded.
  public let bytes: [UInt8]

  public init(name: String?, type: String, contentID: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.contentID = contentID
    self.bytes = bytes
  }
}
