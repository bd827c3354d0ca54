import Claims
import Testing

@Suite("States that show a step was done")
struct StateTests {
  @Test("One who has the latest version is not asked to update")
  func upToDate() {
    #expect(objections(to: "Please update the app.", after: "I have the latest version.").count == 1)
    #expect(objections(to: "Please install the latest update.", after: "Everything is up to date.").count == 1)
    #expect(objections(to: "Please update the app.", after: "Is there a newer version?").isEmpty)
    #expect(objections(to: "Please update the app.", after: "I don't have the latest version.").isEmpty)
  }

  @Test("One who saw it work elsewhere is not asked to try another browser")
  func otherBrowser() {
    let ask = "Could you check if it works in another browser?"
    #expect(objections(to: ask, after: "It works fine in Chrome.").count == 1)
    #expect(objections(to: ask, after: "This happens only in Firefox.").count == 1)
    #expect(objections(to: ask, after: "I can log in with a different browser.").count == 1)
    #expect(objections(to: ask, after: "I would rather not go to Chrome.").isEmpty)
  }

  @Test("One who quoted the message is not asked what it says")
  func message() {
    let ask = "What does the error message say?"
    #expect(objections(to: ask, after: "It says \"account locked\".").count == 1)
    #expect(objections(to: ask, after: "I get an error message.").isEmpty)
  }

  @Test("One whom the reset link never reached is not asked to use it")
  func notReceived() {
    let ask = "Could you reset the password with the link on the login page?"
    #expect(objections(to: ask, after: "I did not get the reset link.").count == 1)
    #expect(objections(to: ask, after: "I forgot my password and did not get the reset link.").count == 1)
    #expect(objections(to: ask, after: "I never received the invoice.").isEmpty)
    #expect(objections(to: ask, after: "What if I do not get the reset link?").isEmpty)
    #expect(keys("We never received the parcel.", .observed) == ["receive parcel"])
  }

  @Test("One who cannot get in is not asked to get in")
  func cannotLogIn() {
    #expect(objections(to: "Please log in to your account.", after: "I cannot log in to my account.").count == 1)
    #expect(objections(to: "Please log in to your account.", after: "I can log in to my account.").isEmpty)
  }

  @Test("One who has no way to do it is not asked to do it")
  func noWay() {
    #expect(objections(to: "Please disable the filter.", after: "I have no option to disable the filter.").count == 1)
    #expect(objections(to: "Please disable the filter.", after: "I have an option for the filter.").isEmpty)
  }

  @Test("A have you is answered by no as well, a please is not")
  func denial() {
    let mail = "I have not cancelled the plan."
    #expect(objections(to: "Have you cancelled the plan?", after: mail).count == 1)
    #expect(objections(to: "Please cancel the plan.", after: mail).isEmpty)
  }

  @Test("What they did before is shown before what they saw")
  func strongest() {
    let mail = "It still says \"undeliverable\". I checked the tracker twice."
    #expect(
      objections(to: "Please check the tracker.", after: mail) == [
        ["Please check the tracker", "I checked the tracker twice"]
      ])
  }
}
