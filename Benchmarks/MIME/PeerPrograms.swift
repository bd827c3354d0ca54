import Foundation

/// The programs that are measured beside ours. Neither is needed to build or test the package: GMime's driver is
/// compiled here, at first use.
enum PeerPrograms {
  /// Programs with their arguments; one that this machine lacks is named on standard error and left out.
  static func all(_ list: String) -> [(program: String, arguments: [String])] {
    var result: [(program: String, arguments: [String])] = []
    if let driver = gmimeDriver() { result.append((driver, [list])) }
    let python = "/usr/bin/env"
    if shell("command -v python3 >/dev/null") {
      result.append((python, ["python3", source("cpython.py")] + [list]))
    } else {
      say("no python3 on PATH: CPython is left out.")
    }
    return result
  }

  private static func source(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Peers/\(name)").path
  }

  /// Compiles the driver beside our own program where it is not there or older than its source.
  private static func gmimeDriver() -> String? {
    let source = source("gmime.c")
    guard let ourselves = try? FileManager.default.destinationOfSymbolicLink(atPath: Child.ourselves) else {
      return nil
    }
    let driver = URL(fileURLWithPath: ourselves).deletingLastPathComponent().appendingPathComponent("mime-gmime").path
    if shell("test '\(driver)' -nt '\(source)'") { return driver }
    guard shell("pkg-config --exists 'gmime-3.0 >= 3.2' && command -v cc >/dev/null") else {
      say("GMime is left out: it needs cc, pkg-config and libgmime-3.0-dev (apt install libgmime-3.0-dev).")
      return nil
    }
    let flags = "$(pkg-config --cflags --libs gmime-3.0)"
    return shell("cc -O2 '\(source)' -o '\(driver)' \(flags) >&2") ? driver : nil
  }

  private static func shell(_ line: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func say(_ words: String) {
    FileHandle.standardError.write(Data("mime: \(words)\n".utf8))
  }
}
