/// What Outlook puts into `winmail.dat` ([MS-OXTNEF]): the words and files of a mail in one stream.
///
/// Reading never fails; what was wrong is in ``isDamaged``.
public struct TNEF: Hashable, Sendable {
  /// The words of a mail, in the form that says most in plain text.
  public enum Body: Hashable, Sendable {
    /// UTF-8.
    case text([UInt8])
    /// UTF-8, whatever its `meta` says.
    case html([UInt8])
    /// RTF, decompressed; it may carry HTML ([MS-OXRTFEX]).
    case rtf([UInt8])
  }
  /// Nil where the stream has none.
  public internal(set) var body: Body?
  /// Decoded, without controls; nil where the stream has none.
  public internal(set) var subject: String?
  /// `IPM.Note` and the like; `IPM.Schedule.Meeting.Request` is an invitation.
  public internal(set) var messageClass: String?
  /// The files, in order. Those of a mail that is attached follow its words, which come as a file of their own.
  public internal(set) var attachments: [EmbeddedFile] = []
  /// It was cut, its lengths or checksums are false, or something else follows it.
  public internal(set) var isDamaged = false

  /// Mails inside of mails that are read; the depth at which others stop as well (Stalwart, MAX_NESTED_ENCODED).
  static let depthLimit = 3
  /// Most files taken out of one stream, with the mails in it (as ``StructureReader/partLimit``).
  static let attachmentLimit = 1_000

  /// - Parameter bytes: of the part, decoded.
  public init(_ bytes: [UInt8]) {
    // Mails inside of mails wait here with their depth: no recursion by what a sender wrote.
    var waiting: [(bytes: [UInt8], name: String?, depth: Int)] = []
    var served = 0
    var stream = TNEFStream(bytes)
    var depth = 0
    body = stream.body
    subject = stream.subject
    messageClass = stream.messageClass
    while true {
      if stream.isDamaged { isDamaged = true }
      for attachment in stream.attachments {
        guard attachments.count + waiting.count - served < Self.attachmentLimit else {
          isDamaged = true
          break
        }
        switch attachment {
        case .file(let file): attachments.append(file)
        case .message(let bytes, let name) where depth < Self.depthLimit: waiting.append((bytes, name, depth + 1))
        case .message(let bytes, let name):
          isDamaged = true
          attachments.append(EmbeddedFile(name: name, type: "application/ms-tnef", bytes: bytes))
        }
      }
      guard served < waiting.count else { return }
      let next = waiting[served]
      served += 1
      depth = next.depth
      stream = TNEFStream(next.bytes)
      let name = (stream.subject ?? next.name).flatMap(FileName.cleaned)
      if let body = stream.body { attachments.append(Self.file(body, name: name)) }
    }
  }

  private static func file(_ body: Body, name: String?) -> EmbeddedFile {
    switch body {
    case .text(let bytes): EmbeddedFile(name: name, type: "text/plain", bytes: bytes)
    case .html(let bytes): EmbeddedFile(name: name, type: "text/html", bytes: bytes)
    case .rtf(let bytes): EmbeddedFile(name: name, type: "application/rtf", bytes: bytes)
    }
  }
}

extension Part {
  /// Whether the part is a TNEF stream, by its type or by the name that Outlook gives it.
  public var isTNEF: Bool {
    type == "application/ms-tnef" || type == "application/vnd.ms-tnef"
      || type == "application/octet-stream" && filename?.lowercased() == "winmail.dat"
  }
}
