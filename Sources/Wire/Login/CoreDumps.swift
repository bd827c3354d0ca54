internal import CCurl

/// What a crash of this process may leave behind.
public enum CoreDumps {
  /// Keeps passwords and tokens, which libcurl and we hold in memory, out of core dumps for as long as the process
  /// lives; other processes of the same user cannot look into its memory either.
  /// - Returns: false where the system does not allow it.
  @discardableResult
  public static func forbid() -> Bool { ccurl_forbid_core_dumps() }
}
