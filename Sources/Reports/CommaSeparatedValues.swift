import Displays

/// A table as a file that spreadsheets read (RFC 4180, but with plain line feeds).
package enum CommaSeparatedValues {
  package static func text(of table: Table) -> String {
    let rows = [table.columns.map(\.title)] + table.rows
    return rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
