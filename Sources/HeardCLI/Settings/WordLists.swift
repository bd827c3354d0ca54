import Claims
import EnglishModel
import Foundation

/// What claims and asks are read with: the English model, the word lists that ship, and those of the shop.
enum WordLists {
  /// A shop's own actions and names of things lie in this file beside its settings.
  static let fileName = "lexicon.tsv"

  /// - Parameter settings: path of the settings file; nil for none.
  static func reader(beside settings: String?) throws(CommandError) -> ClaimReader {
    var lexicon: Lexicon
    do { lexicon = try Lexicon.builtIn() } catch { throw CommandError("the word lists that ship are wrong: \(error)") }
    if let settings {
      let place = URL(fileURLWithPath: settings).deletingLastPathComponent().appendingPathComponent(fileName)
      if FileManager.default.fileExists(atPath: place.path) { try add(place, to: &lexicon) }
    }
    do {
      return ClaimReader(model: try EnglishModel.load(), lexicon: lexicon)
    } catch {
      throw CommandError("\(error)")
    }
  }

  private static func add(_ place: URL, to lexicon: inout Lexicon) throws(CommandError) {
    let text: String
    do {
      text = String(decoding: try Data(contentsOf: place), as: UTF8.self)
    } catch {
      throw CommandError("\(place.path) cannot be read: \(error.localizedDescription)")
    }
    do {
      try lexicon.add(text, section: nil)
    } catch {
      throw CommandError("\(place.path), \(error).")
    }
  }
}
