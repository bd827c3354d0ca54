/// What reading a list of mails brought to light. Printed beside the rates, so that one sees that the peers did like
/// work: small differences are differences of opinion on broken mails, large ones would make the ratio worthless.
struct Work {
  /// Of the processor.
  var seconds = 0.0
  /// How often the mails were read.
  var turns = 1
  var messages = 0
  /// Of the mails as they came.
  var bytes = 0
  /// Mails that the peer gave up on.
  var unread = 0
  var leaves = 0
  /// Of leaves other than text, decoded.
  var leafBytes = 0
  /// Of text leaves, decoded, as UTF-8.
  var textBytes = 0
  /// Of decoded header values.
  var headerBytes = 0
  var addresses = 0
  var ids = 0
  var dates = 0

  /// In the order of the protocol (Peers/gmime.c).
  static var counts: [WritableKeyPath<Work, Int>] {
    [\.messages, \.bytes, \.unread, \.leaves, \.leafBytes, \.textBytes, \.headerBytes, \.addresses, \.ids, \.dates]
  }

  var line: String {
    "done \(seconds) " + Self.counts.map { "\(self[keyPath: $0])" }.joined(separator: " ")
  }

  init() {}

  /// What ``line`` wrote; nil where it is no such line.
  init?(line: String) {
    let words = line.split(separator: " ")
    guard words.count == Self.counts.count + 2, words[0] == "done", let seconds = Double(words[1]) else { return nil }
    self.seconds = seconds
    for (word, path) in zip(words.dropFirst(2), Self.counts) {
      guard let number = Int(word) else { return nil }
      self[keyPath: path] = number
    }
  }
}
