import Desk
import MIME
import Store

extension Store {
  /// A kept message, parsed; nil where there is none. One of several pieces is read as a stream, so that of a large one
  /// only its texts are in memory.
  func parsed(_ id: StoredMessageID) async throws(StoreError) -> Message? {
    guard let first = try await piece(0, of: id) else { return nil }
    return try await parsed(first, of: id)
  }

  /// - Parameter first: the first piece, if it is at hand.
  func parsed(_ first: [UInt8], of id: StoredMessageID) async throws(StoreError) -> Message {
    guard let second = try await piece(1, of: id) else { return Message(parsing: first) }
    var reader = MessageReader()
    reader.append(first)
    reader.append(second)
    var number = 2
    while let next = try await piece(number, of: id) {
      reader.append(next)
      number += 1
    }
    return reader.finish()
  }
}
