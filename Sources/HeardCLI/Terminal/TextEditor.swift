import Foundation

/// A person's own editor on a text, in a file that only they may read.
struct TextEditor {
  let place: Workplace

  init(_ place: Workplace) {
    self.place = place
  }

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
    var template = Array((NSTemporaryDirectory() + "/heard-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandError("no private folder could be made in \(NSTemporaryDirectory()).")
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/draft.txt"
    guard FileManager.default.createFile(atPath: file, contents: Data((text + "\n").utf8)) else {
      throw CommandError("\(file) could not be written.")
    }
    // The editor may be given with options; the file's name is an argument, never part of the command.
    let command = ChildCommand(script: "\(editor) \"$1\"", arguments: [file], environment: place.environment)
    let ending: ChildCommand.Ending
    do { ending = try command.onTerminal() } catch { throw CommandError("the editor \(editor) could not be started.") }
    guard ending == .exited(0) else {
      throw CommandError("the editor \(editor) \(ending); nothing was changed.")
    }
    guard let data = FileManager.default.contents(atPath: file), let edited = String(data: data, encoding: .utf8) else {
      throw CommandError("the edited text is not UTF-8; nothing was changed.")
    }
    return edited.last == "\n" ? String(edited.dropLast()) : edited
  }
}
