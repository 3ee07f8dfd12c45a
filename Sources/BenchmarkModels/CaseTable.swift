import Foundation

/// The cases, in the order of the table.
package struct CaseTable: Sendable {
  package let rows: [CaseRow]

  /// Reads a table with one case per line. Empty lines and lines that start with # are ignored.
  ///
  /// - Throws: `CaseTableError` for the first line that is wrong or repeats a name.
  package init(_ text: String, file: String) throws(CaseTableError) {
    var rows: [CaseRow] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.drop(while: \.isWhitespace)
      if words.isEmpty || words.first == "#" { continue }
      do throws(CaseError) {
        let row = try CaseRow(String(words))
        if rows.contains(where: { $0.name == row.name }) {
          throw CaseError("there is a case \(row.name) already")
        }
        rows.append(row)
      } catch {
        throw CaseTableError(file: file, line: index + 1, message: error.description)
      }
    }
    self.rows = rows
  }

  /// The table that was built in.
  package static func bundled() throws(CaseTableError) -> CaseTable {
    try CaseTable(String(decoding: PackageResources.cases_txt, as: UTF8.self), file: "cases.txt")
  }

  /// The smallest case of the same family and mode. Both sides run it first, so that code is loaded before memory is
  /// measured.
  package func warmUp(for row: CaseRow) -> CaseRow? {
    rows.first { $0.family == row.family && $0.mode == row.mode && $0.size == .small }
  }
}

/// A line of a table that cannot be read.
package struct CaseTableError: Error, Equatable, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let message: String

  package var description: String { "\(file):\(line):1: error: \(message)" }
}
