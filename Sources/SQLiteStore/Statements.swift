import GRDB

// Each statement of ours is compiled once a connection: there are few, and compiling costs more than most of them take.

extension Database {
  /// Runs a statement that gives no rows.
  func run(_ sql: String, arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// All rows of a query.
  func rows(_ sql: String, arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first row of a query.
  func row(_ sql: String, arguments: StatementArguments = []) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first column of all rows.
  func values<T: DatabaseValueConvertible>(
    _ type: T.Type, _ sql: String, arguments: StatementArguments = []
  ) throws -> [T] {
    try T.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first column of the first row; nil where there is none, or where it is NULL.
  func value<T: DatabaseValueConvertible>(
    _ type: T.Type, _ sql: String, arguments: StatementArguments = []
  ) throws -> T? {
    try T.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }
}
