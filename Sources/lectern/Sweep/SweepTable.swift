import ArgumentParser
import Displays
import Foundation
import Notebooks
import Reports

/// How a sweep's table is written.
enum SweepFormat: String, CaseIterable, ExpressibleByArgument {
  case markdown, csv, json

  /// The endings of files' names that say how a table is written.
  static let endings: Set = ["md", "markdown", "txt", "csv", "json"]

  /// The format for an ending of a file's name.
  init(ending: String) { self = ["csv": .csv, "json": .json][ending] ?? .markdown }
}

/// The results of a sweep: a row for each combination of the parameters that are not averaged.
struct SweepTable {
  struct Row {
    /// The values of the parameters that are not averaged.
    var parameters: [String]
    var outcomes: [SweepOutcome]
  }

  let parameters: [String]
  let results: [String]
  let rows: [Row]
  let isAveraged: Bool

  /// - Parameter averaged: the parameters over whose values means are taken.
  init(_ plan: SweepPlan, _ outcomes: [SweepOutcome], over averaged: [String]) {
    let kept = plan.names.indices.filter { !averaged.contains(plan.names[$0]) }
    parameters = kept.map { plan.names[$0] }
    results = plan.results.map(\.name)
    isAveraged = !averaged.isEmpty
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    for outcome in outcomes {
      let key = kept.map { outcome.combination[$0] }
      if let place = places[key] {
        rows[place].outcomes.append(outcome)
      } else {
        places[key] = rows.count
        rows.append(Row(parameters: key, outcomes: [outcome]))
      }
    }
    self.rows = rows
  }

  func text(as format: SweepFormat) -> String {
    switch format {
    case .markdown: markdown
    case .csv: CommaSeparatedValues.text(of: table)
    case .json: json
    }
  }

  // MARK: Cells

  /// A result in a row, from the runs that have computed it.
  private func values(_ row: Row, _ result: Int) -> [String] {
    row.outcomes.compactMap { $0.values.indices.contains(result) ? $0.values[result] : nil }
  }

  /// The numbers of a result in a row; `nil` if one is no number.
  private func numbers(_ row: Row, _ result: Int) -> [Double]? {
    let texts = values(row, result)
    let numbers = texts.compactMap { Double($0) }
    return numbers.count == texts.count && !texts.isEmpty ? numbers : nil
  }

  private func texts(_ row: Row, _ result: Int) -> String {
    values(row, result).joined(separator: " ")
  }

  /// How many claims hold, and how many there are.
  private static func claims(_ row: Row) -> (holding: Int, all: Int) {
    let claims = row.outcomes.flatMap(\.claims)
    return (claims.count { $0.holds }, claims.count)
  }

  // MARK: For people

  private var markdown: String {
    let heads = parameters + ["runs", "failed", "claims that hold"] + results
    let lines = rows.map { row in
      let claims = Self.claims(row)
      let failed = row.outcomes.count { $0.failure != nil }
      return row.parameters + ["\(row.outcomes.count)", "\(failed)", "\(claims.holding) of \(claims.all)"]
        + results.indices.map { summary(row, $0) }
    }
    let rule = parameters.map { _ in "---" } + heads.dropFirst(parameters.count).map { _ in "---:" }
    return ([heads, rule] + lines).map { cells in
      "| " + cells.map(Self.inCell).joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// A text as a cell of a Markdown table has it, which is a part of one line.
  private static func inCell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }

  /// A result, and in how many of the runs it was computed if some lack it.
  private func summary(_ row: Row, _ result: Int) -> String {
    let (count, all) = (values(row, result).count, row.outcomes.count)
    if count == 0 { return "failed" }
    return value(row, result) + (count < all ? " (\(count) of \(all) runs)" : "")
  }

  private func value(_ row: Row, _ result: Int) -> String {
    guard let numbers = numbers(row, result), let mean = MeanInterval(numbers) else {
      return texts(row, result)
    }
    if !isAveraged { return texts(row, result) }
    return Self.short(mean.mean) + (mean.margin.map { " ± \(Self.short($0))" } ?? "")
  }

  private static func short(_ number: Double) -> String { String(format: "%.4g", number) }

  // MARK: For programs

  /// With the mean and the ends of its interval in columns of their own.
  private var table: Table {
    let names = results.flatMap { isAveraged ? [$0, "\($0) from", "\($0) to"] : [$0] }
    let heads = parameters + ["runs", "failed", "claims", "claims that hold"] + names
    let lines = rows.map { row in
      let claims = Self.claims(row)
      let failed = row.outcomes.count { $0.failure != nil }
      let counts = [row.outcomes.count, failed, claims.all, claims.holding].map(String.init)
      return row.parameters + counts + results.indices.flatMap { cells(row, $0) }
    }
    return Table(columns: heads.map { .init($0) }, rows: lines)
  }

  private func cells(_ row: Row, _ result: Int) -> [String] {
    guard isAveraged else { return [texts(row, result)] }
    guard let numbers = numbers(row, result), let mean = MeanInterval(numbers) else {
      return [texts(row, result), "", ""]
    }
    let margin = mean.margin.map { ["\(mean.mean - $0)", "\(mean.mean + $0)"] } ?? ["", ""]
    return ["\(mean.mean)"] + margin
  }

  private var json: String {
    let rows = self.rows.map { row -> JSONValue in
      let claims = Self.claims(row)
      return [
        "parameters": Self.object(parameters, row.parameters.map { .text($0) }),
        "claims": .number("\(claims.all)"), "claims that hold": .number("\(claims.holding)"),
        "results": Self.object(results, results.indices.map { summaryJSON(row, $0) }),
        "runs": .list(row.outcomes.map { Self.json($0, results: results) }),
      ]
    }
    return String(decoding: JSONValue.list(rows).file, as: UTF8.self)
  }

  private func summaryJSON(_ row: Row, _ result: Int) -> JSONValue {
    guard let numbers = numbers(row, result), let mean = MeanInterval(numbers) else { return .null }
    var members: [String: JSONValue] = ["mean": Self.number(mean.mean), "runs": .number("\(mean.count)")]
    if let margin = mean.margin { members["margin"] = Self.number(margin) }
    return .object(members)
  }

  private static func json(_ outcome: SweepOutcome, results: [String]) -> JSONValue {
    let values = outcome.values.map { text -> JSONValue in
      guard let text else { return .null }
      return Double(text).map { number($0) } ?? JSONValue.text(text)
    }
    return [
      "run": .text(outcome.name), "failure": outcome.failure.map { .text($0) } ?? .null,
      "results": object(results, values),
      "claims": .list(
        outcome.claims.map { claim in
          [
            "statement": .text(claim.statement), "holds": .truth(claim.holds),
            "evidence": claim.evidence.map { .text($0) } ?? .null,
          ]
        }),
    ]
  }

  /// JSON has no infinite numbers.
  private static func number(_ number: Double) -> JSONValue {
    number.isFinite ? .number("\(number)") : .text("\(number)")
  }

  private static func object(_ names: [String], _ values: [JSONValue]) -> JSONValue {
    .object(Dictionary(zip(names, values)) { $1 })
  }
}
