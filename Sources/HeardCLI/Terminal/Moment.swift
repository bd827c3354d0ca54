import ArgumentParser
import Desk
import Foundation

/// Times as people read them.
enum Moment {
  /// `2026-11-22T03:04:05Z`.
  static func stamp(_ seconds: Seconds) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }

  /// `22 Nov 03:04`, in the zone of the reader.
  static func short(_ seconds: Seconds) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.dateFormat = "d MMM HH:mm"
    return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
  }

  /// The first second of `2026-01-31`, in UTC; throws for what is no day.
  static func day(_ text: String) throws -> Seconds {
    let strategy = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    // Only days that are written back the same way: no 31 February.
    guard let date = try? strategy.parse(text), strategy.format(date) == text else {
      throw ValidationError("'\(text)' is not a day: write 2026-01-31.")
    }
    return Seconds(date.timeIntervalSince1970)
  }

  /// `3 min`, `5 h`, `2 d`.
  static func age(_ since: Seconds, at now: Seconds) -> String {
    let seconds = max(0, now - since)
    return switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
