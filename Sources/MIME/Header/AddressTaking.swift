/// Making addresses of the pieces of one mailbox.
extension AddressReader {
  mutating func finish(_ bytes: Span<UInt8>, isComma: Bool) {
    let done = mailbox
    mailbox = AddressPieces()
    if done.angle != nil {
      takeAngle(bytes, done)
      return
    }
    guard let range = done.range else { return }
    if done.lacksSeparator { damage.note(.invalidAddress) }
    if done.atCount > 0 {
      releaseHeld(bytes)
      takeBare(bytes, done)
    } else if done.lacksSeparator {
      // `<a@b> Ann`: words behind the address are the name where none stands before it.
      if let last = addresses.last, last.name.isEmpty {
        addresses[addresses.count - 1] = Address(
          name: name(bytes, done, range), address: last.address)
      }
    } else if isComma {
      if held.count == Self.heldLimit { takeLocalPart(bytes, held.removeFirst()) }
      held.append(done)
    } else {
      releaseHeld(bytes)
      takeLocalPart(bytes, done)
    }
  }

  mutating func releaseHeld(_ bytes: Span<UInt8>) {
    guard !held.isEmpty else { return }
    for pieces in held { takeLocalPart(bytes, pieces) }
    held = []
  }

  /// `Name <address>`
  private mutating func takeAngle(_ bytes: Span<UInt8>, _ done: AddressPieces) {
    guard let angle = done.angle else { return }
    var spec: String?
    if done.isAnglePlain {
      spec = angle.isEmpty ? nil : text(bytes, angle)
      if bytes[angle.lowerBound] == ASCII.at { spec = nil }
    } else {
      let cleaned = AddressSpec.inAngles(bytes.extracting(angle))
      if cleaned.isOdd { damage.note(.invalidAddress) }
      spec = cleaned.spec.map { text($0.span, 0..<$0.count) }
    }
    guard let spec else {
      // `<>` alone is the null sender (RFC 5321, 4.5.5).
      if !angle.isEmpty || done.range != nil { damage.note(.invalidAddress) }
      releaseHeld(bytes)
      return
    }
    guard let range = done.range else {
      releaseHeld(bytes)
      take(name: commentText(bytes, done), spec)
      return
    }
    guard let first = held.first, let start = first.range?.lowerBound else {
      take(name: name(bytes, done, range), spec)
      return
    }
    damage.note(.invalidAddress)
    var whole = done
    for pieces in held { whole.takeKinds(of: pieces) }
    held = []
    take(name: name(bytes, whole, start..<range.upperBound), spec)
  }

  /// Addresses without angle brackets: `a@b (Ann)`, `a @ b . c`, `a@b c@d`, `Ann a@b`.
  private mutating func takeBare(_ bytes: Span<UInt8>, _ done: AddressPieces) {
    guard let range = done.range else { return }
    if done.isSingleWord, done.atCount == 1, bytes[range.lowerBound] != ASCII.at {
      take(name: commentText(bytes, done), text(bytes, range))
      return
    }
    let found = AddressSpec.inWords(words(bytes, range, keepsQuotes: true))
    if found.specs.count != 1 || !found.words.isEmpty { damage.note(.invalidAddress) }
    var name = found.specs.count == 1 ? commentText(bytes, done) : ""
    if found.specs.count == 1, !found.words.isEmpty {
      let unquoted = words(found.words.span, 0..<found.words.count, keepsQuotes: false)
      name = decoded(unquoted.span, 0..<unquoted.count)
    }
    for spec in found.specs { take(name: name, text(spec.span, 0..<spec.count)) }
  }

  /// `root` and `MAILER-DAEMON` are addresses on the host that wrote them (RFC 7103, 7.1.7); several words are none.
  private mutating func takeLocalPart(_ bytes: Span<UInt8>, _ done: AddressPieces) {
    guard let range = done.range, done.isSingleWord, !done.hasEncodedWord,
      !bytes.holds("undisclosed-recipients", in: range),
      !bytes.holds("unlisted-recipients", in: range),
      bytes.first(ASCII.question, in: range) == nil
    else {
      damage.note(.invalidAddress)
      return
    }
    take(name: commentText(bytes, done), text(bytes, range))
  }

  private mutating func take(name: String, _ address: String) {
    guard addresses.count < AddressList.addressLimit else {
      isCut = true
      damage.note(.tooManyAddresses)
      return
    }
    guard !address.isEmpty else {
      damage.note(.invalidAddress)
      return
    }
    if address.utf8.last == ASCII.at { damage.note(.invalidAddress) }
    if MisleadingName.holdsOtherAddress(name, than: address) { damage.note(.misleadingName) }
    addresses.append(Address(name: name, address: address))
  }
}
