/// Who we are to a mail server. Printing, dumping or logging it shows neither name nor password.
public struct Login: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The account's name, in most places its address.
  public let user: String
  let password: String

  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }

  public var description: String { "Login(not shown)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// Whether both can be said to a server at all: no control characters, and a name that is not empty.
  var isSayable: Bool {
    !user.isEmpty && !(user + password).utf8.contains { $0 < 0x20 || $0 == 0x7F }
  }
}
