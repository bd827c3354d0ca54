/// ASCII letters, digits and their like, by octet.
@inline(__always) func isDigit(_ octet: UInt8) -> Bool { octet >= 0x30 && octet <= 0x39 }

@inline(__always) func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7A }

@inline(__always) func isAlphanumeric(_ octet: UInt8) -> Bool { isDigit(octet) || isLetter(octet) }

@inline(__always) func isHexDigit(_ octet: UInt8) -> Bool {
  isDigit(octet) || ((octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x66)
}

/// Space to tilde.
@inline(__always) func isPrintableASCII(_ octet: UInt8) -> Bool { octet >= 0x20 && octet <= 0x7E }

/// `text` as octets.
func octets(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The digits of `slice` as a number; nil where it is empty, holds anything else, or does not fit.
func decimal<Number: FixedWidthInteger>(_ slice: ArraySlice<UInt8>, as _: Number.Type = Number.self) -> Number? {
  guard !slice.isEmpty else { return nil }
  var value: Number = 0
  for octet in slice {
    guard isDigit(octet), let digit = Number(exactly: octet - 0x30) else { return nil }
    let (tens, tooBig) = value.multipliedReportingOverflow(by: 10)
    let (sum, tooBigAgain) = tens.addingReportingOverflow(digit)
    if tooBig || tooBigAgain { return nil }
    value = sum
  }
  return value
}
