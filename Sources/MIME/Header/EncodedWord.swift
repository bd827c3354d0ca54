/// Encoded words of headers: `=?charset?B?text?=` (RFC 2047, 2; language suffix RFC 2231, 5).
enum EncodedWord {
  struct Match {
    let charset: Range<Int>
    let isBase64: Bool
    let text: Range<Int>
    /// Behind the closing `?=`.
    let end: Int
    /// The closing `?=` stands where it should.
    let isClosed: Bool
  }

  static func mayOccur(in bytes: [UInt8]) -> Bool {
    guard bytes.count > 6 else { return false }
    for index in 1..<bytes.count where bytes[index] == ASCII.question && bytes[index - 1] == ASCII.equals {
      return true
    }
    return false
  }

  /// Where the last `?=` of `bytes` stands; -1 where there is none. No word is looked for behind it, so that a value
  /// full of words that never close is still read in linear time.
  static func lastClose(in bytes: [UInt8]) -> Int {
    var index = bytes.count - 2
    while index >= 0 {
      if bytes[index] == ASCII.question, bytes[index + 1] == ASCII.equals { return index }
      index -= 1
    }
    return -1
  }

  /// The encoded word that starts at `start`, which holds `=?`. Takes spaces in the text, and a missing `?=`.
  static func match(in bytes: [UInt8], at start: Int, lastClose: Int) -> Match? {
    guard start + 6 < bytes.count, bytes[start] == ASCII.equals, bytes[start + 1] == ASCII.question else { return nil }
    var index = start + 2
    while index < bytes.count, bytes[index] != ASCII.question, !bytes[index].isWSP,
      index - start < Charset.labelLimit + 2
    { index += 1 }
    guard index > start + 2, index + 2 < bytes.count, bytes[index] == ASCII.question, bytes[index + 2] == ASCII.question
    else { return nil }
    let charset = (start + 2)..<index
    let letter = bytes[index + 1].lowercasedASCII
    guard letter == 0x62 || letter == 0x71 else { return nil }
    let textStart = index + 3
    index = textStart
    var firstSpace: Int?
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.question, index + 1 < bytes.count, bytes[index + 1] == ASCII.equals {
        let isHexBehind =
          letter == 0x71 && index + 3 < bytes.count && bytes[index + 2].hexValue != nil
          && bytes[index + 3].hexValue != nil && closes(bytes, from: index + 2)
        if !isHexBehind {
          return Match(
            charset: charset, isBase64: letter == 0x62, text: textStart..<index, end: index + 2, isClosed: true)
        }
      }
      if byte.isWSP {
        if firstSpace == nil { firstSpace = index }
        if index > lastClose { break }
        // The next word starts and this one was never closed.
        if index + 2 < bytes.count, bytes[index + 1] == ASCII.equals, bytes[index + 2] == ASCII.question { break }
      }
      index += 1
    }
    let end = firstSpace ?? index
    guard end > textStart else { return nil }
    return Match(charset: charset, isBase64: letter == 0x62, text: textStart..<end, end: end, isClosed: false)
  }

  /// Whether `?=` follows within the same word and the next 75 octets (the longest legal word).
  private static func closes(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    while index + 1 < min(bytes.count, start + 75), !bytes[index].isWSP {
      if bytes[index] == ASCII.question, bytes[index + 1] == ASCII.equals { return true }
      index += 1
    }
    return false
  }

  /// The text of `bytes` with its encoded words decoded.
  ///
  /// White space between two words is dropped (RFC 2047, 6.2). The octets of adjacent words of one charset are joined
  /// before they are read as characters, for many senders split a character over two words.
  static func decode(_ bytes: [UInt8]) -> (text: String, isDamaged: Bool) {
    var result = ""
    var isDamaged = false
    var plainStart = 0
    var index = 0
    var pending: (charset: [UInt8], bytes: [UInt8])?

    func flush() {
      guard let word = pending else { return }
      let decoded = Charset(label: String(decoding: word.charset, as: UTF8.self)).decode(word.bytes[...])
      if decoded.isDamaged || decoded.isGuessed { isDamaged = true }
      result += decoded.text
      pending = nil
    }
    func writePlain(upTo end: Int) {
      guard plainStart < end else { return }
      if pending != nil, bytes[plainStart..<end].allSatisfy(\.isWSP), end < bytes.count { return }
      flush()
      result += String(decoding: bytes[plainStart..<end], as: UTF8.self)
    }

    let lastClose = lastClose(in: bytes)
    while index + 1 < bytes.count {
      guard bytes[index] == ASCII.equals, bytes[index + 1] == ASCII.question,
        let word = match(in: bytes, at: index, lastClose: lastClose)
      else {
        index += 1
        continue
      }
      writePlain(upTo: index)
      let text: [UInt8]
      if word.isBase64 {
        let decoded = Base64.decode(bytes[word.text])
        text = decoded.bytes
        isDamaged = isDamaged || decoded.isDamaged
      } else {
        let decoded = QuotedPrintable.decodeWord(bytes[word.text])
        text = decoded.bytes
        isDamaged = isDamaged || decoded.isDamaged
      }
      isDamaged = isDamaged || !word.isClosed
      let charset = bytes[word.charset].prefix { $0 != 0x2A }.map(\.lowercasedASCII)
      if pending?.charset == charset {
        pending?.bytes += text
      } else {
        flush()
        pending = (charset, text)
      }
      index = word.end
      plainStart = index
    }
    writePlain(upTo: bytes.count)
    flush()
    return (result, isDamaged)
  }
}
