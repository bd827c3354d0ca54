/// What a mailing list or a mailing says of itself (RFC 2369, RFC 2919, RFC 8058).
///
/// URIs are as written, never opened: a message can name any.
public struct ListFields: Hashable, Sendable {
  /// Most URIs read of one field: lists give a web page and an address.
  static let uriLimit = 20

  /// `ann-list.example.org` of `Ann's list <ann-list.example.org>`, lower-case; nil where there is none.
  public internal(set) var id: String?
  /// `Ann's list` of the same field; empty where there is none.
  public internal(set) var name = ""
  /// `mailto:` and `https:` URIs.
  public internal(set) var unsubscribe: [String] = []
  /// One POST to the https URI of ``unsubscribe`` ends it (RFC 8058, 3.1).
  public internal(set) var unsubscribesWithOneClick = false
  public internal(set) var subscribe: [String] = []
  /// Where to write to the list; empty where nobody may (`NO`) or it is not said.
  public internal(set) var post: [String] = []
  /// False where the list says `List-Post: NO`.
  public internal(set) var acceptsPosts = true
  public internal(set) var help: [String] = []
  public internal(set) var owner: [String] = []
  public internal(set) var archive: [String] = []

  init() {}

  /// The URIs of `value`, in order of preference: what stands between angle brackets, without white space; where
  /// none does, words that begin like one.
  static func uris(in value: Span<UInt8>) -> [String] {
    var result: [String] = []
    var words = FieldWords()
    while words.index < value.count, result.count < uriLimit {
      words.skipSpace(value)
      if words.take(ASCII.less, value) {
        let start = words.index
        words.skip(past: ASCII.greater, value)
        let end =
          words.index > start && value[words.index - 1] == ASCII.greater
          ? words.index - 1 : words.index
        let octets = value.octets(start..<end).filter { $0 > ASCII.space && $0 != 0x7F }
        if !octets.isEmpty { result.append(octets.span.shown(0..<octets.count)) }
        continue
      }
      let word = words.word(value, endingAt: ends)
      if isBareURI(value, word) { result.append(value.shown(word)) }
      if word.isEmpty { words.skip(past: value[min(words.index, value.count - 1)], value) }
    }
    return result
  }

  private static let ends = OctetSet("<>,")

  private static func isBareURI(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    for scheme in ["mailto:", "https:", "http:"] as [StaticString]
    where word.count > scheme.utf8CodeUnitCount {
      if bytes.holds(scheme, in: word.lowerBound..<(word.lowerBound + scheme.utf8CodeUnitCount)) {
        return true
      }
    }
    return false
  }

  /// `Phrase <id>` or the bare id (RFC 2919, 3).
  mutating func takeID(_ value: Span<UInt8>) {
    var open: Int?
    for place in 0..<value.count where value[place] == ASCII.less { open = place }
    guard let open else {
      let word = value.trimmingSpace(0..<value.count)
      id = word.isEmpty ? nil : value.shownLowercased(word)
      return
    }
    let close = value.first(ASCII.greater, in: open..<value.count) ?? value.count
    let inside = value.trimmingSpace((open + 1)..<close)
    id = inside.isEmpty ? nil : value.shownLowercased(inside)
    var phrase = value.trimmingSpace(0..<open)
    if phrase.count > 1, value[phrase.lowerBound] == ASCII.quote,
      value[phrase.upperBound - 1] == ASCII.quote
    {
      phrase = (phrase.lowerBound + 1)..<(phrase.upperBound - 1)
    }
    name = HeaderText.decoded(value.extracting(phrase), fallback: .windows1252).text
  }

  mutating func takePost(_ value: Span<UInt8>) {
    post = Self.uris(in: value)
    var words = FieldWords()
    acceptsPosts = !(post.isEmpty && value.holds("no", in: words.word(value, endingAt: Self.ends)))
  }

  /// `List-Unsubscribe=One-Click`
  mutating func takeUnsubscribePost(_ value: Span<UInt8>) {
    unsubscribesWithOneClick = value.holds(
      "list-unsubscribe=one-click", in: value.trimmingSpace(0..<value.count))
  }
}
