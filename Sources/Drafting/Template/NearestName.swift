/// Finds the name that was probably meant.
public enum NearestName {
  /// The candidate that differs least from `name`; nil where none is near enough to be a slip.
  public static func to(_ name: String, among candidates: [String]) -> String? {
    TemplateName.nearest(to: name, among: candidates)
  }
}
