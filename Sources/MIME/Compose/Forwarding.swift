extension OutgoingMail {
  /// How many addresses a field of the header block of a forward shows; the attached message has them all.
  public static let shownAddressLimit = 20

  /// A mail that hands a customer's message on to a colleague: the message's text under `note` for reading, and the
  /// message itself attached, so that nothing of it is lost.
  ///
  /// - Parameters:
  ///   - note: what its sender says about it; may be empty.
  ///   - messageID: fresh, without angle brackets.
  public static func forward(
    of original: Message, note: String = "", from: Address, to: [Address], date: MailDate, messageID: String
  ) -> OutgoingMail {
    OutgoingMail(
      from: from, to: to, subject: forwardSubject(original.subject), date: date, messageID: messageID,
      references: references(answering: original), text: forwardText(of: original, note: note),
      attachments: [Attachment(name: "original.eml", content: .message(original.raw))])
  }

  /// `subject` with one `Fwd: ` before it, in place of those it already has.
  public static func forwardSubject(_ subject: String) -> String {
    let rest = SubjectMarks.stripped(subject, of: SubjectMarks.forward)
    return rest.isEmpty ? "Fwd:" : "Fwd: \(rest)"
  }

  /// The text of a forward: `note`, a header block as Gmail writes it, for that is what most programs read back, and
  /// the text of `original`. Characters that cannot be sent are shown as pictures.
  public static func forwardText(of original: Message, note: String = "") -> String {
    var lines: [String] = []
    let words = visible(note)
    if !Array(words.utf8).isBlank { lines += [words, ""] }
    lines.append("---------- Forwarded message ---------")
    if !original.from.isEmpty { lines.append("From: \(shown(original.from))") }
    if let date = original.date {
      lines.append("Date: \(date.rfc5322)")
    } else if let written = original.header("date")?.value {
      lines.append("Date: \(oneLine(written))")
    }
    lines.append("Subject: \(oneLine(original.subject))")
    if !original.to.isEmpty { lines.append("To: \(shown(original.to))") }
    if !original.cc.isEmpty { lines.append("Cc: \(shown(original.cc))") }
    lines += ["", visible(original.text)]
    let text = lines.joined(separator: "\n")
    return text.utf8.last == ASCII.lf ? text : text + "\n"
  }

  private static func shown(_ addresses: [Address]) -> String {
    let shown = addresses.prefix(shownAddressLimit).map { address in
      let name = oneLine(address.name)
      let spec = oneLine(address.address)
      if name.isEmpty { return "<\(spec)>" }
      // In quotes, what looks like an address in a name is seen to be part of the name.
      let isPlain = name.utf8.allSatisfy { HeaderWriter.isAtomText($0) || $0 == ASCII.space || $0 >= 0x80 }
      let bare = name.filter { $0 != "\"" && $0 != "\\" }
      return isPlain ? "\(name) <\(spec)>" : "\"\(bare)\" <\(spec)>"
    }
    let more = addresses.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// `text` in one line, without controls.
  private static func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { HeaderWriter.isForbidden($0) ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).trimmingSpaces
  }

  /// `text` with every control but line ends and tabs shown as its picture (U+2400 and on), so that it can be sent.
  private static func visible(_ text: String) -> String {
    var utf8 = Array(text.utf8)
    LineEnds.normalise(&utf8)
    let text = String(decoding: utf8, as: UTF8.self)
    let needsWork = utf8.contains { $0 < 0x20 && $0 != ASCII.lf && $0 != ASCII.tab || $0 == 0x7F || $0 == 0xC2 }
    guard needsWork else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: result.append(scalar)
      case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x85: result.append("\n")
      case 0x80..<0xA0: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
