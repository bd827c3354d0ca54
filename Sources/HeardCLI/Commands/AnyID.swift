public import ArgumentParser
public import Desk

/// An id as a person types it: `d3`, `m7`, `o2`; a bare number is a draft's.
enum AnyID: ExpressibleByArgument {
  case draft(DraftID)
  case message(StoredMessageID)
  case outbox(OutboxID)

  init?(argument: String) {
    switch argument.first {
    case "m": if let id = StoredMessageID(parsing: argument) { self = .message(id) } else { return nil }
    case "o": if let id = OutboxID(parsing: argument) { self = .outbox(id) } else { return nil }
    default: if let id = DraftID(parsing: argument) { self = .draft(id) } else { return nil }
    }
  }
}

extension DraftID: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}

extension StoredMessageID: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}

extension OutboxID: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}

extension TopicID: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}
