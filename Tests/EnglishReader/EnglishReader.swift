public import Claims
import EnglishModel
import Language

/// The reader of claims and asks that ships, made once for all tests of a process.
public enum EnglishReader {
  public static let shared: ClaimReader = {
    do {
      return with(try Lexicon.builtIn())
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The same model with another lexicon.
  public static func with(_ lexicon: Lexicon) -> ClaimReader { ClaimReader(model: model, lexicon: lexicon) }

  private static let model: LanguageModel = {
    do {
      return try EnglishModel.load()
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}
