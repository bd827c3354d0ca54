/// Written together, and more than one word of grammar: `don't`, `cannot`, `gonna`.
enum Contraction {
  /// Where the last word of a surface token begins, counted in scalars from its end; nil for a single word.
  ///
  /// - Parameter form: in lower case, apostrophes straight.
  static func tail(of form: [UInt8]) -> Int? {
    if let apostrophe = form.lastIndex(of: 0x27), apostrophe > 0 {
      let tail = form[(apostrophe + 1)...]
      switch tail {
      case _ where tail.elementsEqual("t".utf8) && form[apostrophe - 1] == UInt8(ascii: "n") && apostrophe > 1: return 3
      case _ where tail.elementsEqual("s".utf8) && !Scalar.isDigit(form[apostrophe - 1]): return 2
      case _ where tail.elementsEqual("m".utf8) || tail.elementsEqual("d".utf8): return 2
      case _ where tail.elementsEqual("ve".utf8) || tail.elementsEqual("re".utf8) || tail.elementsEqual("ll".utf8): return 3
      // The possessive of a plural: `parents'`.
      case _ where tail.isEmpty && form[apostrophe - 1] == UInt8(ascii: "s") && apostrophe > 2: return 1
      default: return nil
      }
    }
    return whole[String(decoding: form, as: UTF8.self)]
  }

  /// Without an apostrophe, as typed in haste; only what is no other word (`ill`, `were`, `its` are).
  private static let whole: [String: Int] = [
    "cannot": 3, "gonna": 2, "wanna": 2, "gotta": 2, "dont": 2, "doesnt": 2, "didnt": 2, "wont": 2, "cant": 2, "isnt": 2,
    "wasnt": 2, "arent": 2, "werent": 2, "havent": 2, "hasnt": 2, "hadnt": 2, "couldnt": 2, "wouldnt": 2, "shouldnt": 2,
    "im": 1, "ive": 2, "youre": 2, "youve": 2, "youll": 2, "theyre": 2, "theyve": 2, "theyll": 2, "weve": 2, "itll": 2,
    "thats": 1, "whats": 1, "theres": 1, "heres": 1, "lets": 1, "alot": 3, "hes": 1, "shes": 1,
  ]
}
