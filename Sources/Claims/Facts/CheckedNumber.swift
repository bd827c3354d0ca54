/// Numbers that prove by a check digit what they are, so that no label need stand before them.
enum CheckedNumber {
  /// "1Z999AA10123456784" (UPS), "AA473124829GB" (posts of the UPU, S10), "9400111899223197428497" (USPS), a GS1 number of
  /// twenty digits (DHL, DPD), "JJD" and digits (DHL), FedEx of twelve or fifteen: `tracking-number`; fifteen digits by Luhn: `imei`.
  ///
  /// `number` is in upper case, letters and digits only.
  static func type(of number: String) -> String? {
    let bytes = Array(number.utf8)
    if bytes.count == 18, number.hasPrefix("1Z"), isUPS(bytes[2...]) { return "tracking-number" }
    if bytes.count == 13, isS10(bytes) { return "tracking-number" }
    // DHL's licence plates, "JJD0003900078828234": the prefix is DHL's alone (ISO 15459), and a digit to check is not printed.
    if (17...23).contains(bytes.count), number.hasPrefix("JJD"), bytes[3...].allSatisfy({ isDigit($0) }) {
      return "tracking-number"
    }
    guard [12, 15, 20, 21, 22].contains(bytes.count), bytes.allSatisfy({ isDigit($0) }) else { return nil }
    let digits = bytes.map { Int($0 - 0x30) }
    // 0000... passes every sum.
    guard Set(digits).count > 2 else { return nil }
    switch digits.count {
    case 12: return isFedEx(digits) ? "tracking-number" : nil
    case 15: return isLuhn(digits) ? "imei" : isGS1(digits) ? "tracking-number" : nil
    default: return isGS1(digits) ? "tracking-number" : nil
    }
  }

  /// A waybill of DHL Express: nine digits and what they leave when divided by 7. One in seven numbers passes, so that it counts only
  /// where DHL or a waybill is spoken of.
  static func isWaybill(_ number: String) -> Bool {
    guard number.utf8.count == 10, number.utf8.allSatisfy({ isDigit($0) }), let whole = Int(number) else { return false }
    return whole / 10 % 7 == whole % 10
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  /// Every second place counts twice; letters count as (code - 63) mod 10.
  private static func isUPS(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last, isDigit(last), bytes.allSatisfy({ isDigit($0) || isLetter($0) }) else { return false }
    var sum = 0
    for (place, byte) in bytes.dropLast().enumerated() {
      let value = isDigit(byte) ? Int(byte) - 0x30 : (Int(byte) - 63) % 10
      sum += place % 2 == 0 ? value : 2 * value
    }
    return (10 - sum % 10) % 10 == Int(last) - 0x30
  }

  /// Two letters, eight digits, their check digit mod 11, the country.
  private static func isS10(_ bytes: [UInt8]) -> Bool {
    guard bytes[..<2].allSatisfy(isLetter), bytes[2..<11].allSatisfy(isDigit), bytes[11...].allSatisfy(isLetter) else {
      return false
    }
    let sum = zip([8, 6, 4, 2, 3, 5, 9, 7], bytes[2...]).reduce(0) { $0 + $1.0 * Int($1.1 - 0x30) }
    let check = 11 - sum % 11
    return (check == 10 ? 0 : check == 11 ? 5 : check) == Int(bytes[10] - 0x30)
  }

  /// Weights 1, 3, 1, 3 from the right, check digit included.
  private static func isGS1(_ digits: [Int]) -> Bool {
    digits.reversed().enumerated().reduce(0) { $0 + ($1.offset % 2 == 0 ? $1.element : 3 * $1.element) } % 10 == 0
  }

  /// Weights 3, 1, 7 from the left, mod 11, mod 10.
  private static func isFedEx(_ digits: [Int]) -> Bool {
    let weights = [3, 1, 7]
    let sum = digits.dropLast().enumerated().reduce(0) { $0 + weights[$1.offset % 3] * $1.element }
    return sum % 11 % 10 == digits[11]
  }

  private static func isLuhn(_ digits: [Int]) -> Bool {
    digits.reversed().enumerated().reduce(0) { sum, digit in
      let twice = digit.offset % 2 == 0 ? digit.element : 2 * digit.element
      return sum + (twice > 9 ? twice - 9 : twice)
    } % 10 == 0
  }
}

extension FactScan {
  /// "My parcel 1Z999AA10123456784 has not moved", "9400 1118 9922 3197 4284 97".
  func checked(_ at: Int) -> Fact? {
    guard isValue(at) else { return nil }
    let first = Self.identifier(form(at))
    if let type = CheckedNumber.type(of: first) {
      return Fact(type: type, value: first, tokens: at..<(at + 1), rule: "check digit")
    }
    if CheckedNumber.isWaybill(first),
      tokens[max(0, at - 6)..<at].contains(where: { ["dhl", "waybill", "awb", "airwaybill"].contains($0.form) })
    {
      return Fact(type: "tracking-number", value: first, tokens: at..<(at + 1), rule: "check digit")
    }
    // Groups of digits as they are printed on the label; never the half of a longer row.
    guard kind(at) == .number, first.utf8.count == 4, !(kind(at - 1) == .number) else { return nil }
    var end = at + 1
    var number = first
    while end < tokens.count, end - at < 8, kind(end) == .number, tokens[end].lineEndsBefore == 0,
      form(end).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    {
      number += form(end)
      end += 1
    }
    guard number.utf8.count >= 20, let type = CheckedNumber.type(of: number) else { return nil }
    return Fact(type: type, value: number, tokens: at..<end, rule: "check digit")
  }
}
