extension Lexicon {
  /// The word lists that ship inside the program: the files of `Resources`.
  ///
  /// - Throws: ``LexiconError``, if a file of ours is wrong.
  public static func builtIn() throws(LexiconError) -> Lexicon {
    var lexicon = Lexicon()
    for (section, bytes) in files { try lexicon.add(String(decoding: bytes, as: UTF8.self), section: section) }
    return lexicon
  }

  private static var files: [(Section, [UInt8])] {
    [
      (.action, PackageResources.actions_tsv), (.noun, PackageResources.nouns_tsv), (.ring, PackageResources.rings_tsv),
      (.embedding, PackageResources.embeddings_tsv), (.kin, PackageResources.kins_tsv), (.state, PackageResources.states_tsv),
      (.age, PackageResources.ages_tsv), (.contrast, PackageResources.contrasts_tsv),
    ]
  }
}
