/// Reads a list of MAPI properties out of TNEF ([MS-OXTNEF] 2.1.3.4; types: [MS-OXCDATA] 2.11.1).
struct MAPIProperties {
  /// Most properties read of one list; Outlook writes some 100.
  static let propertyLimit = 5_000

  /// The properties that a reader of mail wants, by their ids ([MS-OXPROPS]).
  enum Tag {
    static let messageClass: UInt16 = 0x001A
    static let subject: UInt16 = 0x0037
    static let body: UInt16 = 0x1000
    static let rtfCompressed: UInt16 = 0x1009
    static let html: UInt16 = 0x1013
    static let displayName: UInt16 = 0x3001
    static let attachData: UInt16 = 0x3701
    static let attachFilename: UInt16 = 0x3704
    static let attachLongFilename: UInt16 = 0x3707
    static let attachMIMETag: UInt16 = 0x370E
    static let attachContentID: UInt16 = 0x3712
    static let internetCodePage: UInt16 = 0x3FDE
  }

  enum Kind: UInt16 {
    case int16 = 0x02
    case int32 = 0x03
    case float32 = 0x04
    case float64 = 0x05
    case currency = 0x06
    case appTime = 0x07
    case error = 0x0A
    case boolean = 0x0B
    case object = 0x0D
    case int64 = 0x14
    case string8 = 0x1E
    case unicode = 0x1F
    case time = 0x40
    case guid = 0x48
    case binary = 0x102

    /// Octets of a value of fixed length, with what fills it up to four; nil where each value gives its own length.
    var width: Int? {
      switch self {
      case .int16, .int32, .float32, .error, .boolean: 4
      case .float64, .currency, .appTime, .int64, .time: 8
      case .guid: 16
      case .object, .string8, .unicode, .binary: nil
      }
    }
  }

  struct Property {
    let id: UInt16
    let kind: Kind
    /// The first value; further ones of a multi-valued property are passed over.
    let value: Range<Int>
  }

  private(set) var properties: [Property] = []
  /// The list ended early or made no sense; what was read before counts.
  private(set) var isDamaged = false

  init(_ bytes: [UInt8], in range: Range<Int>) {
    var reader = LittleEndianReader(bytes, in: range)
    guard let count = reader.u32() else {
      isDamaged = true
      return
    }
    var number: UInt32 = 0
    while number < count, properties.count < Self.propertyLimit {
      guard let property = Self.property(&reader) else {
        isDamaged = true
        return
      }
      properties.append(property)
      number += 1
    }
    if number < count { isDamaged = true }
  }

  /// The value of the first property called `id`.
  subscript(id: UInt16) -> Property? { properties.first { $0.id == id } }

  private static let isMultiple: UInt16 = 0x1000
  /// Ids from here on are given a name in the list itself.
  private static let firstNamed: UInt16 = 0x8000

  private static func property(_ reader: inout LittleEndianReader) -> Property? {
    guard let type = reader.u16(), let id = reader.u16(), let kind = Kind(rawValue: type & ~isMultiple) else {
      return nil
    }
    if id >= firstNamed {
      // The name set, then a number or a UTF-16 name.
      guard reader.skip(16), let nameKind = reader.u32() else { return nil }
      if nameKind == 0 {
        guard reader.skip(4) else { return nil }
      } else {
        guard let length = reader.u32(), let name = reader.take(length) else { return nil }
        reader.skipPadding(of: name.count)
      }
    }
    var count: UInt32 = 1
    // What has its own length has a count before it even when it is one value.
    if type & isMultiple != 0 || kind.width == nil {
      guard let written = reader.u32() else { return nil }
      count = written
    }
    guard let width = kind.width else { return lengthened(&reader, id: id, kind: kind, count: count) }
    let start = reader.position
    // No product is made of what the sender wrote before it is known to fit.
    guard Int(count) <= reader.left / width, reader.skip(Int(count) * width) else { return nil }
    return Property(id: id, kind: kind, value: start..<(count == 0 ? start : start + width))
  }

  private static func lengthened(_ reader: inout LittleEndianReader, id: UInt16, kind: Kind, count: UInt32) -> Property?
  {
    var first: Range<Int>?
    var number: UInt32 = 0
    // Each value takes four octets at least, so that a false count ends with the bytes.
    while number < count {
      guard let length = reader.u32(), let value = reader.take(length) else { return nil }
      reader.skipPadding(of: value.count)
      first = first ?? value
      number += 1
    }
    return Property(id: id, kind: kind, value: first ?? reader.position..<reader.position)
  }
}
