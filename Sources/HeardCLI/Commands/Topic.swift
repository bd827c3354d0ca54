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

    func run() async throws {
      let place = Workplace(common)
      let store = try place.openStore()
      guard let record = try await store.message(message), let raw = try await store.raw(of: message) else {
        throw CommandError.missing(message)
      }
      guard let address = record.from?.address, record.classification?.mailClass == .human else {
        throw CommandError("\(message) was not written by a person who could be thanked. Nothing was linked.")
      }
      let words = try words(of: Message(parsing: raw), claims: try await store.claims(of: message))
      let voice = TopicVoice(
        topic: topic, message: message, address: address, quote: words, date: record.sentAt ?? record.arrivedAt)
      switch try await store.link(voice, at: place.now()) {
      case .done, .already:
        if common.json {
          try place.screen.json(TopicLine(topic: topic.description, message: message.description))
        } else {
          place.screen.line("\(message) raised \(topic): \"\(words)\"")
        }
      case .missing, .resolvedBefore: throw CommandError.missing(topic)
      }
    }

    /// Law 4: the words are the customer's own, exactly.
    private func words(of message: Message, claims: [Claim]) throws(CommandError) -> String {
      if let quote {
        guard message.text.contains(quote) || message.subject.contains(quote) else {
          throw CommandError("\(self.message) does not hold those words. Copy them from: heard show \(self.message)")
        }
        return quote
      }
      let wanted = claims.first { $0.kind == .feedback } ?? claims.first { $0.kind == .request }
      if let wanted { return wanted.quote }
      throw CommandError(
        "\(self.message) holds no request or remark that was recognised. Give the words: --quote \"...\"")
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
  var voices: [VoiceObject]?
}
