/// An attachment answers an ask to send it; its name is what we can point at.
enum AttachmentNames {
  private static let kinds: [(words: [String], object: String)] = [
    (["screenshot", "screen shot", "bildschirmfoto"], "screenshot"), (["invoice"], "invoice"), (["receipt"], "receipt"),
    ([".log", "logfile"], "log"), ([".png", ".jpg", ".jpeg", ".gif", ".heic", ".webp"], "screenshot"),
    ([".pdf", ".doc", ".docx"], "document"),
  ]

  static func claim(_ name: String) -> Claim? {
    guard !name.isEmpty else { return nil }
    let lower = name.lowercased()
    let object = kinds.first { $0.words.contains { lower.contains($0) } }?.object ?? "file"
    return Claim(
      kind: .tried, quote: name, span: 0..<name.utf8.count, source: .attachment, key: "attach \(object)", rule: "attachment name")
  }
}
