import Foundation

/// The processor's seconds that this process has used: on a busy machine truer than the clock on the wall.
func processorSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// The number of the core that this process runs on: one that it may be pinned to (proc_pid_stat(5), field 39).
func currentCore() -> Int {
  let stat = (try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8)) ?? ""
  // The second field is a name in parentheses that may hold spaces.
  let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
  return fields.count > 36 ? Int(fields[36]) ?? 0 : 0
}

extension String {
  /// With spaces before it, `width` long.
  func right(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
  /// With spaces behind it, `width` long.
  func left(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Double {
  /// With `digits` behind the point.
  func fixed(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }
}
