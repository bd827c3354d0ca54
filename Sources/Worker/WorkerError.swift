public import Store
public import Wire

/// Why a stage of the worker stopped.
public enum WorkerError: Error, Sendable {
  case store(StoreError)
  case wire(WireError)
  /// Another process is the worker of this store.
  case anotherWorker
}

extension WorkerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .store(let error): error.description
    case .wire(let error): error.description
    case .anotherWorker:
      "another worker holds this store. Stop it, or let it do the work; nothing was changed."
    }
  }
}

/// Runs a store's call in a stage of the worker.
func stored<T: Sendable>(
  _ body: () async throws(StoreError) -> T
) async throws(WorkerError) -> T {
  do { return try await body() } catch { throw .store(error) }
}

/// Runs a server's call in a stage of the worker.
func wired<T: Sendable>(
  _ body: () async throws(WireError) -> T
) async throws(WorkerError) -> T {
  do { return try await body() } catch { throw .wire(error) }
}
