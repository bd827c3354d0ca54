import MIMESamples

/// Made-up mails in the sizes that a support mailbox has, the same for the same count.
struct SampleMailbox: Sequence, IteratorProtocol {
  /// Fixed, so that runs can be compared.
  static let seed: UInt64 = 20_261_122

  private var mails = SampleMails(seed: seed)
  private var left: Int

  init(count: Int) { left = count }

  mutating func next() -> [UInt8]? {
    guard left > 0 else { return nil }
    left -= 1
    return mails.next()
  }
}
