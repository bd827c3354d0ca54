internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Counts every await, commit, send and receive on the way of a mail, and can end the process hard at one of them.
///
/// Crash-safety is measured with it: a harness sets `HEARD_ABORT_AT` to 1, 2, 3 ... and compares what is left behind
/// with an uninterrupted run. In ordinary use nothing is set and a step costs one atomic addition.
public final class StepCounter: Sendable {
  /// Where the process ends, as if by `kill -9`: no cleanup runs, nothing is flushed.
  public enum AbortPoint: Hashable, Sendable {
    /// At the n-th step of the process, counted from 1.
    case number(Int)
    /// At the n-th step (from 1) that carries this name.
    case named(String, occurrence: Int)

    /// Reads `17`, `smtp.dot.sent` or `store.commit:3`; nil for anything else.
    public init?(_ text: String) {
      if let number = Int(text) {
        guard number > 0 else { return nil }
        self = .number(number)
        return
      }
      let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty, pieces.count <= 2 else { return nil }
      guard pieces.count == 2 else {
        self = .named(String(name), occurrence: 1)
        return
      }
      guard let occurrence = Int(pieces[1]), occurrence > 0 else { return nil }
      self = .named(String(name), occurrence: occurrence)
    }
  }

  private let abortPoint: AbortPoint?
  private let trace: (@Sendable (Int, StaticString) -> Void)?
  /// Held from a step's number to the end of its trace, so that two threads' steps are told in their order.
  private let tracing = Mutex<Void>(())
  private let passed = Atomic<Int>(0)
  private let namedPassed = Atomic<Int>(0)

  /// - Parameters:
  ///   - abortPoint: where to end the process; nil for never.
  ///   - trace: called at each step with its number (from 1) and name, before the process may end there.
  public init(abortAt abortPoint: AbortPoint? = nil, trace: (@Sendable (Int, StaticString) -> Void)? = nil) {
    self.abortPoint = abortPoint
    self.trace = trace
  }

  /// How many steps have been passed so far.
  public var count: Int { passed.load(ordering: .relaxed) }

  /// Passes one step. `name` says what is about to happen, as `area.what` (`imap.receive`, `store.commit`).
  public func pass(_ name: StaticString) {
    let number = number(of: name)
    switch abortPoint {
    case nil: return
    case .number(let wanted): if number == wanted { Self.end() }
    case .named(let wanted, let occurrence):
      guard name.description == wanted else { return }
      if namedPassed.add(1, ordering: .relaxed).newValue == occurrence { Self.end() }
    }
  }

  private func number(of name: StaticString) -> Int {
    guard let trace else { return passed.add(1, ordering: .relaxed).newValue }
    return tracing.withLock { _ in
      let number = passed.add(1, ordering: .relaxed).newValue
      trace(number, name)
      return number
    }
  }

  private static func end() {
    kill(getpid(), SIGKILL)
  }
}
