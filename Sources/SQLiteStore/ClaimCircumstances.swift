import Claims
import Desk
import GRDB
import Store

extension Schema {
  /// Who did what a claim tells, when, how often, how sure; and why a person approved what the gate objected to.
  static func circumstances(_ db: Database) throws {
    for column in [
      "polarity TEXT NOT NULL DEFAULT 'affirmed' CHECK (polarity IN ('affirmed', 'denied'))",
      "doer TEXT NOT NULL DEFAULT 'customer' CHECK (doer IN ('customer', 'helper', 'company', 'thing'))",
      "certainty TEXT NOT NULL DEFAULT 'certain' CHECK (certainty IN ('certain', 'supposed'))",
      "day INTEGER", "times INTEGER CHECK (times > 0)",
      "is_correction INTEGER NOT NULL DEFAULT 0 CHECK (is_correction IN (0, 1))",
    ] {
      try db.execute(sql: "ALTER TABLE claim ADD COLUMN \(column)")
    }
    try db.execute(sql: "ALTER TABLE approval ADD COLUMN anyway TEXT CHECK (anyway <> '')")
  }
}

extension SQLiteStore {
  /// The circumstances of a claim's row; its day is kept as days since 1970-01-01.
  static func circumstances(_ row: Row) throws -> Circumstances {
    let day: Int? = try row.value("day")
    return Circumstances(
      polarity: try row.name("polarity"), doer: try row.name("doer"), certainty: try row.name("certainty"),
      day: day.map { CivilDay(daysSince1970: $0) }, times: try row.value("times"), isCorrection: try row.value("is_correction"))
  }

  static func insert(_ claims: [Claim], of message: StoredMessageID, in db: Database) throws {
    for (ordinal, claim) in claims.enumerated() {
      let around = claim.circumstances
      try db.run(
          """
          INSERT INTO claim (message, ordinal, kind, quote, start, "end", source, key, rule, polarity, doer, certainty, day, times,
            is_correction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          message.number, ordinal, claim.kind.rawValue, claim.quote, claim.span.lowerBound, claim.span.upperBound,
          claim.source.rawValue, claim.key, claim.rule, around.polarity.rawValue, around.doer.rawValue, around.certainty.rawValue,
          around.day?.daysSince1970, around.times, around.isCorrection,
        ])
    }
  }
}
