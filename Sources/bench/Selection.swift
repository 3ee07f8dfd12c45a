import ArgumentParser
import BenchmarkModels
import Foundation

extension CaseRow.Family: ExpressibleByArgument {}
extension CaseRow.Mode: ExpressibleByArgument {}
extension CaseRow.Size: ExpressibleByArgument {}

/// Which cases to run: by default the whole table.
struct Selection: ParsableArguments {
  @Option(
    name: .customLong("only"), help: "A case by its name. This option and the next ones may be repeated.")
  var names: [String] = []

  @Option(name: .customLong("family"), help: "The cases of a family.")
  var families: [CaseRow.Family] = []

  @Option(name: .customLong("mode"), help: "The cases of a mode: train, infer, generate or load.")
  var modes: [CaseRow.Mode] = []

  @Option(name: .customLong("size"), help: "The cases of a size: small, present, odd or large.")
  var sizes: [CaseRow.Size] = []

  @Option(
    name: .customLong("case"),
    help:
      "A case that is not in the table, written like a line of it: “mine dense train odd batch=100 widths=784-300-10”."
  )
  var lines: [String] = []

  @Option(
    help: "A table to read instead of the one that is built in, Sources/BenchmarkModels/cases.txt."
  )
  var table: String?

  func validate() throws { _ = try rows() }

  /// Whether nothing was chosen.
  var isEverything: Bool {
    names.isEmpty && families.isEmpty && modes.isEmpty && sizes.isEmpty && lines.isEmpty
  }

  /// The chosen cases, in the table's order.
  func rows() throws -> [CaseRow] {
    let own = try lines.map { line in
      do { return try CaseRow(line) } catch { throw ValidationError("\(error), in “\(line)”") }
    }
    let table = try cases().rows
    if let unknown = names.first(where: { name in !table.contains { $0.name == name } }) {
      throw ValidationError("there is no case \(unknown); `bench cases` lists them")
    }
    if names.isEmpty, families.isEmpty, modes.isEmpty, sizes.isEmpty, !lines.isEmpty { return own }
    return own
      + table.filter { row in
        (names.isEmpty || names.contains(row.name)) && (families.isEmpty || families.contains(row.family))
          && (modes.isEmpty || modes.contains(row.mode)) && (sizes.isEmpty || sizes.contains(row.size))
      }
  }

  /// The whole table.
  func cases() throws -> CaseTable {
    guard let table else { return try CaseTable.bundled() }
    guard let text = try? String(contentsOfFile: table, encoding: .utf8) else {
      throw ValidationError("\(table) cannot be read")
    }
    return try CaseTable(text, file: table)
  }
}
