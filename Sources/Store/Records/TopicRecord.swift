public import Desk

/// A problem or suggestion that customers raised.
public struct TopicRecord: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case open
    /// What was done about it, by whom and when.
    case resolved(resolution: String, by: String, at: Seconds)
  }
  public let id: TopicID
  public let title: String
  public let state: State
  public let voices: [TopicVoice]

  public init(id: TopicID, title: String, state: State, voices: [TopicVoice]) {
    self.id = id
    self.title = title
    self.state = state
    self.voices = voices
  }
}

public enum TopicOutcome: Hashable, Sendable {
  case done
  /// The message is linked to the topic already.
  case already
  /// The topic was resolved before.
  case resolvedBefore
  case missing
}

/// A thanks to queue: one a person and topic.
public struct NewThanks: Sendable {
  public let voice: TopicVoice
  public let conversation: ConversationID
  public let draft: NewDraft

  public init(voice: TopicVoice, conversation: ConversationID, draft: NewDraft) {
    self.voice = voice
    self.conversation = conversation
    self.draft = draft
  }
}
