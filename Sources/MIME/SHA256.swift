/// SHA-256 (FIPS 180-4), of bytes that may come in pieces.
public struct SHA256: Sendable {
  private var state = State()
  /// Octets that do not fill a block of 64 yet.
  private var rest: [UInt8] = []
  /// Octets taken so far.
  private var length: UInt64 = 0

  public init() {}

  /// Takes the next octets.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { update(UnsafeRawBufferPointer($0)) }
  }

  /// The 32 octets of the hash of all that was taken.
  public consuming func digest() -> [UInt8] {
    let bits = length &* 8
    rest.append(0x80)
    while rest.count % 64 != 56 { rest.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { rest.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    rest.withUnsafeBytes { state.absorb($0) }
    return state.words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
  }

  /// The 32 octets of the hash of `bytes`.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    let done: Void? = bytes.withContiguousStorageIfAvailable { hash.update(UnsafeRawBufferPointer($0)) }
    if done == nil { hash.update(Array(bytes).span) }
    return hash.digest()
  }

  /// The hash of `bytes` as 64 lower-case hexadecimal digits.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String { hex(digest: hash(bytes)) }

  /// The hash of all that was taken, as 64 lower-case hexadecimal digits.
  public consuming func hexDigest() -> String { Self.hex(digest: digest()) }

  private static func hex(digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<start])
      guard rest.count == 64 else { return }
      rest.withUnsafeBytes { state.absorb($0) }
      rest.removeAll(keepingCapacity: true)
    }
    let end = start + (bytes.count - start) / 64 * 64
    if end > start { state.absorb(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
    if end < bytes.count { rest.append(contentsOf: bytes[end...]) }
  }
}

extension SHA256 {
  /// The eight words of the hash (FIPS 180-4, 5.3.3).
  fileprivate struct State: Sendable {
    private var a: UInt32 = 0x6a09_e667
    private var b: UInt32 = 0xbb67_ae85
    private var c: UInt32 = 0x3c6e_f372
    private var d: UInt32 = 0xa54f_f53a
    private var e: UInt32 = 0x510e_527f
    private var f: UInt32 = 0x9b05_688c
    private var g: UInt32 = 0x1f83_d9ab
    private var h: UInt32 = 0x5be0_cd19

    var words: [UInt32] { [a, b, c, d, e, f, g, h] }

    /// Takes whole blocks of 64 octets (6.2.2).
    mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
      SHA256.constants.withUnsafeBufferPointer { constants in
        var offset = 0
        while offset + 64 <= blocks.count {
          absorbBlock(blocks, at: offset, constants)
          offset += 64
        }
      }
    }

    /// The message schedule is sixteen words that roll on; names instead of an array keep them in registers.
    @inline(__always)
    private mutating func absorbBlock(
      _ blocks: UnsafeRawBufferPointer, at offset: Int, _ constants: UnsafeBufferPointer<UInt32>
    ) {
      @inline(__always)
      func word(_ index: Int) -> UInt32 {
        UInt32(bigEndian: blocks.loadUnaligned(fromByteOffset: offset + index * 4, as: UInt32.self))
      }
      var (w0, w1, w2, w3) = (word(0), word(1), word(2), word(3))
      var (w4, w5, w6, w7) = (word(4), word(5), word(6), word(7))
      var (w8, w9, w10, w11) = (word(8), word(9), word(10), word(11))
      var (w12, w13, w14, w15) = (word(12), word(13), word(14), word(15))
      var now = self
      var index = 0
      while true {
        now.turn(w0 &+ constants[index])
        now.turn(w1 &+ constants[index + 1])
        now.turn(w2 &+ constants[index + 2])
        now.turn(w3 &+ constants[index + 3])
        now.turn(w4 &+ constants[index + 4])
        now.turn(w5 &+ constants[index + 5])
        now.turn(w6 &+ constants[index + 6])
        now.turn(w7 &+ constants[index + 7])
        now.turn(w8 &+ constants[index + 8])
        now.turn(w9 &+ constants[index + 9])
        now.turn(w10 &+ constants[index + 10])
        now.turn(w11 &+ constants[index + 11])
        now.turn(w12 &+ constants[index + 12])
        now.turn(w13 &+ constants[index + 13])
        now.turn(w14 &+ constants[index + 14])
        now.turn(w15 &+ constants[index + 15])
        index += 16
        if index == 64 { break }
        Self.roll(&w0, w1, w9, w14)
        Self.roll(&w1, w2, w10, w15)
        Self.roll(&w2, w3, w11, w0)
        Self.roll(&w3, w4, w12, w1)
        Self.roll(&w4, w5, w13, w2)
        Self.roll(&w5, w6, w14, w3)
        Self.roll(&w6, w7, w15, w4)
        Self.roll(&w7, w8, w0, w5)
        Self.roll(&w8, w9, w1, w6)
        Self.roll(&w9, w10, w2, w7)
        Self.roll(&w10, w11, w3, w8)
        Self.roll(&w11, w12, w4, w9)
        Self.roll(&w12, w13, w5, w10)
        Self.roll(&w13, w14, w6, w11)
        Self.roll(&w14, w15, w7, w12)
        Self.roll(&w15, w0, w8, w13)
      }
      a &+= now.a
      b &+= now.b
      c &+= now.c
      d &+= now.d
      e &+= now.e
      f &+= now.f
      g &+= now.g
      h &+= now.h
    }

    /// One of the 64 rounds; `input` is the word of the schedule and the constant.
    @inline(__always)
    private mutating func turn(_ input: UInt32) {
      let sum1 = SHA256.rotate(e, 6) ^ SHA256.rotate(e, 11) ^ SHA256.rotate(e, 25)
      let first = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ input
      let sum0 = SHA256.rotate(a, 2) ^ SHA256.rotate(a, 13) ^ SHA256.rotate(a, 22)
      let majority = (a & b) | (c & (a | b))
      h = g
      g = f
      f = e
      e = d &+ first
      d = c
      c = b
      b = a
      a = first &+ sum0 &+ majority
    }

    /// Makes the word sixteen places further on out of `word` and those 1, 9 and 14 places behind it.
    @inline(__always)
    private static func roll(_ word: inout UInt32, _ early: UInt32, _ middle: UInt32, _ late: UInt32) {
      let first = SHA256.rotate(early, 7) ^ SHA256.rotate(early, 18) ^ early >> 3
      let second = SHA256.rotate(late, 17) ^ SHA256.rotate(late, 19) ^ late >> 10
      word = word &+ first &+ middle &+ second
    }
  }

  @inline(__always)
  fileprivate static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  fileprivate static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
