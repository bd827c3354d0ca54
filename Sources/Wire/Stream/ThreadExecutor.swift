internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One thread of its own, on which an actor's jobs run in order.
///
/// A mail connection waits in `poll` for minutes; on Swift's shared threads that would hold up everybody else.
/// The thread ends when the executor is let go of and its last job is done.
final class ThreadExecutor: SerialExecutor {
  private let line: JobLine

  /// Starts the thread; nil where the system gives none.
  init?() {
    line = JobLine()
    guard line.startThread() else { return nil }
  }

  deinit { line.end() }

  func enqueue(_ job: consuming ExecutorJob) {
    line.add(UnownedJob(job), for: self)
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The jobs that wait for one thread. The thread holds it too, so that it outlives the executor.
private final class JobLine: Sendable {
  private struct Entry {
    let job: UnownedJob
    /// Kept until the job is done, for the job's return goes through it.
    let executor: ThreadExecutor
  }
  private struct Waiting {
    var entries: [Entry] = []
    var ended = false
  }

  private let waiting = Mutex(Waiting())
  private let signal = Signal()

  func add(_ job: UnownedJob, for executor: ThreadExecutor) {
    waiting.withLock { $0.entries.append(Entry(job: job, executor: executor)) }
    signal.raise()
  }

  func end() {
    waiting.withLock { $0.ended = true }
    signal.raise()
  }

  func startThread() -> Bool {
    let context = Unmanaged.passRetained(self)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let failure = pthread_create(&thread, nil, { (context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? in
      guard let context else { return nil }
      Unmanaged<JobLine>.fromOpaque(context).takeRetainedValue().work()
      return nil
    }, context.toOpaque())
    guard failure == 0 else {
      context.release()
      return false
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
    return true
  }

  private func work() {
    while true {
      let (batch, ended) = waiting.withLock { waiting in
        let batch = waiting.entries
        waiting.entries = []
        return (batch, waiting.ended)
      }
      if batch.isEmpty {
        if ended { return }
        signal.wait()
      }
      for entry in batch {
        entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
      }
    }
  }
}

/// Remembers being raised until somebody has waited for it.
private final class Signal: Sendable {
  private let raised = Atomic<Bool>(false)
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func raise() {
    pthread_mutex_lock(mutex)
    raised.store(true, ordering: .relaxed)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  func wait() {
    pthread_mutex_lock(mutex)
    while !raised.exchange(false, ordering: .relaxed) { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
