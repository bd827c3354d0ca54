internal import Foundation
internal import Glibc

/// One mail as it lies in a mailbox on the server's disk.
public struct LabMail: Hashable, Sendable {
  /// The system flags that a Maildir file's name carries (https://cr.yp.to/proto/maildir.html).
  public enum Flag: Character, Hashable, Sendable, CaseIterable {
    case draft = "D"
    case flagged = "F"
    case answered = "R"
    case seen = "S"
    case deleted = "T"
  }

  /// The bytes, with the trace header fields that delivery put on top.
  public let bytes: [UInt8]
  /// Its flags.
  public let flags: Set<Flag>
  /// The file it lies in.
  public let file: String

  /// ``bytes`` as text; broken UTF-8 shows as U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Lab {
  /// The mails in a user's folder, oldest first; none where the user never got any.
  ///
  /// - Parameters:
  ///   - user: with or without a domain.
  ///   - folder: as IMAP names it: `INBOX`, `Sent`.
  public func mails(of user: String, in folder: String = "INBOX") throws(LabError) -> [LabMail] {
    let maildir = self.maildir(of: user, folder)
    guard FileManager.default.fileExists(atPath: maildir) else { return [] }
    var found: [(order: [Int], mail: LabMail)] = []
    for place in ["cur", "new"] {
      let path = maildir + "/" + place
      // The server makes a Maildir's folders one after the other.
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw .unreadable(path: path)
      }
      for name in names {
        // Gone since it was listed: the server renames a file when a flag changes.
        guard let bytes = FileManager.default.contents(atPath: path + "/" + name) else { continue }
        let flags = name.split(separator: ":2,", maxSplits: 1).dropFirst().first ?? ""
        let mail = LabMail(
          bytes: Array(bytes), flags: Set(flags.compactMap(LabMail.Flag.init(rawValue:))), file: path + "/" + name)
        found.append((Self.order(of: name), mail))
      }
    }
    return found.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.mail)
  }

  /// As ``mails(of:in:)``, once there are at least `count`: the servers pass mail on after they have answered.
  ///
  /// - Parameter seconds: when to give up; 20 because a machine that builds at the same time is slow.
  public func mails(
    of user: String, in folder: String = "INBOX", atLeast count: Int, within seconds: Int = 20
  ) async throws(LabError) -> [LabMail] {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      let mails = try mails(of: user, in: folder)
      if mails.count >= count { return mails }
      guard ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(10))) != nil else {
        throw .mailDidNotCome(user: user, folder: folder, expected: count, found: mails.count, seconds: seconds)
      }
    }
  }

  /// Puts many mails into a user's mailbox at once, byte for byte, as a delivery agent would that knows Maildir.
  public func deliverInBulk(
    _ mails: some Sequence<[UInt8]>, to user: String, in folder: String = "INBOX"
  ) throws(LabError) {
    let maildir = self.maildir(of: user, folder)
    for place in ["", "/tmp", "/new", "/cur"] {
      let path = maildir + place
      // EEXIST is the usual case; what else is wrong shows when the first mail is written.
      mkdir(path, 0o700)
      chown(path, mailOwner.user, mailOwner.group)
    }
    let batch = UInt64.random(in: .min ... .max)
    for (number, bytes) in mails.enumerated() {
      // The first field orders the mails (see ``order(of:)``); a Maildir name is otherwise free.
      let name = "1000000000.M\(number)P1Q\(batch).lab"
      let file = maildir + "/tmp/" + name
      guard
        FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600]),
        chown(file, mailOwner.user, mailOwner.group) == 0, rename(file, maildir + "/new/" + name) == 0
      else { throw .cannotWrite(path: file) }
    }
  }

  /// Puts a mail that lies in a file into a user's INBOX, byte for byte; the file is moved. For mails that are better not
  /// in this process's memory.
  public func deliver(moving file: String, to user: String) throws(LabError) {
    try deliverInBulk([], to: user)
    guard chown(file, mailOwner.user, mailOwner.group) == 0,
      rename(file, maildir(of: user, "INBOX") + "/new/1000000000.M0P1Q\(UInt64.random(in: .min ... .max)).lab") == 0
    else { throw .cannotWrite(path: file) }
  }

  /// Dovecot's Maildir++: INBOX is the top, other folders are hidden folders in it.
  private func maildir(of user: String, _ folder: String) -> String {
    let mailbox = user.split(separator: "@").first.map { $0.lowercased() } ?? user
    return mailFolder + "/" + mailbox + (folder == "INBOX" ? "" : "/." + folder)
  }

  /// When a mail was stored, from its file's name `SECONDS.MmicrosecondsPpid.host`.
  private static func order(of name: String) -> [Int] {
    let fields = name.split(separator: ".", maxSplits: 2)
    let seconds = fields.first.flatMap { Int($0) } ?? 0
    let microseconds = fields.dropFirst().first.flatMap { Int($0.drop { $0 == "M" }.prefix { $0.isNumber }) } ?? 0
    return [seconds, microseconds]
  }
}
