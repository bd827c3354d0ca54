import ArgumentParser
import Store
import Wire
import Worker

/// What `heard` tells the shell (DESIGN: interfaces).
enum ExitStatus: Int32 {
  case ok = 0
  case error = 1
  case usage = 2
  case refusedByGate = 3
  case login = 4
  case tryLater = 75

  /// For every `--help`.
  static let explanation = """
    EXIT CODES: 0 ok, 1 error, 2 usage, 3 refused by the gate, 4 login refused, 75 try later.
    """
}

/// Why a command ended without doing what it was asked: one or two lines for a person, and a code for a script.
struct CommandError: Error {
  let message: String
  let status: ExitStatus

  init(_ message: String, _ status: ExitStatus = .error) {
    self.message = message
    self.status = status
  }

  init(_ error: StoreError) {
    self.init(error.description, error.isTemporary ? .tryLater : .error)
  }

  init(_ error: WireError) {
    switch error.kind {
    case .login: self.init(error.description, .login)
    case .later: self.init(error.description, .tryLater)
    case .certificate, .never: self.init(error.description, .error)
    }
  }

  init(_ error: WorkerError) {
    switch error {
    case .store(let error): self.init(error)
    case .wire(let error): self.init(error)
    case .anotherWorker: self.init(error.description, .tryLater)
    }
  }

  /// Any error of ours; the rest keeps its own words.
  init(any error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as StoreError: self.init(error)
    case let error as WireError: self.init(error)
    case let error as WorkerError: self.init(error)
    default: self.init("\(error)")
    }
  }
}
