import Notebooks
import SwiftSource

/// A diagnostic of the compiler, at its place in the notebook.
struct CompilerDiagnostic {
  /// The item of the program that it is about; `nil` for the front matter's parameters.
  var item: ItemIndex?
  var diagnostic: Diagnostic
  /// Whether it warns of something whose value differs in each run.
  var isUnrepeatable = false
}

extension CompilerDiagnostic {
  /// The most errors of an item that are kept.
  static let mostErrors = 100

  /// Reads what `-diagnostic-style llvm` prints; other lines (excerpts, carets) are ignored. Of an item's errors the first
  /// ``mostErrors`` are kept, with a note that says how many more there are.
  ///
  /// - Parameter end: the place for an error that the compiler notices only at the end of the text, such as a brace that
  ///   is never closed. Without it such an error is left out.
  static func all(
    in text: [UInt8], of program: Program, file: String,
    end: (item: ItemIndex?, location: SourceLocation)? = nil
  ) -> [CompilerDiagnostic] {
    var kept = KeptDiagnostics()
    for line in text.split(separator: .lineFeed) {
      guard let found = parse(line),
        let place = program.location(file: found.file, line: found.line, column: found.column)
          ?? (found.severity == .error ? end : nil),
        !stemsFromProgram(found.message)
      else { continue }
      let diagnostic = Diagnostic(found.severity, file: file, at: place.location, found.message)
      kept.add(CompilerDiagnostic(item: place.item, diagnostic: diagnostic))
    }
    return kept.all
  }

  /// Whether the compiler's message is about the calls that we inserted.
  private static func stemsFromProgram(_ message: String) -> Bool {
    message.contains("__lectern") || message == "will never be executed"
  }

  /// A line's place is within so many bytes: longer lines are excerpts of code.
  private static let longestPlace = 8192

  private static let marks = [Diagnostic.Severity.error, .warning, .note].map {
    (severity: $0, bytes: Array(": \($0.rawValue): ".utf8))
  }

  private static func parse(
    _ line: ArraySlice<UInt8>
  ) -> (file: String, line: Int, column: Int, severity: Diagnostic.Severity, message: String)? {
    let beginning = line.prefix(longestPlace)
    for (severity, bytes) in marks {
      guard let mark = beginning.firstIndex(ofBytes: bytes) else { continue }
      let place = line[..<mark].string.split(separator: ":", omittingEmptySubsequences: false)
      guard place.count >= 3, let row = Int(place[place.count - 2]), let column = Int(place[place.count - 1])
      else {
        continue
      }
      let file = place.dropLast(2).joined(separator: ":")
      return (file, row, column, severity, line[(mark + bytes.count)...].string)
    }
    return nil
  }
}

/// The diagnostics of a program: each once, and of an item only so many errors with their notes.
private struct KeptDiagnostics {
  private struct Known: Hashable {
    var item: ItemIndex?
    var diagnostic: Diagnostic
  }

  private var kept: [CompilerDiagnostic] = []
  private var known: Set<Known> = []
  /// The number of errors of each item.
  private var errors: [ItemIndex?: Int] = [:]
  /// The index of the last kept error of each item, or of the last of its notes.
  private var lasts: [ItemIndex?: Int] = [:]
  /// The item whose error was the last diagnostic that isn't a note, and whether it was kept.
  private var (current, isKeeping): (ItemIndex??, Bool) = (nil, true)

  mutating func add(_ found: CompilerDiagnostic) {
    guard known.insert(Known(item: found.item, diagnostic: found.diagnostic)).inserted else { return }
    if found.diagnostic.severity != .note { begin(found) }
    guard isKeeping else { return }
    if let current { lasts[current] = kept.count }
    kept.append(found)
  }

  private mutating func begin(_ found: CompilerDiagnostic) {
    (current, isKeeping) = (nil, true)
    guard found.isError else { return }
    current = .some(found.item)
    errors[found.item, default: 0] += 1
    isKeeping = errors[found.item, default: 0] <= CompilerDiagnostic.mostErrors
  }

  /// What was kept, each item's last error followed by the number of those that weren't.
  var all: [CompilerDiagnostic] {
    var excess: [Int: (item: ItemIndex?, count: Int)] = [:]
    for (item, count) in errors where count > CompilerDiagnostic.mostErrors {
      if let last = lasts[item] { excess[last] = (item, count - CompilerDiagnostic.mostErrors) }
    }
    if excess.isEmpty { return kept }
    return kept.enumerated().flatMap { index, found -> [CompilerDiagnostic] in
      guard let (item, count) = excess[index] else { return [found] }
      let words = "and \(count) more \(count == 1 ? "error" : "errors")"
      let note = Diagnostic(.note, file: found.diagnostic.file, at: found.diagnostic.location, words)
      return [found, CompilerDiagnostic(item: item, diagnostic: note)]
    }
  }
}
