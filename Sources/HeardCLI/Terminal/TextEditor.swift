import Desk
import Foundation

/// A person's own editor on a draft's text, in a file that only they may read.
///
/// The file stays until its text has been taken over: neither a refused edit nor a closed terminal loses what a person
/// wrote.
struct TextEditor {
  let place: Workplace
  let draft: DraftID

  private var folder: String { Places.edits(place.environment) }
  private var file: String { folder + "/\(draft).txt" }

  /// Forgets the text, once it is in the store.
  func done() {
    try? FileManager.default.removeItem(atPath: file)
  }

  /// Told where an edit is refused.
  var whereKept: String { "Your text is kept in \(file); the next heard edit \(draft) opens it again." }

  /// The text as it was saved; the line feed that editors put at the end of a file is no part of it.
  func edit(_ text: String) throws(CommandError) -> String {
    guard let editor = [place.environment["VISUAL"], place.environment["EDITOR"]].compactMap({ $0 })
      .first(where: { !$0.isEmpty })
    else {
      throw CommandError("set VISUAL or EDITOR to your editor, or give the text with --body-file PATH.", .usage)
    }
    guard isatty(STDIN_FILENO) == 1 else {
      throw CommandError(
        "standard input is no terminal, so \(editor) cannot be used. Give the text with --body-file PATH.", .usage)
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandError("no private folder could be made at \(folder). Check its rights.")
    }
    if FileManager.default.fileExists(atPath: file) {
      place.screen.note("An earlier edit of \(draft) was not taken over; here is its text again (\(file)).")
    } else {
      guard FileManager.default.createFile(
        atPath: file, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
      else { throw CommandError("\(file) could not be written.") }
    }
    // The editor may be given with options; the file's name is an argument, never part of the command.
    let command = ChildCommand(script: "\(editor) \"$1\"", arguments: [file], environment: place.environment)
    let ending: ChildCommand.Ending
    do { ending = try command.onTerminal() } catch { throw CommandError("the editor \(editor) could not be started.") }
    guard ending == .exited(0) else {
      throw CommandError("the editor \(editor) \(ending); nothing was changed. \(whereKept)")
    }
    guard let data = FileManager.default.contents(atPath: file), let edited = String(data: data, encoding: .utf8) else {
      throw CommandError("the edited text is not UTF-8; nothing was changed. \(whereKept)")
    }
    return edited.last == "\n" ? String(edited.dropLast()) : edited
  }
}
