import MIME

/// Reads everything that a message can be asked for, so that what is read on demand is read.
enum Touch {
  /// - Returns: how many bytes were handed out; made use of so that nothing is left undone.
  @discardableResult
  static func everything(of message: Message) -> Int {
    var count = 0
    for field in message.headers { count += field.value.utf8.count + field.rawValue.utf8.count }
    for list in [message.from, message.replyTo, message.to, message.cc] { count += list.count }
    count += message.sender?.address.utf8.count ?? 0
    count += Int(truncatingIfNeeded: (message.date?.seconds ?? 0) ^ (message.receivedDate?.seconds ?? 0))
    count &+= message.subject.utf8.count &+ (message.messageID?.utf8.count ?? 0)
    count &+= message.inReplyTo.count &+ message.references.count
    for part in message.parts {
      count &+= message.content(of: part).count
      if part.type.hasPrefix("text/") { count &+= message.textContent(of: part).count }
    }
    count &+= message.text.utf8.count &+ message.segments.count &+ message.ownWords.utf8.count
    count &+= message.attachments.count &+ message.damage.count &+ message.deliveryFailures.count
    count &+= message.embeddedFiles.count &+ message.forwardedOriginals.count &+ message.inlineImages.count
    count &+= message.received.count &+ message.authenticationResults.count &+ message.hiddenText.count
    count &+= (message.calendar == nil ? 0 : 1) &+ (message.protection == .none ? 0 : 1)
    count &+= message.returnedMessageID?.utf8.count ?? 0
    count &+= message.classification(own: OwnAddresses([])).reason.utf8.count
    return count
  }
}
