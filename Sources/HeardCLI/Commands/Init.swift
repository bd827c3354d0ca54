import ArgumentParser
import Foundation

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented settings file.",
    discussion: "Asks only on a terminal. An existing file is never overwritten.\n\n" + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  func run() throws {
    let place = Workplace(common)
    let path = place.settingsPlace
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandError("\(path) exists already. Edit it, or name another with --config; nothing was changed.")
    }
    let template = SettingsTemplate(answers: try answers(place))
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    // O_EXCL: a file that appeared meanwhile is not overwritten either.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandError("\(path) could not be written: \(String(cString: strerror(errno))). Name another with --config.")
    }
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(template.text.utf8))
      try handle.close()
    } catch {
      throw CommandError("\(path) could not be written wholly. Remove it and try again.")
    }
    if common.json {
      try place.screen.json(Line(settings: path))
    } else {
      place.screen.line(path)
      place.screen.note((template.isFilled ? "Now" : "Fill in what stands in capitals, then") + " run: heard doctor")
    }
  }

  /// What the person says; defaults stay where they say nothing, and where there is no terminal.
  private func answers(_ place: Workplace) throws(CommandError) -> SettingsTemplate.Answers {
    var answers = SettingsTemplate.Answers()
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { answers.osUser = String(cString: name) }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return answers }
    let screen = place.screen
    screen.line("Return keeps what stands in brackets.")
    let dialog = InitDialog(read: { readLine() }, prompt: screen.prompt, tell: { screen.line($0, .yellow) })
    guard dialog.ask(&answers) else {
      screen.line()
      throw CommandError("the answers ended early. Nothing was written.")
    }
    return answers
  }

  private struct Line: Encodable {
    var v = 1
    let settings: String
  }
}
