extension TemplateLibrary {
  /// The templates that ship inside the program: the files of the folder `templates`, by their names.
  ///
  /// A folder of the user's own starts as a copy of these. The build puts each file's bytes into `PackageResources`.
  public static let builtIn: [(file: String, text: String)] = [
    ("app-fault.mustache", PackageResources.app_fault_mustache),
    ("billing.mustache", PackageResources.billing_mustache),
    ("damaged-goods.mustache", PackageResources.damaged_goods_mustache),
    ("feedback.mustache", PackageResources.feedback_mustache),
    ("general.mustache", PackageResources.general_mustache),
    ("login.mustache", PackageResources.login_mustache),
    ("missing-parcel.mustache", PackageResources.missing_parcel_mustache),
    ("thanks.mustache", PackageResources.thanks_mustache),
    ("wrong-item.mustache", PackageResources.wrong_item_mustache),
  ].map { ($0, String(decoding: $1, as: UTF8.self)) }
}
