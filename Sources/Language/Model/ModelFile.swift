/// The form of a model's file: a mark, a header of lines for people, named sections, and a checksum. Numbers are little-endian.
package enum ModelFile {
  /// The last byte is the form's version.
  package static let mark: [UInt8] = Array("HEARDLM2".utf8)
  /// More is no model of ours: what is read is held in memory.
  static let mostBytes = 64 << 20

  /// FNV-1a over eight bytes at a time: it finds damage, and proves nothing against a forger.
  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(raw.count)
      var at = 0
      while at &+ 8 <= raw.count {
        hash = (hash ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
        at &+= 8
      }
      while at < raw.count {
        hash = (hash ^ UInt64(raw[at])) &* 0x0000_0100_0000_01B3
        at &+= 1
      }
      return hash
    }
  }
}

/// Why bytes are no model.
public enum LanguageModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They do not begin as a model does, or as one of another version.
  case notAModel
  /// Cut off, or changed since they were written.
  case damaged
  /// Whole, and without something that this version needs.
  case lacks(section: String)

  public var description: String {
    switch self {
    case .notAModel: "is no language model of this version"
    case .damaged: "is a damaged language model: its checksum is wrong, or its parts do not fit"
    case .lacks(let section): "is a language model without \"\(section)\", made by another version"
    }
  }
}

/// Puts a model's file together.
package struct ModelFileWriter {
  private var bytes = ModelFile.mark

  /// - Parameter header: `name: value`, line by line.
  package init(header: [(name: String, value: String)]) {
    let text = header.map { "\($0.name): \($0.value)\n" }.joined()
    add(UInt32(text.utf8.count))
    bytes += text.utf8
  }

  package mutating func add(_ name: String, _ numbers: [some FixedWidthInteger & Sendable]) {
    begin(name, numbers.count * (numbers.first.map { $0.bitWidth / 8 } ?? 1))
    for number in numbers { add(number) }
  }

  package mutating func add(_ name: String, _ numbers: [Float]) { add(name, numbers.map(\.bitPattern)) }

  package mutating func add(_ name: String, _ texts: [String]) {
    add(name, Array(texts.joined(separator: "\n").utf8))
  }

  private mutating func begin(_ name: String, _ count: Int) {
    bytes.append(UInt8(name.utf8.count))
    bytes += name.utf8
    add(UInt32(count))
  }

  private mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  /// The whole file.
  package consuming func finished() -> [UInt8] {
    let checksum = ModelFile.checksum(bytes[...])
    add(checksum)
    return bytes
  }
}

/// Takes a model's file apart.
package struct ModelFileReader {
  private let bytes: [UInt8]
  private var sections: [String: Range<Int>] = [:]
  /// Lines `name: value`.
  package private(set) var header: [(name: String, value: String)] = []

  package init(_ bytes: [UInt8]) throws(LanguageModelError) {
    self.bytes = bytes
    guard bytes.starts(with: ModelFile.mark), bytes.count <= ModelFile.mostBytes else { throw .notAModel }
    let end = bytes.count - 8
    guard end > ModelFile.mark.count, ModelFile.checksum(bytes[..<end]) == number(at: end, UInt64.self) else { throw .damaged }
    var at = ModelFile.mark.count
    func take(_ count: Int) throws(LanguageModelError) -> Range<Int> {
      guard count >= 0, at + count <= end else { throw .damaged }
      defer { at += count }
      return at..<(at + count)
    }
    let text = try take(Int(number(at: try take(4).lowerBound, UInt32.self)))
    for line in String(decoding: bytes[text], as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      header.append((String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
    while at < end {
      let name = try take(Int(bytes[try take(1).lowerBound]))
      let count = Int(number(at: try take(4).lowerBound, UInt32.self))
      sections[String(decoding: bytes[name], as: UTF8.self)] = try take(count)
    }
  }

  package func numbers<Number: FixedWidthInteger>(_ name: String, _: Number.Type) throws(LanguageModelError) -> [Number] {
    guard let range = sections[name] else { throw .lacks(section: name) }
    let size = MemoryLayout<Number>.size
    guard range.count % size == 0 else { throw .damaged }
    return bytes.withUnsafeBytes { raw in
      (0..<(range.count / size)).map {
        Number(littleEndian: raw.loadUnaligned(fromByteOffset: range.lowerBound + $0 * size, as: Number.self))
      }
    }
  }

  /// All of them finite: what is no number would go through the whole network.
  package func floats(_ name: String) throws(LanguageModelError) -> [Float] {
    let floats = try numbers(name, UInt32.self).map(Float.init(bitPattern:))
    guard floats.allSatisfy(\.isFinite) else { throw .damaged }
    return floats
  }

  package func texts(_ name: String) throws(LanguageModelError) -> [String] {
    guard let range = sections[name] else { throw .lacks(section: name) }
    return String(decoding: bytes[range], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func number<Number: FixedWidthInteger>(at offset: Int, _: Number.Type) -> Number {
    bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
  }
}
