import Foundation
import MIME

/// Our own reader as a peer: a process like the others, with the protocol told in Peers/gmime.c.
enum OwnRounds {
  /// Messages within messages are read so deep; what lies deeper stays bytes.
  static let nestingLimit = 10

  static func serve(_ list: String) {
    let mails = MailFiles.inList(list).compactMap { MailFiles.bytes($0) }
    say("ready heard \(mails.count)")
    while let line = readLine() {
      let words = line.split(separator: " ")
      guard words.count == 3, words[0] == "round", let step = Int(words[1]), let turns = Int(words[2]), step > 0
      else { continue }
      var work = Work()
      let start = processorSeconds()
      for _ in 0..<turns {
        for index in stride(from: 0, to: mails.count, by: step) { decode(mails[index], &work) }
      }
      work.seconds = processorSeconds() - start
      say(work.line)
    }
  }

  static func say(_ line: String) {
    // One who no longer listens is no reason to crash.
    try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Parses one mail and decodes all of it.
  private static func decode(_ mail: [UInt8], _ work: inout Work) {
    work.messages += 1
    work.bytes += mail.count
    var todo = [(bytes: mail, depth: 0)]
    while let (bytes, depth) = todo.popLast() {
      let message = Message(parsing: bytes)
      readFields(of: message, &work)
      for part in message.parts {
        work.headerBytes += part.filename?.utf8.count ?? 0
        work.headerBytes += part.contentID?.utf8.count ?? 0
        work.headerBytes += part.disposition?.utf8.count ?? 0
        if part.type == "message/rfc822" || part.type == "message/global", depth < nestingLimit {
          todo.append((message.content(of: part), depth + 1))
          continue
        }
        work.leaves += 1
        if part.type.hasPrefix("text/") {
          work.textBytes += message.textContent(of: part).count
        } else {
          work.leafBytes += message.content(of: part).count
        }
      }
    }
  }

  private static func readFields(of message: Message, _ work: inout Work) {
    for field in message.headers { work.headerBytes += field.value.utf8.count }
    work.addresses += message.from.count + (message.sender == nil ? 0 : 1) + message.replyTo.count
    work.addresses += message.to.count + message.cc.count
    if message.date != nil { work.dates += 1 }
    if message.receivedDate != nil { work.dates += 1 }
    if message.messageID != nil { work.ids += 1 }
    work.ids += message.inReplyTo.count + message.references.count
  }
}
