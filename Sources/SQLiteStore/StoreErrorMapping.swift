import Foundation
import GRDB
import Store

extension StoreError {
  /// What a database's error means to us; values and SQL, which may hold customers' words, are left out.
  init(_ error: any Error, at place: String) {
    if let own = error as? StoreError {
      self = own
      return
    }
    guard let database = error as? DatabaseError else {
      self = .cannotOpen(place: place, reason: error.localizedReason)
      return
    }
    switch database.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_FULL: self = .full
    case .SQLITE_IOERR: self = .inputOutput(database.message ?? "input/output error")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(database.message ?? "not a database")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
      self = .cannotOpen(place: place, reason: database.message ?? "permission denied")
    case .SQLITE_CONSTRAINT: self = .ruleBroken(database.message ?? "constraint")
    default: self = .other(database.message ?? "SQLite error \(database.resultCode.rawValue)")
    }
  }
}

extension Error {
  fileprivate var localizedReason: String { (self as NSError).localizedDescription }
}
