/// Why the store could not do what it was asked; outcomes that a second person or process causes are no errors.
public enum StoreError: Error, Hashable, Sendable {
  /// The place does not exist or may not be written.
  case cannotOpen(place: String, reason: String)
  /// Another process held it longer than the timeout.
  case busy
  /// No room on the disk.
  case full
  /// The disk failed to read or write.
  case inputOutput(String)
  /// The file is damaged or is no store.
  case corrupt(String)
  /// It was written by a newer Heard.
  case newerSchema(found: String)
  /// A rule of the store refused a change: an error in Heard itself.
  case ruleBroken(String)
  /// Anything else the database says.
  case other(String)
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let place, let reason):
      "cannot open the store \(place): \(reason). Check the folder and its rights, or name another with --store."
    case .busy:
      "the store is busy: another process has held it for too long. Try again; nothing was changed."
    case .full:
      "the disk with the store is full; nothing was changed. Make room and try again."
    case .inputOutput(let reason):
      // A disk that fails in a commit's last step may have it all the same.
      "the disk with the store failed (\(reason)); what was under way may be done or not. Check the disk, and look "
        + "before you do it again."
    case .corrupt(let reason):
      "the store is damaged or is no Heard store (\(reason)). Keep the file, and put the last backup in its place: "
        + "heard restore FILE"
    case .newerSchema(let found):
      "the store was written by a newer Heard (\(found)). Use that version, or name another store with --store."
    case .ruleBroken(let rule):
      "the store refused a change that breaks its rules (\(rule)); nothing was changed. This is an error in Heard."
    case .other(let reason):
      "the store failed: \(reason); nothing was changed."
    }
  }

  /// Whether trying again later may help.
  public var isTemporary: Bool {
    switch self {
    case .busy, .full, .inputOutput: true
    case .cannotOpen, .corrupt, .newerSchema, .ruleBroken, .other: false
    }
  }
}
