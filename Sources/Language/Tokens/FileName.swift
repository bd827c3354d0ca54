/// Endings that make `name.ending` the name of a file, or of a language or product written so.
enum FileName {
  /// Whether the letters from `at` on are such an ending, and end there.
  static func isEnding(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
    var end = at
    while end < limit, end - at <= longest, Scalar.isLetterOrDigit(bytes, end, Scalar.length(bytes, end, limit)) { end += 1 }
    guard end - at <= longest else { return false }
    return endings.contains(String(decoding: Scalar.lowercased(bytes, at..<end), as: UTF8.self))
  }

  private static let longest = 5

  private static let endings: Set<String> = [
    "doc", "docx", "xls", "xlsx", "csv", "ppt", "pptx", "pdf", "txt", "rtf", "html", "htm", "xml", "json", "log", "zip", "gz",
    "tar", "rar", "exe", "msi", "dmg", "apk", "pkg", "deb", "bat", "sh", "ini", "cfg", "toml", "yaml", "yml", "dll", "sys",
    "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "svg", "mp3", "mp4", "mov", "avi", "wav", "eml", "msg", "mbox",
    "php", "asp", "aspx", "jsp", "js", "py", "css", "swift", "java", "cpp", "url", "ics", "vcf", "db", "bak", "tmp", "iso",
  ]
}
