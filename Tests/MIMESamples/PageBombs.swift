extension Bomb {
  /// Bombs in HTML.
  static let pages: [Bomb] = [
    page("nested div", 100_000, "<div>"), page("nested div with words", 100_000, "<div>x"),
    Bomb("HTML: nested div, closed", 100_000) { count in
      repeated("Content-Type: text/html\r\n\r\n", "<div>", count) + repeated("words", "</div>", count)
    },
    page("nested b", 100_000, "<b>"), page("nested blockquotes", 100_000, "<blockquote>"),
    page("nested blockquotes with words", 3_000, "<blockquote>x<br>"),
    page("nested lists", 100_000, "<ul><li>"), page("nested lists with words", 50_000, "<ol><li>x"),
    page("nested tables", 50_000, "<table><tr><td>"), page("nested tables with words", 50_000, "<table><tr><td>x"),
    page("rows", 100_000, "<tr><td>x<td>y"), page("closings of nothing", 100_000, "</div>"),
    page("closings of blockquotes", 100_000, "</blockquote>"), page("line breaks", 300_000, "<br>"),
    page("hidden elements", 100_000, "<div style=\"display:none\">"),
    page("hidden elements with words", 100_000, "<span style='display: none'>x"),
    page("hidden elements, closed", 50_000, "<p style=\"display:none\">x</p>y"),
    page("links", 50_000, "<a href=\"https://a.example/\">x</a> "),
    page("links without end", 100_000, "<a href=\"https://a.example/"),
    page("nested links", 100_000, "<a href='https://a.example/'>"),
    page("images", 100_000, "<img src=\"cid:a\" alt=\"b\">"),
    page("openings", 100_000, "<"), page("openings with spaces", 500_000, "< "),
    page("openings of tags", 300_000, "<a "),
    page("openings of closings", 300_000, "</"), page("closing brackets", 500_000, ">"),
    page("ampersands", 100_000, "&"), page("entities", 300_000, "&amp;"),
    page("entities without end", 300_000, "&nbsp"),
    page("numbered entities", 300_000, "&#228;"), page("one long number", 1_000_000, "1", head: "&#"),
    page("entities of long names", 10_000, "&" + String(repeating: "a", count: 100)),
    page("comment openings", 100_000, "<!--"), page("comments", 100_000, "<!-- c -->"),
    page("comment ends", 100_000, "-->"),
    page("declarations", 300_000, "<!"), page("conditional comments", 50_000, "<!--[if mso]>x<![endif]-->"),
    page("CDATA openings", 100_000, "<![CDATA["), page("processing instructions", 100_000, "<?xml "),
    page("style openings", 100_000, "<style>"), page("script openings", 100_000, "<script>"),
    page("styles", 50_000, "<style>p{}</style>"), page("title openings", 100_000, "<title>"),
    page("textarea openings", 100_000, "<textarea>"), page("head openings", 100_000, "<head>"),
    page("pre openings", 100_000, "<pre>\n"), page("style rules", 100_000, "p.a{color:red}", head: "<style>"),
    page("declarations of a style", 100_000, "color:red;", head: "<p style=\"", tail: "\">x"),
    page("attributes", 100_000, "a=b ", head: "<p ", tail: ">x"),
    page("attributes without end", 100_000, "a=\"b\" ", head: "<p "),
    page("quotes in a tag", 300_000, "\"", head: "<p "), page("a tag name without end", 2_000_000, "a", head: "<"),
    page("spaces", 2_000_000, " "), page("spaces with a word", 2_000_000, " ", tail: "x"),
    page("no-break spaces", 500_000, "&nbsp;"), page("meta elements", 100_000, "<meta charset=utf-8>"),
    page("words", 300_000, "word "), page("paragraphs", 100_000, "<p>x"),
  ]

  private static func page(_ name: String, _ count: Int, _ piece: String, head: String = "", tail: String = "") -> Bomb
  {
    Bomb("HTML: \(name)", count, body("text/html; charset=utf-8", piece, head: "<html><body>" + head, tail: tail))
  }
}
