import MIME
import Wire

/// The questions of `heard init`. An answer that cannot be right is asked for again.
struct InitDialog {
  /// One line that a person typed; nil at the end of input.
  let read: () -> String?
  let prompt: (String) -> Void
  let tell: (String) -> Void

  /// What came of an answer.
  enum Check: Equatable {
    case taken(String)
    /// Not right as it stands; `offer` is what Return takes at the next try, if anything.
    case again(why: String, offer: String?)
  }

  /// - Returns: false where the input ended before all was asked.
  func ask(_ answers: inout SettingsTemplate.Answers) -> Bool {
    guard ask("The shared mailbox's address", &answers.address, Self.address),
      ask("The team's name", &answers.name, Self.words),
      ask("IMAP server", &answers.imap, { Self.server($0, .imap) }),
      ask("SMTP server", &answers.smtp, { Self.server($0, .smtp) })
    else { return false }
    answers.user = answers.address
    return ask("User name there", &answers.user, Self.words)
      && ask("Command that prints the password", &answers.passwordCommand, Self.words)
      && ask("Your first name, as customers shall read it", &answers.firstName, Self.firstName)
  }

  private func ask(_ question: String, _ answer: inout String, _ check: (String) -> Check) -> Bool {
    while true {
      prompt("\(question) [\(answer)]: ")
      guard let line = read() else { return false }
      let typed = Self.trimmed(line)
      if typed.isEmpty { return true }
      switch check(typed) {
      case .taken(let value):
        answer = value
        return true
      case .again(let why, let offer):
        tell(why)
        if let offer { answer = offer }
      }
    }
  }

  static func address(_ typed: String) -> Check {
    AddressGrammar.allows(typed)
      ? .taken(typed) : .again(why: "An address looks like support@shop.example.", offer: nil)
  }

  static func firstName(_ typed: String) -> Check {
    SettingsReader.isFirstName(typed)
      ? .taken(typed) : .again(why: "A first name holds letters, spaces, hyphens and dots only.", offer: nil)
  }

  static func words(_ typed: String) -> Check {
    typed.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
      ? .again(why: "That holds a control character; type it again.", offer: nil) : .taken(typed)
  }

  /// A URL, or a host to which the usual scheme is offered: TLS from the start, save on the ports of STARTTLS.
  static func server(_ typed: String, _ service: Endpoint.Service) -> Check {
    let secure = service.rawValue + "s://"
    let plain = service.rawValue + "://"
    do throws(EndpointError) {
      guard try Endpoint(url: typed).service == service else {
        return .again(why: "That is another kind of server; it must begin with \(secure) or \(plain)", offer: nil)
      }
      return .taken(typed)
    } catch {
      guard !typed.contains("://") else { return .again(why: error.description, offer: nil) }
      let startsTLSLater = typed.hasSuffix(service == .imap ? ":143" : ":587")
      let offer = (startsTLSLater ? plain : secure) + typed
      guard (try? Endpoint(url: offer)) != nil else { return .again(why: error.description, offer: nil) }
      return .again(
        why: "A server's URL says how it is talked to. Return takes what now stands in brackets.", offer: offer)
    }
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
