/// Line ends as the readable text has them.
enum LineEnds {
  /// Makes CRLF and a bare CR one `\n`.
  static func normalise(_ bytes: inout [UInt8]) {
    guard let first = bytes.firstIndex(of: ASCII.cr) else { return }
    var write = first
    var read = first
    while read < bytes.count {
      var byte = bytes[read]
      if byte == ASCII.cr {
        byte = ASCII.lf
        if read + 1 < bytes.count, bytes[read + 1] == ASCII.lf { read += 1 }
      }
      bytes[write] = byte
      write += 1
      read += 1
    }
    bytes.removeLast(bytes.count - write)
  }
}
