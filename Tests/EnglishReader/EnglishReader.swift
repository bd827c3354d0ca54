public import Claims
import EnglishModel

/// The reader of claims and asks that ships, made once for all tests of a process.
public enum EnglishReader {
  public static let shared: ClaimReader = {
    do {
      return ClaimReader(model: try EnglishModel.load(), lexicon: try Lexicon.builtIn())
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}
