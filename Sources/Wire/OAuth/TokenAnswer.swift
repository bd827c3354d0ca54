#if canImport(FoundationEssentials)
  // The one place of Wire that knows more than the C library: token endpoints and our own file speak JSON.
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a token endpoint answered (RFC 6749, 5; RFC 8628, 3.2).
struct TokenAnswer {
  /// Tokens, as far as they are given.
  struct Tokens: Hashable {
    let access: AccessToken
    /// Seconds that it is good for from the request on; nil where the issuer does not say.
    let life: Int64?
    let refresh: String?
  }

  /// What a person must do to log in (RFC 8628, 3.2).
  struct DeviceCode: Hashable {
    let deviceCode: String
    let userCode: String
    let page: String
    let life: Int64
    let interval: Int64
  }

  /// A month: no issuer's tokens last longer, and sums with it cannot overflow.
  static let longestLife: Int64 = 30 * 86_400

  private let fields: Fields
  private let status: Int
  private let place: String

  /// - Throws: where it is no JSON object, or the issuer's own trouble.
  init(_ answer: FormPost.Answer, from place: String) throws(WireError) {
    self.place = place
    status = answer.status
    if status == 429 || status >= 500 {
      throw .refused(place: place, during: .token, reply: ServerText("HTTP \(status)".utf8), .later)
    }
    guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(answer.body)) else {
      guard status < 300 else {
        throw .refused(place: place, during: .token, reply: ServerText("HTTP \(status)".utf8), .never)
      }
      throw .token(.unreadable(place: place))
    }
    self.fields = fields
  }

  /// The issuer's error, if it is one.
  var error: TokenError.Code? {
    if let error = fields.error { return TokenError.Code(rawValue: error) ?? .other }
    return status >= 300 ? .other : nil
  }

  func tokens() throws(WireError) -> Tokens {
    if let error { throw .token(.refused(place: place, error)) }
    // Some leave the type out; one that is another than Bearer cannot be said to a mail server.
    guard let text = fields.accessToken, let access = AccessToken(text),
      (fields.tokenType ?? "Bearer").lowercased() == "bearer",
      fields.refreshToken.map(Self.isSayable) != false
    else { throw .token(.unreadable(place: place)) }
    return Tokens(access: access, life: fields.expiresIn?.value, refresh: fields.refreshToken)
  }

  func deviceCode() throws(WireError) -> DeviceCode {
    if let error { throw .token(.refused(place: place, error)) }
    guard let deviceCode = fields.deviceCode, Self.isSayable(deviceCode),
      let userCode = fields.userCode, Self.isSayable(userCode), userCode.utf8.count <= Self.longestUserCode,
      // A person is to open it: over TLS, or from this very machine.
      let page = fields.page, (try? TokenEndpoint(url: page, plainText: true)) != nil,
      let life = fields.expiresIn?.value
    else { throw .token(.unreadable(place: place)) }
    return DeviceCode(
      deviceCode: deviceCode, userCode: userCode, page: page, life: life,
      interval: max(fields.interval?.value ?? Self.usualInterval, 1))
  }

  /// RFC 8628, 3.2: where the issuer does not say.
  private static let usualInterval: Int64 = 5
  /// RFC 8628, 6.1 speaks of 8 to 12 letters; a person must be able to type it.
  private static let longestUserCode = 64

  /// Printable ASCII, as RFC 6749, appendix A has it for every token.
  static func isSayable(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isPrintableASCII) }

  private struct Fields: Decodable {
    let accessToken: String?
    let tokenType: String?
    let expiresIn: Seconds?
    let refreshToken: String?
    let error: String?
    let deviceCode: String?
    let userCode: String?
    let verificationURI: String?
    /// Google's, from before the RFC.
    let verificationURL: String?
    let interval: Seconds?

    var page: String? { verificationURI ?? verificationURL }

    enum CodingKeys: String, CodingKey {
      case accessToken = "access_token", tokenType = "token_type", expiresIn = "expires_in"
      case refreshToken = "refresh_token", error, deviceCode = "device_code", userCode = "user_code"
      case verificationURI = "verification_uri", verificationURL = "verification_url", interval
    }
  }

  /// A number of seconds, also where it comes in quotes, as Microsoft's older endpoints send it.
  private struct Seconds: Decodable {
    let value: Int64

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let number = try (try? container.decode(Int64.self)) ?? Int64(container.decode(String.self))
      guard let number, number >= 0 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "no number of seconds")
      }
      value = min(number, TokenAnswer.longestLife)
    }
  }
}

/// A kept login as the text of its file, and back.
enum LoginRecordText {
  static func decode(_ bytes: [UInt8]) -> LoginRecord? {
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)), form.v == 1 else { return nil }
    return LoginRecord(
      refreshToken: form.refreshToken, replaces: form.replaces,
      stopped: form.stoppedAt.map { .init(at: $0, place: form.stoppedBy ?? "") })
  }

  static func encode(_ record: LoginRecord) -> [UInt8]? {
    let form = Form(
      v: 1, refreshToken: record.refreshToken, replaces: record.replaces, stoppedAt: record.stopped?.at,
      stoppedBy: record.stopped?.place)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(form)).map { Array($0) + [0x0A] }
  }

  private struct Form: Codable {
    let v: Int
    let refreshToken: String?
    let replaces: String?
    let stoppedAt: Int64?
    let stoppedBy: String?
  }
}
