import Foundation

/// The templates of a team's own folder.
enum TemplateFolder {
  /// All `.mustache` files, by name.
  static func read(_ folder: String) throws(CommandError) -> [(file: String, text: String)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw CommandError("the template folder \(folder) cannot be read. Check [templates] folder in the settings.")
    }
    var files: [(file: String, text: String)] = []
    for name in names.sorted() where name.hasSuffix(".mustache") {
      let path = folder + "/" + name
      guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
        throw CommandError("the template \(path) cannot be read as UTF-8 text. Check its rights and its encoding.")
      }
      files.append((file: name, text: text))
    }
    guard !files.isEmpty else {
      throw CommandError("the template folder \(folder) holds no .mustache file. Copy the project's templates there.")
    }
    return files
  }
}
