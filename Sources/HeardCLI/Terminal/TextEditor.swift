import Foundation

/// A person's own editor on a text, in a file that only they may read.
struct TextEditor {
  let place: Workplace

  init(_ place: Workplace) {
    self.place = place
  }

  /// The text as it was saved.
  func edit(_ text: String) throws(CommandError) -> String {
    guard isatty(STDIN_FILENO) == 1, let editor = place.environment["VISUAL"] ?? place.environment["EDITOR"],
      !editor.isEmpty
    else {
      throw CommandError("set VISUAL or EDITOR to your editor, or give the text with --body-file PATH.", .usage)
    }
    var template = Array((NSTemporaryDirectory() + "/heard-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw CommandError("no private folder could be made in \(NSTemporaryDirectory()).") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/draft.txt"
    guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
      throw CommandError("\(file) could not be written.")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The editor may be given with options; the file's name is an argument, never part of the command.
    process.arguments = ["-c", "\(editor) \"$1\"", "heard", file]
    do { try process.run() } catch { throw CommandError("the editor \(editor) could not be started.") }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandError("the editor ended with status \(process.terminationStatus); nothing was changed.")
    }
    guard let data = FileManager.default.contents(atPath: file), let edited = String(data: data, encoding: .utf8) else {
      throw CommandError("the edited text is not UTF-8; nothing was changed.")
    }
    return edited
  }
}
