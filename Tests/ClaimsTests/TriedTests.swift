import Claims
import EnglishReader
import Testing

@Suite("What a customer did")
struct TriedTests {
  @Test(
    "A deed is read in all the ways people tell it",
    arguments: [
      ("I checked the tracker.", "check tracker"), ("I've already looked at the delivery tracker.", "check tracker"),
      ("I have checked the tracking page twice.", "check tracker"), ("Checked the tracker.", "check tracker"),
      ("Had a look at the tracking link this morning.", "check tracker"),
      ("I went through the track and trace again.", "check tracker"),
      ("I WE CHECKED THE TRACKER EVERY DAY.", "check tracker"), ("i 've checked the tracker", "check tracker"),
      ("I rebooted the modem.", "restart router"), ("We turned the router off and on.", "restart router"),
      ("After restarting the router it still fails.", "restart router"),
      ("Restarting the router didn't help.", "restart router"),
      ("I had to restart the router.", "restart router"), ("I did restart the router.", "restart router"),
      ("They had me restart the router.", "restart router"), ("My wife restarted the router.", "restart router"),
      ("I had the battery replaced.", "replace battery"), ("I took the box back.", "return box"),
      ("I sent the blender back on Friday.", "return blender"),
      ("I did a factory reset.", "reset"), ("I made a payment on Monday.", "pay"),
      ("It fails with all extensions disabled.", "disable addon"),
      ("Please find the receipt attached.", "attach receipt"),
    ])
  func told(text: String, key: String) {
    #expect(keys(text, .tried).contains(key), "\(keys(text))")
  }

  @Test(
    "What was planned, told, wished, asked or imagined was not done",
    arguments: [
      "I was told to restart the router.", "They asked me to restart the router.",
      "I will restart the router tomorrow.",
      "I'm going to restart the router.", "If I restart the router, will I lose my settings?",
      "Should I restart the router?",
      "I want to restart the router.", "Can I restart the router?", "Have you restarted the router?",
      "He restarted the router.",
      "Please restart the router.", "How do I restart the router?", "I would have restarted the router.",
      "You should restart the router.",
    ])
  func notDone(text: String) {
    #expect(keys(text, .tried).isEmpty, "\(keys(text))")
  }

  @Test(
    "Ordinary narrative is not a step",
    arguments: ["I baked a cake.", "I slept badly.", "I have used your shop for years.", "I thought about it."])
  func narrative(text: String) {
    #expect(keys(text, .tried).isEmpty)
  }

  @Test("Two deeds joined by and are two claims, each with its own words")
  func coordination() {
    let claims = EnglishReader.shared.claims(inText: "I restarted the router and cleared the cache.").filter { $0.kind == .tried }
    #expect(claims.map(\.key) == ["restart router", "clear cache"])
    #expect(claims.map(\.quote) == ["I restarted the router", "cleared the cache"])
  }

  @Test("Two things joined by and are one claim")
  func coordinatedObjects() {
    #expect(keys("I cleared the cache and cookies.", .tried) == ["clear cache"])
  }

  @Test("Trying spreads over a series")
  func tryingSeries() {
    #expect(
      keys("I've tried restarting the phone, clearing the cache and reinstalling the app.", .tried) == [
        "restart phone", "clear cache", "reinstall app",
      ])
  }

  @Test("Bare verbs under a header of what was tried are deeds, and under the vendor's header are not")
  func listHeader() {
    #expect(
      keys("What I have tried so far:\n- restart the phone\n- clear the cache", .tried) == [
        "restart phone", "clear cache",
      ])
    #expect(keys("Your page says you should do these steps:\n- restart the phone\n- clear the cache", .tried).isEmpty)
  }

  @Test("Having failed at it answers as well as having done it")
  func couldNot() {
    #expect(keys("I could not find the serial label.", .notTried) == ["find label"])
    #expect(keys("I haven't restarted the router.", .notTried) == ["restart router"])
    #expect(keys("I forgot to attach the receipt.", .notTried) == ["attach receipt"])
    #expect(keys("I don't have the receipt any more.", .notTried) == ["provide receipt"])
  }

  @Test("Contact is told in either direction")
  func contacted() {
    #expect(!keys("I called you on Monday.", .contacted).isEmpty)
    #expect(!keys("Your colleague called me back.", .contacted).isEmpty)
    #expect(!keys("I couldn't reach the carrier.", .contacted).isEmpty)
    #expect(!keys("I received a letter from the bank.", .contacted).isEmpty)
    #expect(keys("I will call you on Monday.", .contacted).isEmpty)
    #expect(keys("Please call me.", .contacted).isEmpty)
  }

  @Test(
    "What did not come is no deed",
    arguments: [
      "I did not get the reset link.", "I never received the update.", "We got no reset link.",
      "I didn't receive the call.",
    ])
  func notReceived(text: String) {
    #expect(keys(text, .tried, .contacted).isEmpty, "\(keys(text))")
  }

  @Test("Contact ends where its result begins")
  func contactInVain() {
    let claims = EnglishReader.shared.claims(inText: "I wrote to you and got no answer.")
    #expect(claims.map(\.kind) == [.contacted, .observed])
    #expect(claims.map(\.quote) == ["I wrote to you", "got no answer"])
  }

  @Test(
    "Told to do it, they did: the deed is theirs; told only, it is not",
    arguments: [
      ("You asked me to restart the app. I did.", ["restart app"]),
      ("You told me to restart the app, and I did so.", ["restart app"]),
      ("You asked me to restart the app. I did not.", []), ("You asked me to restart the app. I did wonder why.", []),
    ])
  func toldAndDid(text: String, deeds: [String]) { #expect(keys(text, .tried) == deeds) }

  @Test(
    "A step told without a doer is theirs; what a firm did with an order is not",
    arguments: [
      ("The app was restarted twice.", ["restart app"]), ("The order was cancelled.", []),
      ("Was the app restarted?", []), ("The app was restarted by your engineer.", []),
      ("If the app was restarted, it works.", []),
    ])
  func passive(text: String, deeds: [String]) { #expect(keys(text, .tried) == deeds) }

  @Test("Neither did the next step help, so it was taken")
  func neither() {
    #expect(
      keys("Restarting the app did not help. Neither did reinstalling it.", .tried) == ["restart app", "reinstall"])
    #expect(keys("Neither did my neighbour.", .tried).isEmpty)
  }

  @Test("Two verbs before one thing share it")
  func sharedObject() {
    #expect(keys("I deleted and reinstalled the app.", .tried) == ["clear app", "reinstall app"])
    #expect(keys("I checked. You reinstalled the app.", .tried) == ["check"])
  }

  @Test("A status told was a status seen")
  func statusSeen() {
    #expect(keys("It says \"undeliverable\".", .observed).contains("check tracker"))
    #expect(keys("The order still shows processing.", .observed).contains("check tracker"))
    #expect(!keys("If it says undeliverable, what then?", .observed).contains("check tracker"))
    #expect(!keys("The parcel was delivered to my neighbour.", .observed).contains("check tracker"))
  }

  @Test("What we promised is kept as our promise")
  func promised() {
    #expect(!keys("You said you would call me back.", .promised).isEmpty)
    #expect(!keys("They promised to refund the postage.", .promised).isEmpty)
    #expect(keys("I said I would wait.", .promised).isEmpty)
  }

  @Test("A question or a please is a request")
  func requests() {
    #expect(keys("Can you move the plan to my other blog?", .request).count == 1)
    #expect(keys("Please refund the postage.", .request).count == 1)
    #expect(keys("The box came on Friday.", .request).isEmpty)
  }
}
