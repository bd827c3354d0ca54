import Foundation
import MIMESamples

/// Writes made-up mails to files, where no corpus is at hand.
enum Samples {
  static func write(_ count: Int, to folder: String) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var mails = SampleMails(seed: 20_260_512)
      for number in 0..<count {
        let path = "\(folder)/\(String(format: "%06d", number)).eml"
        try Data(mails.next()).write(to: URL(fileURLWithPath: path))
      }
    } catch {
      fail("cannot write to \(folder): \(error)")
    }
  }
}
