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
      if let call = initializerOfFoundation(location.line),
        !diagnostic.diagnostic.message.hasPrefix("cannot find ")
      {
        result.diagnostic.message = "'\(call))' " + Hints.ofFoundation
        return told.insert("\(call)\(location.line)").inserted ? result : nil
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
    if message.hasPrefix("no such module ") {
      let known = ["Foundation"] + notebook.metadata.packages.flatMap(\.products)
      let hint = Suggestion.hint(for: missing, among: known)
      return hint.isEmpty
        ? ": a package's module needs the package under 'packages', in the front matter or in book.yml" : hint
    }
    let isMember = message.contains("has no member") && FoundationNames.members.contains(missing)
    let isName =
      message.hasPrefix("cannot find ")
      && message.split(separator: "'").contains { FoundationNames.contains(String($0)) }
    return isMember || isName ? ": it \(Hints.ofFoundation)" : nil
  }

  /// The beginning of a call of one of Foundation's initializers in a line, if there is no Foundation: the compiler compares it
  /// with other initializers.
  private func initializerOfFoundation(_ line: Int) -> String? {
    if importsFoundation { return nil }
    let text = text(of: line).replacing("String.init(", with: "String(")
    return FoundationNames.initializers.first { text.contains($0) }
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
}
