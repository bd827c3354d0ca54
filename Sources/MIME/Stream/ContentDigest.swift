/// The decoded content of a part, by size and hash.
public struct ContentDigest: Hashable, Sendable {
  /// Bytes.
  public let size: Int
  /// SHA-256 (FIPS 180-4), 32 bytes.
  public let sha256: [UInt8]

  /// The hash as 64 lower-case hexadecimal digits.
  public var sha256Text: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: sha256.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  init(of content: [UInt8]) {
    size = content.count
    sha256 = SHA256.hash(content)
  }

  private init(size: Int, sha256: [UInt8]) {
    self.size = size
    self.sha256 = sha256
  }

  /// Digests content while it is decoded in pieces.
  struct Digesting: Sendable {
    private var size = 0
    private var hash = SHA256()

    mutating func take(_ encoded: Span<UInt8>, _ decoder: inout TransferDecoder) {
      var piece: [UInt8] = []
      decoder.append(encoded, to: &piece)
      size += piece.count
      hash.update(piece.span)
    }

    mutating func finish(_ decoder: inout TransferDecoder) -> ContentDigest {
      var piece: [UInt8] = []
      decoder.finish(into: &piece)
      hash.update(piece.span)
      return ContentDigest(size: size + piece.count, sha256: hash.digest())
    }
  }
}

extension Message {
  /// Size and hash of the decoded content of a part; nil for a part of another message.
  public func digest(of part: Part) -> ContentDigest? {
    guard structure.entities.indices.contains(part.entity) else { return nil }
    return digests[part.entity] ?? ContentDigest(of: content(of: part))
  }

  /// Whether the body of `part` is in ``raw``: not so for the attachments of a message that was read from a stream.
  public func holdsContent(of part: Part) -> Bool {
    guard structure.entities.indices.contains(part.entity) else { return false }
    let entity = structure.entities[part.entity]
    return entity.source != nil || !elisions.holds(entity.body)
  }
}
