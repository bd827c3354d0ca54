import ArgumentParser
import Claims
import Desk
import MIME
import Store

struct TopicCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topic", abstract: "What customers raised, and what was done about it.",
    subcommands: [Add.self, Link.self, Resolve.self, List.self], defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Note a topic that customers raise.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "What it is about.")
    var title: String

    func validate() throws {
      if !title.contains(where: { !$0.isWhitespace }) { throw ValidationError("a topic needs a title.") }
    }

    func run() async throws {
      let place = Workplace(common)
      let store = try place.openStore(making: true)
      let id = try await store.addTopic(title, at: place.now())
      if common.json {
        try place.screen.json(TopicLine(topic: id.description))
      } else {
        place.screen.line("\(id)")
      }
    }
  }

  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that a mail raised a topic.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The topic: t1.")
    var topic: TopicID

    @Argument(help: "The mail: m7.")
    var message: StoredMessageID

    @Option(help: "The customer's words about it, exactly; without it, what they ask or remark.")
    var quote: String?

    func validate() throws {
      if let quote, !quote.contains(where: { !$0.isWhitespace }) {
        throw ValidationError("--quote is empty; leave it out, or give the customer's words.")
      }
    }

    func run() async throws {
      let place = Workplace(common)
      let store = try place.openStore()
      guard try await store.topic(topic) != nil else { throw CommandError.missing(topic) }
      guard let record = try await store.message(message), let raw = try await store.raw(of: message) else {
        throw CommandError.missing(message)
      }
      guard let address = record.from?.address, record.classification?.mailClass == .human else {
        throw CommandError("\(message) was not written by a person who could be thanked. Nothing was linked.")
      }
      if let linked = try await voice(store) {
        try show(linked.quote, isNew: false, on: place.screen)
        return
      }
      let words = try words(of: Message(parsing: raw), claims: try await store.claims(of: message), on: place.screen)
      let voice = TopicVoice(
        topic: topic, message: message, address: address, quote: words, date: record.sentAt ?? record.arrivedAt)
      switch try await store.link(voice, at: place.now()) {
      case .done: try show(words, isNew: true, on: place.screen)
      case .already: try show(try await self.voice(store)?.quote ?? words, isNew: false, on: place.screen)
      case .missing, .resolvedBefore: throw CommandError.missing(topic)
      }
    }

    /// What is stored of this mail in this topic.
    private func voice(_ store: any Store) async throws(StoreError) -> TopicVoice? {
      try await store.topic(topic)?.voices.first { $0.message == message }
    }

    private func show(_ words: String, isNew: Bool, on screen: Screen) throws {
      if common.json {
        try screen.json(TopicLine(topic: topic.description, message: message.description, quote: words))
      } else {
        screen.line("\(message) \(isNew ? "raised" : "is linked to") \(topic)\(isNew ? "" : " already"): \"\(words)\"")
      }
    }

    /// Law 4: the words are the customer's own, exactly.
    private func words(of message: Message, claims: [Claim], on screen: Screen) throws(CommandError) -> String {
      if let quote {
        guard let words = TopicWords.find(quote, in: message.text) ?? TopicWords.find(quote, in: message.subject) else {
          throw CommandError("\(self.message) does not hold those words. Copy them from: heard show \(self.message)")
        }
        return words
      }
      switch TopicWords(claims) {
      case .one(let words): return words
      case .none:
        throw CommandError(
          "\(self.message) holds no request or remark that was recognised. Give the words: --quote \"...\"")
      case .several(let all):
        for words in all { screen.note("  \"\(VisibleText.line(words))\"") }
        throw CommandError(
          "\(self.message) holds several requests and remarks, as above. Say which is meant: --quote \"...\"", .usage)
      }
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what was done about a topic.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The topic: t1.")
    var topic: TopicID

    @Option(help: "What was done, as whole sentences: \"The chef uses less sauce since Monday.\"")
    var done: String

    func run() async throws {
      let place = Workplace(common)
      let agent = try place.agent(try place.settings())
      let store = try place.openStore()
      switch try await store.resolve(topic, resolution: done, by: agent.firstName, at: place.now()) {
      case .done:
        if common.json {
          try place.screen.json(TopicLine(topic: topic.description, state: "resolved"))
        } else {
          place.screen.line("\(topic) resolved")
        }
      case .already, .resolvedBefore: throw CommandError("\(topic) was resolved before. Nothing was changed.")
      case .missing: throw CommandError.missing(topic)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All topics.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let place = Workplace(common)
      let store = try place.openStore()
      let topics = try await store.topics()
      var table = Table(["ID", "STATE", "VOICES", "TOPIC", "WHAT WAS DONE"])
      for topic in topics {
        let (state, done) =
          switch topic.state {
          case .open: ("open", "")
          case .resolved(let resolution, let agent, _): ("resolved", "\(resolution) (\(agent))")
          }
        if common.json {
          try place.screen.json(
            TopicLine(
              topic: topic.id.description, title: topic.title, state: state,
              voices: topic.voices.map { VoiceObject($0) }))
        } else {
          table.add([topic.id.description, state, String(topic.voices.count), topic.title, done])
        }
      }
      if !common.json { table.show(on: place.screen) }
    }
  }
}

/// Which words of a mail raise a topic, where nobody says.
enum TopicWords: Equatable {
  case none
  case one(String)
  case several([String])

  /// What a customer asks or remarks; among several, what is put as a suggestion.
  init(_ claims: [Claim]) {
    // What is quoted or forwarded may be another person's.
    let voiced = claims.filter {
      ($0.kind == .feedback || $0.kind == .request) && $0.source != .quoted && $0.source != .forwarded
    }
    let suggested = voiced.filter { ["please", "suggestion"].contains($0.rule) }
    let all = Self.quotes(voiced)
    let preferred = Self.quotes(suggested)
    if let only = all.count == 1 ? all.first : preferred.count == 1 ? preferred.first : nil {
      self = .one(only)
    } else {
      self = all.isEmpty ? .none : .several(all)
    }
  }

  /// `quote` as it stands in `text`, where a line break or several spaces may be one space of the quote.
  static func find(_ quote: String, in text: String) -> String? {
    if text.contains(quote) { return quote }
    let wanted = quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var plain: [Character] = []
    var places: [String.Index] = []
    for place in text.indices {
      let isBlank = text[place].isWhitespace
      if isBlank, plain.last == " " { continue }
      plain.append(isBlank ? " " : text[place])
      places.append(place)
    }
    guard !wanted.isEmpty, let found = plain.firstRange(of: Array(wanted)) else { return nil }
    return String(text[places[found.lowerBound]...places[found.upperBound - 1]])
  }

  /// Each once, in the order of the mail.
  private static func quotes(_ claims: [Claim]) -> [String] {
    var seen: Set<String> = []
    return claims.map(\.quote).filter { seen.insert($0).inserted }
  }
}

extension CommandError {
  fileprivate static func missing(_ id: TopicID) -> CommandError {
    CommandError("there is no \(id). heard topic lists them.")
  }
}

private struct VoiceObject: Encodable {
  let message: String
  let address: String
  let quote: String

  init(_ voice: TopicVoice) {
    message = voice.message.description
    address = voice.address
    quote = voice.quote
  }
}

private struct TopicLine: Encodable {
  var v = 1
  let topic: String
  var title: String?
  var state: String?
  var message: String?
  var quote: String?
  var voices: [VoiceObject]?
}
