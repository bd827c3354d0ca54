/// Writes TNEF streams for the tests ([MS-OXTNEF]).
struct TNEFWriter {
  private(set) var bytes: [UInt8] = Self.little(0x223E_9F78, 4) + [1, 0]

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func utf16(_ text: String) -> [UInt8] { (Array(text.utf16) + [0]).flatMap { little(Int($0), 2) } }

  static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  mutating func attribute(_ id: Int, _ data: [UInt8], level: UInt8 = 1, checksum: Int? = nil) {
    bytes += [level] + Self.little(id, 4) + Self.little(data.count, 4) + data
    bytes += Self.little(checksum ?? data.reduce(0) { $0 + Int($1) }, 2)
  }

  mutating func codePage(_ number: Int) { attribute(0x0006_9007, Self.little(number, 4) + [0, 0, 0, 0]) }

  mutating func properties(_ list: [[UInt8]]) { attribute(0x0006_9003, Self.list(list)) }

  /// One attachment by its old attributes, and by properties where some are given.
  mutating func attachment(title: String, data: [UInt8]?, properties: [[UInt8]] = []) {
    attribute(0x0006_9002, [UInt8](repeating: 0, count: 14), level: 2)
    attribute(0x0001_8010, Array(title.utf8) + [0], level: 2)
    if let data { attribute(0x0006_800F, data, level: 2) }
    if !properties.isEmpty { attribute(0x0006_9005, Self.list(properties), level: 2) }
  }

  static func list(_ properties: [[UInt8]]) -> [UInt8] { little(properties.count, 4) + properties.flatMap { $0 } }

  static func number(_ id: Int, _ value: Int) -> [UInt8] { little(3, 2) + little(id, 2) + little(value, 4) }

  /// A property whose values give their own length: 0x1E, 0x1F, 0x0D or 0x102.
  static func property(_ type: Int, _ id: Int, _ values: [UInt8]..., name: [UInt8] = []) -> [UInt8] {
    little(type, 2) + little(id, 2) + name + little(values.count, 4)
      + values.flatMap { little($0.count, 4) + padded($0) }
  }

  static func unicode(_ id: Int, _ text: String) -> [UInt8] { property(0x1F, id, utf16(text)) }

  /// The id of IMessage, which an embedded mail has before its stream.
  static let messageInterface: [UInt8] = [7, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
}
