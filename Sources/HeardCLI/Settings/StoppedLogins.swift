import Foundation
import Wire

extension Workplace {
  /// The accounts beside this store whose login was refused, and that a person must let go on; by name.
  ///
  /// Needs no settings. A record that cannot be read is passed over: whoever logs in with it is told.
  func stoppedLogins() -> [(account: String, stop: LoginRecord.Stop)] {
    let folder = storePlace + ".logins"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      guard !name.hasSuffix(".lock"), !name.hasSuffix(".new"), let account = name.removingPercentEncoding,
        let stop = (try? LoginFile(path: folder + "/" + name).read())?.stopped
      else { return nil }
      return (account, stop)
    }
  }
}
