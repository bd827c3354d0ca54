import MIME
import Testing

@Suite("A mail that comes in pieces is the same mail")
struct StreamTests {
  @Test("Cut anywhere, with LF or CRLF, a mail gives the same fields, parts, words and damage", arguments: Samples.all)
  func pieces(sample: Samples.Sample) {
    for lineEnd in ["\n", "\r\n", "\r"] {
      let raw = sample.bytes(lineEnd: lineEnd)
      let whole = Message(parsing: raw)
      for size in [1, 3, 64, 1_000] {
        let streamed = stream(raw, by: size)
        #expect(Told(streamed) == Told(whole), "\(sample.name), line end \(Array(lineEnd.utf8)), pieces of \(size)")
      }
    }
  }

  @Test("The copies of a mail with LF and with CRLF have the same tree", arguments: Samples.all)
  func lineEnds(sample: Samples.Sample) {
    let one = Message(parsing: sample.bytes(lineEnd: "\n"))
    let other = Message(parsing: sample.bytes(lineEnd: "\r\n"))
    #expect(one.parts.map(\.path) == other.parts.map(\.path))
    #expect(one.parts.map(\.type) == other.parts.map(\.type))
    #expect(one.parts.map(\.filename) == other.parts.map(\.filename))
    #expect(one.headers.map(\.value) == other.headers.map(\.value))
    #expect(one.text == other.text)
    #expect(one.segments == other.segments)
    #expect(one.damage.map(\.kind) == other.damage.map(\.kind))
  }

  @Test("A thousand broken mails are the same in pieces")
  func broken() {
    var generator = SeededGenerator(seed: 20_261_122)
    for round in 0..<1_000 {
      guard let sample = Samples.all.randomElement(using: &generator) else { return }
      let raw = broken(sample.bytes(lineEnd: round % 2 == 0 ? "\n" : "\r\n"), using: &generator)
      let size = Int.random(in: 1...200, using: &generator)
      #expect(Told(stream(raw, by: size)) == Told(Message(parsing: raw)), "\(sample.name), round \(round)")
    }
  }

  @Test("An attachment goes by: its place, size and hash are known, and it is decoded in pieces when asked")
  func attachment() throws {
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let head = """
      Subject: the picture
      Content-Type: multipart/mixed; boundary=b

      --b

      Here it is.
      --b
      Content-Type: image/png
      Content-Disposition: attachment; filename=a.png
      Content-Transfer-Encoding: base64


      """
    let raw = Array(head.utf8) + base64(content) + Array("--b--\n".utf8)
    let mail = stream(raw, by: 1_000)
    #expect(mail.raw.count < 1_000)
    #expect(mail.text == "Here it is.")
    let part = try #require(mail.parts.last)
    #expect(!mail.holdsContent(of: part))
    #expect(mail.content(of: part).isEmpty)
    let digest = try #require(mail.digest(of: part))
    #expect(digest.size == content.count)
    #expect(digest.sha256 == SHA256.hash(content))
    var decoder = PartDecoder(part)
    var decoded: [UInt8] = []
    for start in stride(from: part.bodyRange.lowerBound, to: part.bodyRange.upperBound, by: 777) {
      let piece = Array(raw[start..<min(start + 777, part.bodyRange.upperBound)])
      decoder.append(piece.span, to: &decoded)
    }
    decoder.finish(into: &decoded)
    #expect(decoded == content)
  }

  @Test("What follows the last part is not kept, nor is a header that never ends")
  func bounded() {
    let epilogue = Array("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b--\n".utf8)
    let long = stream(epilogue + [UInt8](repeating: 0x78, count: 1 << 20), by: 4_096)
    #expect(long.raw.count < 100)
    #expect(long.text == "hi")
    let attached = Array("Content-Type: application/zip\n\n".utf8) + [UInt8](repeating: 0x78, count: 1 << 20)
    let zip = stream(attached, by: 4_096)
    #expect(zip.raw.count < 100)
    #expect(zip.parts.map { zip.digest(of: $0)?.size } == [1 << 20])
  }

  private func stream(_ raw: [UInt8], by size: Int) -> Message {
    var reader = MessageReader()
    for start in stride(from: 0, to: raw.count, by: size) {
      reader.append(Array(raw[start..<min(start + size, raw.count)]))
    }
    return reader.finish()
  }

  private func broken(_ raw: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var raw = raw
    for _ in 0..<Int.random(in: 1...4, using: &generator) where raw.count > 10 {
      let place = Int.random(in: 0..<raw.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: raw.remove(at: place)
      case 1: raw.insert(raw[Int.random(in: 0..<raw.count, using: &generator)], at: place)
      case 2: raw[place] = UInt8.random(in: 0...255, using: &generator)
      case 3: raw.removeSubrange(place..<min(raw.count, place + Int.random(in: 0...60, using: &generator)))
      default:
        let end = min(raw.count, place + Int.random(in: 0...60, using: &generator))
        raw.insert(contentsOf: raw[place..<end], at: Int.random(in: 0...raw.count, using: &generator))
      }
    }
    return raw
  }
}

/// All that a message tells, to compare two readings of it.
private struct Told: Equatable {
  let headers: [String]
  let parts: [Part]
  let partHeaders: [[String]]
  let digests: [ContentDigest?]
  let text: String
  let segments: [Segment]
  let damage: [Damage]
  let envelope: [String]

  init(_ mail: Message) {
    func told(_ field: HeaderField) -> String { "\(field.name): \(field.value) | \(field.rawValue) @\(field.range)" }
    headers = mail.headers.map(told)
    parts = mail.parts
    partHeaders = mail.parts.map { mail.headers(of: $0).map(told) }
    digests = mail.parts.map { mail.digest(of: $0) }
    text = mail.text
    segments = mail.segments
    damage = mail.damage
    envelope =
      (mail.from + mail.to + mail.cc + mail.replyTo).map { "\($0.name) <\($0.address)>" } + [
        mail.subject, mail.messageID ?? "", mail.date?.rfc3339 ?? "",
      ] + mail.references + mail.inReplyTo
  }
}
