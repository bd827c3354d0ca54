import MIME

/// A composed mail as another program would take it apart: its own small reader, so that a fault of ours in reading
/// does not hide the same fault in writing.
struct WrittenMail {
  struct Field {
    let name: String
    /// Unfolded, without the space behind the colon.
    let value: [UInt8]
    let lines: [[UInt8]]
  }

  let bytes: [UInt8]
  private(set) var fields: [Field] = []
  private(set) var faults: [String] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [[UInt8]] = []
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0 { faults.append("a NUL at \(index)") }
      if byte == 0x0D, index + 1 == bytes.count || bytes[index + 1] != 0x0A { faults.append("a bare CR at \(index)") }
      guard byte == 0x0A else { continue }
      if index == 0 || bytes[index - 1] != 0x0D { faults.append("a bare LF at \(index)") }
      lines.append(Array(bytes[start..<max(start, index - 1)]))
      start = index + 1
    }
    if start != bytes.count { faults.append("no line end at the end") }
    if lines.contains(where: { $0.count > 998 }) { faults.append("a line of more than 998 octets") }
    let header = lines.prefix { !$0.isEmpty }
    if header.count == lines.count { faults.append("no empty line behind the header") }
    if lines.dropFirst(header.count).joined().contains(where: { $0 >= 0x80 }) {
      faults.append("a text that is not 7-bit")
    }
    var open: [[UInt8]] = []
    for line in header {
      if let first = line.first, first != 0x20, first != 0x09 { close(&open) }
      open.append(line)
    }
    close(&open)
  }

  private static let addressFields = ["From", "Sender", "Reply-To", "To", "Cc"]

  private mutating func close(_ lines: inout [[UInt8]]) {
    defer { lines = [] }
    let joined = Array(lines.joined())
    guard let colon = joined.firstIndex(of: 0x3A) else {
      if !lines.isEmpty { faults.append("a header line without a name") }
      return
    }
    // An address may be (RFC 6532), and nothing else.
    let isPlain = joined.allSatisfy { $0 < 0x80 }
    if !isPlain, !Self.addressFields.contains(String(decoding: joined[..<colon], as: UTF8.self)) {
      faults.append("a field that is not 7-bit")
    }
    for line in lines {
      let hasWord = line.indices.dropLast().contains { line[$0] == 0x3D && line[$0 + 1] == 0x3F }
      // An id may look like one; nobody decodes it there.
      if hasWord, line.count > 76, !joined.starts(with: "Message-ID:".utf8) { faults.append("a line of more than 76 octets with an encoded word") }
      // A longer one may only hold what cannot be folded.
      let places = line.drop { $0 == 0x20 }.split(separator: 0x20).count
      if line.count > 78, places > (line.first == 0x20 ? 1 : 2) {
        faults.append("a foldable line of \(line.count) octets")
      }
      if line.allSatisfy({ $0 == 0x20 }) { faults.append("a header line of nothing but spaces") }
    }
    fields.append(
      Field(
        name: String(decoding: joined[..<colon], as: UTF8.self), value: Array(joined[(colon + 1)...].dropFirst()),
        lines: lines))
  }

  /// The text of each encoded word of `value`; a fault gives a question mark.
  func encodedWords(in value: [UInt8]) -> [String] {
    value.split(separator: 0x20).compactMap { word in
      guard word.starts(with: "=?UTF-8?".utf8), word.suffix(2).elementsEqual("?=".utf8), word.count > 12 else {
        return nil
      }
      return word.count <= 75 ? Self.decoded(word) ?? "?" : "?"
    }
  }

  /// nil where it is no whole UTF-8.
  private static func decoded(_ word: ArraySlice<UInt8>) -> String? {
    let letters = word.dropFirst(10).dropLast(2)
    var octets: [UInt8] = []
    if word[word.startIndex + 8] == 0x42 {
      var bits = 0
      var group = 0
      for letter in letters where letter != 0x3D {
        guard let value = alphabet.firstIndex(of: letter) else { return nil }
        group = group << 6 | value
        bits += 6
        guard bits >= 8 else { continue }
        bits -= 8
        octets.append(UInt8(group >> bits & 0xFF))
      }
    } else {
      var index = letters.startIndex
      while index < letters.endIndex {
        if letters[index] == 0x3D {
          guard index + 2 < letters.endIndex,
            let octet = UInt8(String(decoding: letters[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
          else { return nil }
          octets.append(octet)
          index += 3
        } else {
          octets.append(letters[index] == 0x5F ? 0x20 : letters[index])
          index += 1
        }
      }
    }
    return String(validating: octets, as: UTF8.self)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// What a reader shows for a field of text.
  func shown(_ value: [UInt8]) -> String {
    if value.starts(with: "=?UTF-8?".utf8) { return encodedWords(in: value).joined() }
    return String(decoding: value, as: UTF8.self)
  }

  /// What a reader shows for a phrase.
  private func shown(phrase value: [UInt8]) -> String {
    guard value.first == 0x22 else { return shown(value) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in value.dropFirst().dropLast() {
      if byte == 0x5C, !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where it is not `mail`, in words.
  func faults(of mail: OutgoingMail) -> [String] {
    var result = faults
    var names = ["From"]
    if let sender = mail.sender, sender.address != mail.from.address { names.append("Sender") }
    if mail.replyTo != nil { names.append("Reply-To") }
    names.append("To")
    if !mail.cc.isEmpty { names.append("Cc") }
    names += ["Subject", "Date", "Message-ID"]
    if mail.inReplyTo != nil { names.append("In-Reply-To") }
    if !mail.references.isEmpty { names.append("References") }
    if mail.origin.isAutomatic { names += ["Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"] }
    names += mail.fields.map(\.name)
    names += ["MIME-Version", "Content-Type"]
    if mail.attachments.isEmpty { names.append("Content-Transfer-Encoding") }
    if fields.map(\.name) != names { result.append("fields \(fields.map(\.name))") }

    for field in fields where ["Subject", "X-A"].contains(field.name) {
      let wanted = field.name == "Subject" ? mail.subject : mail.fields[0].value
      // An extra field is trimmed where it is plain.
      let isSame = shown(field.value).unicodeScalars.elementsEqual(wanted.unicodeScalars)
      let isTrimmed = field.name == "X-A" && shown(field.value) == wanted.trimmed
      if !isSame, !isTrimmed { result.append("\(field.name) reads \(shown(field.value))") }
    }
    if let name = name(in: "From"), !Self.isName(name, of: mail.from) { result.append("From reads \(name)") }
    result += bodyFaults(of: mail)
    return result
  }

  /// The display name of the only address in `field`.
  private func name(in field: String) -> String? {
    guard let value = fields.first(where: { $0.name == field })?.value else { return nil }
    guard let open = value.lastIndex(of: 0x3C) else { return "" }
    return shown(phrase: Array(value[..<open].dropLast()))
  }

  private static func isName(_ shown: String, of address: Address) -> Bool {
    let wanted = address.name.trimmed
    let shown = shown.trimmed
    if wanted.unicodeScalars.count <= 64 { return shown.unicodeScalars.elementsEqual(wanted.unicodeScalars) }
    return shown.unicodeScalars.count <= 64 && wanted.unicodeScalars.starts(with: shown.unicodeScalars)
  }

  private func bodyFaults(of mail: OutgoingMail) -> [String] {
    var result: [String] = []
    let read = Message(parsing: bytes)
    if read.to.map(\.address).count != mail.to.count { result.append("To reads \(read.to)") }
    if read.references != mail.references { result.append("References reads \(read.references)") }
    if read.messageID != mail.messageID { result.append("Message-ID reads \(read.messageID ?? "nil")") }
    // A text of nothing but white space reads as no text.
    guard mail.text.contains(where: { !$0.isWhitespace }) else { return result }
    var wanted: [[UInt8]] = [[]]
    for byte in mail.text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").utf8 {
      if byte == 0x0A { wanted.append([]) } else { wanted[wanted.count - 1].append(byte) }
    }
    let lines = wanted.map { line in
      line.elementsEqual("-- ".utf8) ? line : Array(line.reversed().drop { $0 == 0x20 }.reversed())
    }
    // It ends with a line end.
    var expected = Array(lines.joined(separator: [0x0A]))
    if expected.last != 0x0A { expected.append(0x0A) }
    if Array(read.text.utf8) != expected { result.append("text reads \(read.text)") }
    return result
  }
}

extension String {
  /// Without spaces at either end.
  var trimmed: String {
    let kept = unicodeScalars.drop { $0 == " " }
    return String(String.UnicodeScalarView(kept.reversed().drop { $0 == " " }.reversed()))
  }
}
