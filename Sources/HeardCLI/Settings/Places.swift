import Foundation

/// Where things are by default, by the XDG base directory rules.
enum Places {
  static func settings(_ environment: [String: String]) -> String {
    folder("XDG_CONFIG_HOME", ".config", environment) + "/heard/heard.toml"
  }

  static func store(_ environment: [String: String]) -> String {
    folder("XDG_STATE_HOME", ".local/state", environment) + "/heard/heard.db"
  }

  /// Texts that are being edited.
  static func edits(_ environment: [String: String]) -> String {
    folder("XDG_STATE_HOME", ".local/state", environment) + "/heard/edits"
  }

  /// The variable's folder where it names an absolute one, else the one below home.
  private static func folder(_ variable: String, _ below: String, _ environment: [String: String]) -> String {
    if let named = environment[variable], named.hasPrefix("/") { return named }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/" + below
  }
}
