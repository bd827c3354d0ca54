internal import Synchronization

/// A value that threads change and a test waits for. Who waits takes no processor: a loop that asks again
/// and again holds up the very threads that it waits for.
public final class Watched<Value: Sendable>: Sendable {
  private struct Waiting {
    let isThere: @Sendable (Value) -> Bool
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var value: Value
    var waiting: [Int: Waiting] = [:]
    var last = 0
    /// Tasks that were cancelled before they waited.
    var cancelled: Set<Int> = []
  }

  private let state: Mutex<State>

  public init(_ value: Value) { state = Mutex(State(value: value)) }

  /// Reads or changes the value, and wakes those who waited for what it has become.
  @discardableResult
  public func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    let (result, woken) = state.withLock { state in
      let result = body(&state.value)
      let there = state.waiting.filter { $0.value.isThere(state.value) }
      for number in there.keys { state.waiting[number] = nil }
      return (result, there.values.map(\.wake))
    }
    for wake in woken { wake.resume() }
    return result
  }

  /// Returns once the value is so, or the task is cancelled.
  public func until(_ isThere: @escaping @Sendable (Value) -> Bool) async {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let isOver = state.withLock { state in
          if state.cancelled.remove(number) != nil || isThere(state.value) { return true }
          state.waiting[number] = Waiting(isThere: isThere, wake: wake)
          return false
        }
        if isOver { wake.resume() }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        if state.waiting[number] == nil { state.cancelled.insert(number) }
        return state.waiting.removeValue(forKey: number)
      }
      waiting?.wake.resume()
    }
  }
}
