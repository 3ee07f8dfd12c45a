import Notebooks

/// A diagnostic of the compiler, at its place in the notebook.
struct CompilerDiagnostic {
  /// The item of the program that it is about; `nil` for the front matter's parameters.
  var item: ItemIndex?
  var diagnostic: Diagnostic
  /// Whether it warns of something whose value differs in each run.
  var isUnrepeatable = false
}

extension CompilerDiagnostic {
  /// Reads what `-diagnostic-style llvm` prints; other lines (excerpts, carets) are ignored.
  ///
  /// - Parameter end: the place for an error that the compiler notices only at the end of the text, such as a brace that
  ///   is never closed. Without it such an error is left out.
  static func all(
    in text: [UInt8], of program: Program, file: String,
    end: (item: ItemIndex?, location: SourceLocation)? = nil
  ) -> [CompilerDiagnostic] {
    var result: [CompilerDiagnostic] = []
    for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let found = parse(line),
        let place = program.location(file: found.file, line: found.line, column: found.column)
          ?? (found.severity == .error ? end : nil),
        !stemsFromProgram(found.message)
      else { continue }
      let diagnostic = Diagnostic(found.severity, file: file, at: place.location, found.message)
      let isRepeated = result.contains { $0.diagnostic == diagnostic && $0.item == place.item }
      if !isRepeated { result.append(CompilerDiagnostic(item: place.item, diagnostic: diagnostic)) }
    }
    return result
  }

  /// Whether the compiler's message is about the calls that we inserted.
  private static func stemsFromProgram(_ message: String) -> Bool {
    message.contains("__lectern") || message == "will never be executed"
  }

  private static func parse(
    _ line: Substring
  ) -> (file: String, line: Int, column: Int, severity: Diagnostic.Severity, message: String)? {
    for severity in [Diagnostic.Severity.error, .warning, .note] {
      guard let mark = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
      let place = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
      guard place.count >= 3, let row = Int(place[place.count - 2]), let column = Int(place[place.count - 1])
      else {
        continue
      }
      let file = place.dropLast(2).joined(separator: ":")
      return (file, row, column, severity, String(line[mark.upperBound...]))
    }
    return nil
  }
}
