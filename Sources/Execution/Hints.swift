import CPlatform
import Notebooks
import SwiftSource

/// Adds advice to the compiler's errors that requires knowing about notebooks, which the compiler does not.
struct Hints {
  let notebook: Notebook
  /// The names that cells declare outside of all types, each with its item and place.
  private var definitions: [String: (item: ItemIndex, place: SourceLocation)] = [:]

  init(notebook: Notebook, index: NameIndex?, places: ProgramPlaces) {
    self.notebook = notebook
    for found in index?.occurrences ?? [] where found.has(LECTERN_DEFINES) && found.relations.isEmpty {
      guard definitions[found.shortName] == nil, let position = places.position(of: found),
        let location = places.location(atOffset: position.offset)
      else { continue }
      definitions[found.shortName] = (position.item, location)
    }
  }

  func explain(_ found: [CompilerDiagnostic]) -> [CompilerDiagnostic] {
    // Only the first of several errors with the same cause is reported.
    var told: Set<String> = []
    return found.enumerated().compactMap { place, diagnostic in
      guard diagnostic.isError, let item = diagnostic.item else { return diagnostic }
      var result = diagnostic
      let location = diagnostic.diagnostic.location
      let name = word(at: location)
      if let later = definitions[name], later.item > item {
        let line = notebook.line(of: later.place, seenFrom: location)
        result.diagnostic.message = NameOrder.laterCell(name, line: line)
        return told.insert("\(item):\(name)").inserted ? result : nil
      }
      if lacksFormat(location.line) && !diagnostic.diagnostic.message.hasPrefix("cannot find ") {
        result.diagnostic.message = "'String(format:)' " + Hints.ofFoundation
        return told.insert("format:\(location.line)").inserted ? result : nil
      }
      let next = place + 1 < found.count ? found[place + 1].diagnostic : nil
      result.diagnostic.message += hint(diagnostic.diagnostic.message, next) ?? ""
      return result
    }
  }

  private static let ofFoundation = "is part of Foundation: begin the cell with 'import Foundation'"

  private func hint(_ message: String, _ next: Diagnostic?) -> String? {
    // The compiler names the variable in a note.
    if message == "circular reference", let next, next.severity == .note {
      let name = word(at: next.location)
      return """
        : '\(name)' means the new variable on both sides of '='. To call a function of that name, give the \
        variable another one
        """
    }
    guard let missing = message.split(separator: "'").last.map(String.init) else { return nil }
    let isMember = message.contains("has no member") && Hints.members.contains(missing)
    let isName =
      message.hasPrefix("cannot find ")
      && message.split(separator: "'").contains { Hints.foundation.contains(String($0)) }
    return isMember || isName ? ": it \(Hints.ofFoundation)" : nil
  }

  /// Whether a line formats a text without Foundation, for which the compiler reports other initializers.
  private func lacksFormat(_ line: Int) -> Bool {
    let text = text(of: line)
    return !importsFoundation && (text.contains("String(format:") || text.contains("String.init(format:"))
  }

  private var importsFoundation: Bool {
    notebook.cells.contains { cell in cell.lines.contains { $0.text.contains("import Foundation") } }
  }

  // MARK: The author's text

  private func text(of line: Int) -> String {
    for cell in notebook.cells {
      if let found = cell.lines.first(where: { $0.location.line == line }) { return found.text }
    }
    return ""
  }

  /// The name that begins at a location.
  private func word(at location: SourceLocation) -> String {
    for cell in notebook.cells {
      guard let line = cell.lines.first(where: { $0.location.line == location.line }) else { continue }
      return word(in: line.text, from: location.column - line.location.column)
    }
    guard
      let value = notebook.values.first(where: {
        $0.location.line == location.line
          && ($0.location.column..<$0.location.column + $0.expression.utf8.count).contains(location.column)
      })
    else { return "" }
    return word(in: value.expression, from: location.column - value.location.column)
  }

  private func word(in text: String, from offset: Int) -> String {
    String(decoding: text.utf8.dropFirst(max(0, offset)).prefix(while: \.isQuotedSwiftWord), as: UTF8.self)
  }

  /// The Foundation names that people use in notebooks.
  private static let foundation: Set<String> = [
    "Date", "DateFormatter", "DateComponents", "DateInterval", "Calendar", "TimeZone", "TimeInterval",
    "Locale",
    "URL", "URLSession", "URLRequest", "Data", "FileManager", "FileHandle", "Bundle", "Process",
    "ProcessInfo",
    "UUID", "JSONDecoder", "JSONEncoder", "JSONSerialization", "PropertyListDecoder", "PropertyListEncoder",
    "NumberFormatter", "ByteCountFormatter", "MeasurementFormatter", "Measurement", "NSString", "NSNumber",
    "NSRegularExpression", "NSPredicate", "NSLog", "NSObject", "NSError", "NSLock", "NSDate", "NSArray",
    "CharacterSet", "IndexSet", "IndexPath", "Decimal", "Scanner", "Thread", "Timer", "RunLoop",
    "NotificationCenter", "UserDefaults", "OperationQueue", "CGFloat", "CGPoint", "CGSize", "CGRect",
    "AttributedString", "PersonNameComponents", "ISO8601DateFormatter", "autoreleasepool",
  ]

  /// The members that Foundation adds to the standard library's types.
  private static let members: Set<String> = [
    "components", "trimmingCharacters", "replacingOccurrences", "range", "capitalized",
    "localizedCapitalized",
    "padding", "data", "formatted", "contents", "lowercasedString", "appendingFormat",
    "appendingPathComponent",
    "localizedDescription", "localizedCompare", "caseInsensitiveCompare", "compare", "enumerateLines",
    "addingPercentEncoding", "removingPercentEncoding", "applyingTransform", "localizedStandardCompare",
    "base64EncodedString",
  ]
}
