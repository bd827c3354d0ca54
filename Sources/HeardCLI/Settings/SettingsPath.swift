/// How places in the settings are named while they are read: `imap` for a table, `account#1.imap` for the table of the
/// second entry of an array of tables.
enum SettingsPath {
  /// - Parameter index: from 0.
  static func entry(of array: String, _ index: Int) -> String { "\(array)#\(index)" }

  /// The table as a person writes it: `account.imap`.
  static func written(_ path: String) -> String {
    guard let mark = path.firstIndex(of: "#") else { return path }
    return String(path[..<mark] + path[mark...].drop { $0 != "." })
  }

  /// The name of the table itself: `imap`.
  static func table(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }
}
