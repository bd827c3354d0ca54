import Testing

@testable import MIME

@Suite("What servers and lists say of a message")
struct HeaderTypedTests {
  private func results(_ raw: String) -> AuthenticationResults? {
    AuthenticationResults(Array(raw.utf8).span)
  }
  private func hop(_ raw: String) -> ReceivedField? { ReceivedField(Array(raw.utf8).span) }
  private func auto(_ raw: String) -> AutoSubmitted? { AutoSubmitted(Array(raw.utf8).span) }

  @Test("Case 16: a server's checks are read one by one")
  func authentication() {
    let read = results(
      """
       mx.shop.example (our own) 1;\r
       dkim=pass (good key) header.d=x.example header.i="@x.example" header.b=AbC/1=;\r
       SPF=SoftFail reason="not listed; see site" smtp.mailfrom=prvs=1=ann@x.example;\r
       dmarc/1=none (p=none; dis=none) Header.From=x.example
      """)
    #expect(read?.authServID == "mx.shop.example")
    #expect(
      read?.results.map { "\($0.method)=\($0.outcome)" } == [
        "dkim=pass", "spf=softfail", "dmarc=none",
      ])
    #expect(read?.results[0].property("header", "i") == "@x.example")
    #expect(read?.results[0].property("header", "b") == "AbC/1=")
    #expect(read?.results[1].reason == "not listed; see site")
    #expect(read?.results[1].property("smtp", "mailfrom") == "prvs=1=ann@x.example")
    #expect(read?.results[2].property("header", "from") == "x.example")
  }

  @Test("Case 16: a server that checked nothing, one without a name, and none")
  func authenticationEdges() {
    #expect(results("mx.example; none")?.authServID == "mx.example")
    #expect(results("mx.example; none")?.results.isEmpty == true)
    let nameless = results("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dkim=fail")
    #expect(nameless?.authServID == "")
    #expect(nameless?.results.map(\.outcome) == ["pass", "fail"])
    #expect(results("") == nil)
    #expect(results("(x)") == nil)
    #expect(results("mx; " + String(repeating: "a=b;", count: 50_000))?.results.count == 100)
  }

  @Test("Case 16: a hop tells who handed over, who took it, how, and when")
  func received() {
    let read = hop(
      """
       from mail.x.example (mail.x.example [192.0.2.1])\r
       \tby mx.shop.example (Postfix) with Microsoft SMTP Server (version=TLS1_3; bits=256)\r
       \tid <4F2A.1> for <help@shop.example>; Sun, 3 May 2026 09:30:00 +0200 (CEST)
      """)
    #expect(read?.from == "mail.x.example")
    #expect(read?.fromComment == "mail.x.example [192.0.2.1]")
    #expect(read?.by == "mx.shop.example")
    #expect(read?.with == "Microsoft SMTP Server")
    #expect(read?.id == "4F2A.1")
    #expect(read?.recipient == "help@shop.example")
    #expect(read?.date?.rfc3339 == "2026-05-03T09:30:00+02:00")
  }

  @Test("Case 16: hops of servers with habits of their own")
  func oddHops() {
    let local = hop("(qmail 123 invoked by uid 89); 3 May 2026 09:30:00 -0000")
    #expect(local?.by == nil)
    #expect(local?.date?.rfc3339 == "2026-05-03T09:30:00Z")
    #expect(hop("by mx.example; no date")?.date == nil)
    #expect(hop("by mx.example; no date")?.by == "mx.example")
    #expect(hop("from a by b with c for d")?.recipient == "d")
    #expect(hop("from by by mx.example")?.from == "by")
    #expect(hop("  \r\n ") == nil)
    for piece in ["(", "\"", "by ", ";", "a ", "from x ", ","] {
      #expect(hop(String(repeating: piece, count: 20_000)) != nil)
    }
  }

  @Test(
    "Case 78: machines that say so",
    arguments: [
      ("auto-replied", "auto-replied", true),
      ("Auto-Generated; owner-email=\"a@x.example\"", "auto-generated", true),
      ("no", "no", false), ("NO (really)", "no", false), (" (why)\r\n no ; x=y", "no", false),
      ("yes sir", "yes", true),
    ])
  func autoSubmitted(raw: String, keyword: String, isAutomatic: Bool) {
    #expect(auto(raw)?.keyword == keyword)
    #expect(auto(raw)?.isAutomatic == isAutomatic)
  }

  @Test("Case 78: who is told about an automatic notification, and a field without words")
  func autoSubmittedEdges() {
    #expect(
      auto("auto-notified; owner-email=\"a@x.example\"; owner-token=t1")?.ownerEmail
        == "a@x.example")
    #expect(auto("auto-notified; owner-email=\"a@x.example\"; owner-token=t1")?.ownerToken == "t1")
    #expect(auto("  (x) ") == nil)
  }

  @Test("Case 78: a mailing list's own fields")
  func lists() {
    let mail = message(
      """
      List-Id: "Ann's =?utf-8?q?B=C3=BCcher?=" <Books.X.example>
      List-Unsubscribe: (web) <https://x.example/u?t=1,2>,
       <mailto:u@x.example?subject=
       bye>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      List-Post: NO (closed)
      List-Help: https://x.example/help
      List-Archive: <https://x.example/a

      x
      """)
    let fields = mail.listFields
    #expect(fields?.id == "books.x.example")
    #expect(fields?.name == "Ann's Bücher")
    #expect(fields?.unsubscribe == ["https://x.example/u?t=1,2", "mailto:u@x.example?subject=bye"])
    #expect(fields?.unsubscribesWithOneClick == true)
    #expect(fields?.acceptsPosts == false)
    #expect(fields?.post == [])
    #expect(fields?.help == ["https://x.example/help"])
    #expect(fields?.archive == ["https://x.example/a"])
    #expect(fields?.owner == [])
  }

  @Test(
    "Case 78: a mail of no list has no list fields, and a field made to cost time is read to its end"
  )
  func noList() {
    #expect(message("From: a@x.example\n\nx").listFields == nil)
    for piece in ["<", ">", "(", "\"", "<a>", ",", "a ", "\"\\"] {
      let value = Array(String(repeating: piece, count: 20_000).utf8)
      #expect(ListFields.uris(in: value.span).count <= ListFields.uriLimit)
    }
  }

  @Test("Case 16: fields that stand more than once keep their order")
  func order() {
    let mail = message(
      """
      Received: by b.example; 3 May 2026 09:31:00 +0000
      Authentication-Results: b.example; spf=pass
      Received: by a.example; 3 May 2026 09:30:00 +0000
      Authentication-Results: a.example; spf=fail
      Auto-Submitted: auto-replied

      x
      """)
    #expect(mail.received.map(\.by) == ["b.example", "a.example"])
    #expect(mail.authenticationResults.map(\.authServID) == ["b.example", "a.example"])
    #expect(mail.autoSubmitted?.keyword == "auto-replied")
  }
}
