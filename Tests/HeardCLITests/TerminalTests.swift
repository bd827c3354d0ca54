import Testing

@testable import HeardCLI

@Suite("Lines on a terminal")
struct TextWrapTests {
  @Test("Long lines break at words; short ones stay as they are")
  func words() {
    #expect(TextWrap.lines("one two  three", width: 14) == ["one two  three"])
    #expect(TextWrap.lines("one two  three", width: 9) == ["one two", "three"])
    #expect(TextWrap.lines("one two three ", width: 7) == ["one two", "three"])
  }

  @Test("A word that is too wide stays whole")
  func wideWord() {
    let link = "https://shop.example/a/long/path"
    #expect(TextWrap.lines("see \(link) now", width: 10) == ["see", link, "now"])
    #expect(TextWrap.lines(link, width: 10) == [link])
  }

  @Test("The spaces that a line begins with stand before its continuation")
  func indent() {
    #expect(TextWrap.lines("  one two three", width: 9) == ["  one two", "  three"])
    #expect(TextWrap.lines("          one two", width: 9) == ["one two"])
  }

  @Test("Characters of two columns part anywhere")
  func wideCharacters() {
    #expect(TextWrap.lines("東京タワー", width: 4) == ["東京", "タワ", "ー"])
  }
}

@Suite("Commands run as children")
struct ChildCommandTests {
  private let environment = ["PATH": "/usr/bin:/bin"]

  @Test("What a command prints is its answer, and its argument is no part of the script")
  func output() throws {
    let command = ChildCommand(script: "printf '%s' \"$1\"", arguments: ["a; exit 9"], environment: environment)
    let (bytes, ending) = try command.output(within: .seconds(60))
    #expect(String(decoding: bytes, as: UTF8.self) == "a; exit 9")
    #expect(ending == .exited(0))
  }

  @Test("How a command ended is told")
  func endings() throws {
    let status = ChildCommand(script: "exit 3", environment: environment)
    #expect(try status.output(within: .seconds(60)).ending == .exited(3))
    let killed = ChildCommand(script: "kill -9 $$", environment: environment)
    #expect(try killed.output(within: .seconds(60)).ending == .signalled(9))
  }

  @Test("A command that leaves somebody behind with its output open has ended all the same")
  func daemon() throws {
    let command = ChildCommand(script: "sleep 20 & echo secret", environment: environment)
    #expect(try command.output(within: .seconds(10)).bytes == Array("secret\n".utf8))
  }

  @Test("A command that never answers is ended")
  func timeLimit() {
    #expect(throws: ChildCommand.Failure.timedOut) {
      try ChildCommand(script: "sleep 60; echo late", environment: environment).output(within: .milliseconds(100))
    }
    #expect {
      try Secret.run("sleep 60", environment, within: .milliseconds(50))
    } throws: { error in
      (error as? CommandError)?.message.contains("password-command gave no answer") == true
    }
  }
}

@Suite("Where passwords come from")
struct SecretTests {
  @Test("Only the first line counts, however it ends")
  func firstLine() throws {
    let command = Secret.command("printf 'one\\r\\ntwo\\n'")
    #expect(try command.fetch(environment: ["PATH": "/usr/bin:/bin"]) == "one")
  }

  @Test("A folder is called a folder, and nobody is told to chmod it")
  func folder() {
    #expect {
      try Secret.file("/").fetch(environment: [:])
    } throws: { error in
      let error = error as? CommandError
      return error?.status == .error && error?.message.contains("is a folder") == true
        && error?.message.contains("chmod") == false
    }
    #expect {
      try Secret.file("/dev/null").fetch(environment: [:])
    } throws: { ($0 as? CommandError)?.message.contains("is not a regular file") == true }
  }

  @Test("A source that fails is an error, no refused login")
  func sourcesThatFail() {
    for secret in [Secret.environment("HEARD_NOTHING"), .file("/nonexistent"), .command("exit 1"), .command("true")] {
      #expect { try secret.fetch(environment: [:]) } throws: { ($0 as? CommandError)?.status == .error }
    }
  }
}

@Suite("Lines of scripts")
struct ScriptLineTests {
  @Test("A line has a text or a file, never both and never neither")
  func sources() {
    #expect(throws: CommandError.self) { try Source(text: "a", key: "text", messageFile: "b") }
    #expect(throws: CommandError.self) { try Source(text: nil, key: "text", messageFile: nil) }
    #expect(throws: Never.self) { try Source(text: "a", key: "text", messageFile: nil) }
  }

  @Test("A customer's words are found across line breaks, and stay theirs")
  func topicWords() {
    #expect(TopicWords.find("less plastic please", in: "Use less\n  plastic please.") == "less\n  plastic please")
    #expect(TopicWords.find("plastic", in: "Use less plastic.") == "plastic")
    #expect(TopicWords.find("paper", in: "Use less plastic.") == nil)
    #expect(TopicWords.find("  ", in: "Use") == nil)
  }
}
