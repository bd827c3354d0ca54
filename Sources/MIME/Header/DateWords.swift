/// The words of dates: months, weekdays, halves of a day, zones.
enum DateWords {
  /// Up to eight letters as one number, so that words are compared at once.
  struct Letters: Equatable {
    private(set) var value: UInt64 = 0
    private(set) var count = 0

    /// Letters behind the eighth only count.
    mutating func append(_ letter: UInt8) {
      if count < 8 { value = value << 8 | UInt64(letter) }
      count += 1
    }

    /// The first three letters.
    fileprivate var start: UInt64 { count <= 3 ? value : value >> UInt64((min(count, 8) - 3) * 8) }
    /// `a` of `a.m.`, `p` of `p.m.`.
    var isHalfLetter: Bool { value == 0x61 || value == 0x70 }
    var isAfternoonLetter: Bool { value == 0x70 }
  }

  /// 1 ... 12 for a word that starts like an English month.
  static func month(_ word: Letters) -> Int? {
    guard word.count >= 3 else { return nil }
    return switch word.start {
    case 0x6A_616E: 1  // jan
    case 0x66_6562: 2  // feb
    case 0x6D_6172: 3  // mar
    case 0x61_7072: 4  // apr
    case 0x6D_6179: 5  // may
    case 0x6A_756E: 6  // jun
    case 0x6A_756C: 7  // jul
    case 0x61_7567: 8  // aug
    case 0x73_6570: 9  // sep
    case 0x6F_6374: 10  // oct
    case 0x6E_6F76: 11  // nov
    case 0x64_6563: 12  // dec
    default: nil
    }
  }

  /// 0 ... 6 from Sunday for a word that starts like an English weekday.
  static func weekday(_ word: Letters) -> Int? {
    guard word.count >= 3 else { return nil }
    return switch word.start {
    case 0x73_756E: 0  // sun
    case 0x6D_6F6E: 1  // mon
    case 0x74_7565: 2  // tue
    case 0x77_6564: 3  // wed
    case 0x74_6875: 4  // thu
    case 0x66_7269: 5  // fri
    case 0x73_6174: 6  // sat
    default: nil
    }
  }

  /// Whether `am` or `pm` means the second half of the day.
  static func half(_ word: Letters) -> Bool? {
    guard word.count == 2 else { return nil }
    return word.value == 0x706D ? true : word.value == 0x616D ? false : nil
  }

  /// Minutes east of UTC: RFC 5322, 4.3, and other names seen in mail that mean one zone only.
  static func zone(_ word: Letters) -> Int? {
    guard word.count <= 4 else { return nil }
    return zones.first { $0.name == word.value }?.minutes
  }

  private static let zones: [(name: UInt64, minutes: Int)] = [
    ("gmt", 0), ("utc", 0), ("ut", 0), ("z", 0), ("est", -300), ("edt", -240), ("cst", -360),
    ("cdt", -300),
    ("mst", -420), ("mdt", -360), ("pst", -480), ("pdt", -420), ("cet", 60), ("cest", 120),
    ("met", 60),
    ("mest", 120), ("bst", 60), ("wet", 0), ("west", 60), ("eet", 120), ("eest", 180), ("msk", 180),
    ("jst", 540),
    ("kst", 540),
  ].map { name, minutes in (name.utf8.reduce(0) { $0 << 8 | UInt64($1) }, minutes) }
}
