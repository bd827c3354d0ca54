import ArgumentParser
import Foundation
import Store
import Wire
import Worker

/// `heard`: the worker and the agents' desk.
struct Heard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heard",
    abstract: "Answers a support mailbox so that nobody is asked again for what they already said.",
    discussion: ExitStatus.explanation,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Set up", subcommands: [Init.self, Doctor.self, Auth.self]),
      CommandGroup(name: "Work", subcommands: [Run.self, Ingest.self, Status.self, Audit.self]),
      CommandGroup(
        name: "Answer",
        subcommands: [
          Queue.self, Show.self, Why.self, Edit.self, Approve.self, Reject.self, OutboxCommand.self,
        ]),
      CommandGroup(name: "Thank", subcommands: [TopicCommand.self, Thank.self]),
      CommandGroup(name: "Keep safe", subcommands: [Backup.self, Check.self, Restore.self, Reparse.self, LexiconCommand.self]),
      CommandGroup(name: "For scripts", subcommands: [MIMECommand.self, ParseCommand.self, ClaimsCommand.self, GateCommand.self]),
    ])
}

@main
enum Main {
  static func main() async {
    // A reader that goes away (`heard queue | head`) ends the write, not the process, so that a commit goes on.
    signal(SIGPIPE, SIG_IGN)
    // A limit on file sizes is a full disk to us, not the end.
    signal(SIGXFSZ, SIG_IGN)
    umask(0o077)
    CoreDumps.forbid()
    openStandardStreams()
    var status = ExitStatus.ok
    do {
      try Workplace.checkAbortPoint()
      var command = try Heard.parseAsRoot()
      if var asynchronous = command as? AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      status = report(error)
    }
    exit(withOutput(status).rawValue)
  }

  /// A shell may close them (`>&-`); the next file or socket would then take their number, and get what is printed.
  private static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// A command whose output was lost has not gone well, save where the reader had enough.
  private static func withOutput(_ status: ExitStatus) -> ExitStatus {
    let failure = Screen.outputFailure
    guard failure != 0, failure != EPIPE else { return status }
    Screen(environment: ProcessInfo.processInfo.environment).note(
      "heard: standard output could not be written: \(String(cString: strerror(failure))). "
        + "What was printed is not whole.")
    return status == .ok ? .error : status
  }

  private static func report(_ error: any Error) -> ExitStatus {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    switch error {
    case is CommandError, is StoreError, is WireError, is WorkerError:
      let error = CommandError(any: error)
      screen.note("heard: \(error.message)")
      return error.status
    case let status as EndWith:
      return status.status
    default:
      let code = Heard.exitCode(for: error)
      if code == .success {
        screen.block(Heard.fullMessage(for: error), indent: "")
        return .ok
      }
      screen.note(Heard.fullMessage(for: error))
      return code == .validationFailure ? .usage : .error
    }
  }
}

/// Ends a command that has said what there is to say with a status of its own.
struct EndWith: Error {
  let status: ExitStatus
}
