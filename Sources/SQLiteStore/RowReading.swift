import Foundation
import GRDB
import Store

extension Row {
  /// The column's value; throws where the file holds something else, instead of trapping.
  func value<T: DatabaseValueConvertible>(_ column: String, as type: T.Type = T.self) throws -> T {
    let stored: DatabaseValue = self[column]
    guard let value = T.fromDatabaseValue(stored) else { throw StoreError.corrupt("column \(column)") }
    return value
  }

  /// The column's value, or nil for NULL.
  func optional<T: DatabaseValueConvertible>(_ column: String, as type: T.Type = T.self) throws -> T? {
    let stored: DatabaseValue = self[column]
    if stored.isNull { return nil }
    guard let value = T.fromDatabaseValue(stored) else { throw StoreError.corrupt("column \(column)") }
    return value
  }

  func bytes(_ column: String) throws -> [UInt8] { Array(try value(column, as: Data.self)) }

  /// A value of an enum whose raw values the column holds.
  func name<T: RawRepresentable>(_ column: String, as type: T.Type = T.self) throws -> T where T.RawValue == String {
    guard let value = T(rawValue: try value(column)) else { throw StoreError.corrupt("column \(column)") }
    return value
  }

  func optionalName<T: RawRepresentable>(
    _ column: String, as type: T.Type = T.self
  ) throws -> T? where T.RawValue == String {
    guard let text: String = try optional(column) else { return nil }
    guard let value = T(rawValue: text) else { throw StoreError.corrupt("column \(column)") }
    return value
  }
}
