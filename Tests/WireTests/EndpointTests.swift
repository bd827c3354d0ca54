import Testing

@testable import Wire

@Suite("Where a mail server is")
struct EndpointTests {
  @Test("A URL without a port means the port that the protocol is known by", arguments: [
    ("imaps://mail.example", 993, Endpoint.Security.implicitTLS), ("imap://mail.example", 143, .startTLS),
    ("smtps://mail.example/", 465, .implicitTLS), ("SMTP://mail.example", 587, .startTLS),
  ])
  func usualPorts(url: String, port: UInt16, security: Endpoint.Security) throws {
    let endpoint = try Endpoint(url: url)
    #expect(endpoint.port == port)
    #expect(endpoint.security == security)
  }

  @Test("A port and an IPv6 address are read")
  func portsAndBrackets() throws {
    #expect(try Endpoint(url: "imap://mail.example:1143").port == 1143)
    let six = try Endpoint(url: "imaps://[2001:db8::7]:1993")
    #expect(six.host == "2001:db8::7")
    #expect(six.place == "[2001:db8::7]:1993")
  }

  @Test("What is no server's URL is refused, and said why", arguments: [
    ("mail.example", EndpointError.notAURL), ("https://mail.example", .unknownScheme), ("imaps://", .badHost),
    ("imaps://ann:secret@mail.example", .holdsLogin), ("imaps://mail.example/INBOX", .holdsPath),
    ("imaps://mail.example:0", .badPort), ("imaps://mail.example:70000", .badPort),
    ("imaps://mail.example:+1", .badPort),
    ("imaps://mail..example", .badHost), ("imaps://-mail.example", .badHost), ("imaps://mail.example\r\n", .notAURL),
    ("imaps://[::1", .badHost), ("imaps://[::1]x", .badPort),
  ])
  func refused(url: String, why: EndpointError) {
    #expect(throws: why) { try Endpoint(url: url) }
  }

  @Test("Plain text goes to this machine only, and only when asked for")
  func plainText() throws {
    #expect(try Endpoint(url: "imap://localhost", plainText: true).security == .plainText)
    #expect(try Endpoint(url: "smtp://127.8.0.1:25", plainText: true).security == .plainText)
    #expect(try Endpoint(url: "smtp://[::1]:25", plainText: true).security == .plainText)
    #expect(try Endpoint(url: "imap://localhost").security == .startTLS)
    for host in ["mail.example", "127.0.0.1.example", "128.0.0.1", "127.0.0.256", "localhost.example"] {
      #expect(throws: EndpointError.plainTextLeavesMachine(host: host)) {
        try Endpoint(url: "imap://\(host)", plainText: true)
      }
    }
    #expect(throws: EndpointError.plainTextWithTLSScheme) { try Endpoint(url: "imaps://localhost", plainText: true) }
  }

  @Test("A login shows neither name nor password, however it is printed")
  func loginIsSilent() {
    let login = Login(user: "canary-user", password: "canary-word")
    var dumped = ""
    dump(login, to: &dumped)
    for shown in ["\(login)", String(reflecting: login), dumped, "\([login])", "\(Optional(login) as Any)"] {
      #expect(!shown.contains("canary"))
    }
  }

  @Test("A login that could break a line is not said to anybody")
  func unsayableLogin() {
    #expect(!Login(user: "ann\r\nA1 LOGOUT", password: "secret").isSayable)
    #expect(!Login(user: "ann", password: "sec\0ret").isSayable)
    #expect(Login(user: "ann", password: "gr\u{FC}n \"'\\").isSayable)
  }

  @Test("Each error says what happened, where, and what to do")
  func errorsInEnglish() {
    #expect(
      WireError.loginRefused(place: "mail.example:993").description
        == "mail.example:993: the server refused user or password. Check both in the settings; "
        + "some providers want an app password, or the protocol switched on first.")
    #expect(
      WireError.timedOut(place: "mail.example:993", during: .fetch, seconds: 180).description
        == "mail.example:993: no answer within 180 s during FETCH. Try again later.")
    #expect(
      WireError.refused(
        place: "mail.example:993", during: .select, reply: ServerText(Array("no \u{1B}[2Jsuch".utf8)), .never
      ).description
        == "mail.example:993: the server refused SELECT (\"no ?[2Jsuch\"). "
        + "Trying again will not help; its words say what to change.")
  }

  @Test("Errors say which remedy they call for")
  func kinds() {
    #expect(WireError.loginRefused(place: "x").kind == .login)
    #expect(WireError.certificateRefused(place: "x", reason: ServerText([])).kind == .certificate)
    #expect(WireError.closed(place: "x", during: .fetch, farewell: nil).kind == .later)
    #expect(WireError.refused(place: "x", during: .select, reply: ServerText([]), .never).kind == .never)
  }
}
