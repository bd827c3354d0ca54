/// An invitation to an event, or an answer to one, that came with a mail (iTIP over iMIP: RFC 5546, RFC 6047).
public struct CalendarInvitation: Hashable, Sendable {
  /// What its sender wants done with the event (RFC 5546, 1.4).
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case publish = "PUBLISH"
    case request = "REQUEST"
    case reply = "REPLY"
    case add = "ADD"
    case cancel = "CANCEL"
    case refresh = "REFRESH"
    case counter = "COUNTER"
    case declineCounter = "DECLINECOUNTER"
  }

  /// A person of the event.
  public struct Person: Hashable, Sendable {
    /// The address, or another URI where it is no `mailto:`.
    public let address: String
    /// CN; nil where none is given.
    public let name: String?
    /// `ACCEPTED`, `DECLINED`, `TENTATIVE`, `NEEDS-ACTION` and the like; nil where none is given (RFC 5545, 3.2.12).
    public let status: String?
  }

  /// A date, with a time of day or without, as the calendar gives it (RFC 5545, 3.3.4 and 3.3.5).
  public struct Time: Hashable, Sendable {
    public let year: Int
    /// 1 ... 12.
    public let month: Int
    /// 1 ... 31.
    public let day: Int
    /// Of the wall clock; nil for a whole day.
    public let hour: Int?
    public let minute: Int?
    public let second: Int?
    public let isUTC: Bool
    /// The zone by the name that the calendar gives it: of the Olson database, of Windows, or made up.
    public let zone: String?
  }

  /// Nil where neither the part nor the calendar names one that is known: then it is a file to look at.
  public let method: Method?
  /// The same in all mails on one event.
  public let uid: String?
  public let sequence: Int
  public let summary: String?
  public let start: Time?
  /// Nil where the event has a duration or no length.
  public let end: Time?
  /// As written (RFC 5545, 3.3.6): `PT1H30M`.
  public let duration: String?
  public let location: String?
  public let description: String?
  public let organizer: Person?
  /// The first ``personLimit``.
  public let attendees: [Person]
  /// How many there are.
  public let attendeeCount: Int
  /// `CONFIRMED`, `TENTATIVE` or `CANCELLED`; nil where it is not said.
  public let status: String?
  public let repeats: Bool

  /// Most attendees kept.
  public static let personLimit = 1_000
}

extension Message {
  /// The first calendar part, read; nil where there is none. A calendar is never the body of a mail.
  public var calendar: CalendarInvitation? {
    for part in parts
    where part.type == "text/calendar" || part.type == "application/ics" || part.type == "text/x-vcalendar" {
      let text = TypedText.utf8(content(of: part)[...], label: part.charset ?? "utf-8")
      if let invitation = CalendarInvitation(text, method: contentType(of: part)?["method"]) { return invitation }
    }
    return nil
  }
}

extension CalendarInvitation {
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - method: of the Content-Type, for a calendar that names none itself. They must be the same (RFC 6047, 2.4).
  /// - Returns: nil where no event, task or other component stands in it.
  public init?(_ text: [UInt8], method written: String? = nil) {
    var lines = ContentLines(text)
    var depth = 0
    var isInside = false
    var found = false
    var first: [String: ContentLine] = [:]
    var people: [Person] = []
    var count = 0
    var named: String?
    while let line = lines.next() {
      switch line.name {
      case "begin":
        let component = line.value.lowercasedASCIIString.trimmingSpaces
        if isInside {
          depth += 1
        } else if !found, Self.components.contains(component) {
          isInside = true
          found = true
        }
      case "end":
        if isInside {
          if depth == 0 { isInside = false } else { depth -= 1 }
        }
      case "method" where !isInside: named = named ?? line.value.lowercasedASCIIString.trimmingSpaces
      case "attendee" where isInside && depth == 0:
        count += 1
        if people.count < Self.personLimit { people.append(Person(line)) }
      default:
        if isInside, depth == 0, Self.wanted.contains(line.name), first[line.name] == nil { first[line.name] = line }
      }
    }
    guard found else { return nil }
    let name = named ?? written
    method = name.flatMap { Method(rawValue: $0.uppercased()) }
    uid = first["uid"]?.text
    sequence = first["sequence"].flatMap { line in line.value.count <= 9 ? line.text.flatMap { Int($0) } : nil } ?? 0
    summary = first["summary"]?.text
    start = first["dtstart"].flatMap(Time.init)
    end = (first["dtend"] ?? first["due"]).flatMap(Time.init)
    duration = first["duration"]?.text
    location = first["location"]?.text
    description = first["description"]?.paragraphs
    organizer = first["organizer"].map(Person.init)
    attendees = people
    attendeeCount = count
    status = first["status"]?.text?.uppercased()
    repeats = first["rrule"] != nil || first["rdate"] != nil
  }

  private static let components: Set<String> = ["vevent", "vtodo", "vjournal", "vfreebusy"]
  private static let wanted: Set<String> = [
    "uid", "sequence", "summary", "dtstart", "dtend", "due", "duration", "location", "description", "organizer",
    "status", "rrule", "rdate",
  ]
}

extension CalendarInvitation.Person {
  fileprivate init(_ line: ContentLine) {
    var value = line.value[...]
    if value.startsIgnoringCase("mailto:") { value = value.dropFirst(7) }
    address = HeaderText.withoutControls(String(decoding: value, as: UTF8.self)).trimmingSpaces
    name = line.parameter("cn")
    status = line.parameter("partstat")?.uppercased()
  }
}

extension CalendarInvitation.Time {
  /// `20261122T093000Z`, `20261122T093000` or `20261122`.
  fileprivate init?(_ line: ContentLine) {
    let digits = Array(line.value).trimmedWSP
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= digits.count, digits[range].allSatisfy(\.isDigit) else { return nil }
      return digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), (1...12).contains(month),
      day >= 1, day <= MailDate.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    let hasClock = digits.count > 8 && digits[8] | 0x20 == 0x74
    let clock = hasClock ? (number(9..<11), number(11..<13), number(13..<15)) : (nil, nil, nil)
    if hasClock, clock.0.map({ $0 < 24 }) != true || clock.1.map({ $0 < 60 }) != true { return nil }
    hour = clock.0
    minute = clock.1
    second = hasClock ? min(clock.2 ?? 0, 60) : nil
    isUTC = hasClock && digits.count > 15 && digits[15] | 0x20 == 0x7A
    zone = line.parameter("tzid")
  }
}
