public import Foundation
public import Language

/// The English model that ships with the package.
public enum EnglishModel {
  static let fileName = "english.model"
  /// As the Swift package manager names the folder of this target's resources.
  static let folderName = "Heard_EnglishModel.resources"

  /// The model, from beside the running program, or from `file`.
  public static func load(from file: URL? = nil) throws(EnglishModelError) -> LanguageModel {
    let place = file ?? Bundle.main.bundleURL.appendingPathComponent(folderName).appendingPathComponent(fileName)
    let data: Data
    do {
      data = try Data(contentsOf: place)
    } catch {
      // Foundation ends its sentence with a dot, as ours does.
      let why = error.localizedDescription
      throw EnglishModelError(file: place, reason: "cannot be read: \(why.hasSuffix(".") ? String(why.dropLast()) : why)")
    }
    do {
      return try LanguageModel(Array(data))
    } catch {
      throw EnglishModelError(file: place, reason: error.description)
    }
  }
}

/// Why there is no model.
public struct EnglishModelError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: URL
  public let reason: String

  public var description: String {
    "\(file.path) \(reason). Build heard anew, or make the model with `swift run -c release language-train` (docs/LANGUAGE.md)."
  }
}
