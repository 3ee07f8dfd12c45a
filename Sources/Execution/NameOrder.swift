import CPlatform
import Notebooks

/// Finds names that are certain to be used before they exist, without running the program.
///
/// In Swift's script mode, code may use names that the file declares further down. In a notebook, a name exists from its
/// cell on, and a variable from its statement on. Within a cell, functions and types may use each other in any order,
/// as in any Swift file. Uses that depend on what the program computes (closures, overrides, conformances, branches)
/// are found when it runs: see ``VariablePages``.
struct NameOrder {
  private let index: NameIndex
  private let places: ProgramPlaces
  private let graph: NameGraph
  private let notebook: Notebook

  init(_ index: NameIndex, _ places: ProgramPlaces, _ notebook: Notebook) {
    self.index = index
    self.places = places
    self.notebook = notebook
    graph = NameGraph(index, places)
  }

  /// An error for each use of a name that does not exist yet, followed by a note at its declaration.
  var diagnostics: [CompilerDiagnostic] {
    uses.sorted { $0.offset < $1.offset }.flatMap { use in
      let error = Diagnostic(.error, file: notebook.file, at: use.here, use.message)
      let note = Diagnostic(.note, file: notebook.file, at: use.there, "'\(use.name)' is declared here")
      return [error, note].map { CompilerDiagnostic(item: use.item, diagnostic: $0) }
    }
  }

  /// The error for a variable that a run has touched too early.
  ///
  /// - Parameter line: the variable's, as the message says it.
  static func message(_ variable: VariablePages.Variable, usedIn item: ItemIndex?, line: String) -> String {
    let name = variable.name
    return variable.item == item ? laterStatement(name, line: line) : laterCell(name, line: line)
  }

  static func laterCell(_ name: String, line: String) -> String {
    "'\(name)' is used before it exists: the cell that makes it comes later, at \(line)"
  }

  private static func laterStatement(_ name: String, line: String) -> String {
    "'\(name)' is used before it has a value, which it gets at \(line)"
  }

  /// A use of a declaration that comes too late.
  private struct Use {
    var offset: Int
    var item: ItemIndex
    var here, there: SourceLocation
    var name, message: String
  }

  /// The uses of declarations that come too late, one for each place.
  private var uses: [Use] {
    var seen: Set<Int> = []
    return index.occurrences.compactMap { found in
      guard found.has(LECTERN_REFERS), let use = places.position(of: found), !seen.contains(use.offset),
        let late = later(found, use), let here = places.location(atOffset: use.offset),
        let there = places.location(atOffset: late.declaration.offset)
      else { return nil }
      seen.insert(use.offset)
      let name = late.declaration.name
      return Use(
        offset: use.offset, item: use.item, here: here, there: there, name: name,
        message: late.message(name, notebook.line(of: there, seenFrom: here)))
    }
  }

  private func later(_ found: NameIndex.Occurrence, _ use: ProgramPlaces.Position)
    -> (declaration: NameGraph.Declaration, message: (String, String) -> String)?
  {
    if let declaration = graph.declarations[found.usr], declaration.item > use.item {
      return (declaration, NameOrder.laterCell)
    }
    guard graph.isStatement(found), NameGraph.isEvaluated(found) else { return nil }
    let reached = graph.variables(reachedFrom: found.usr, inItem: use.item)
    let initialized = found.related(LECTERN_CONTAINED_BY)
    let late = reached.first { $0.offset > use.offset || initialized.contains($0.usr) }
    guard let late, places.isExecuted(use) else { return nil }
    if late.usr == found.usr { return (late, NameOrder.laterStatement) }
    let way = graph.name(of: found)
    if initialized.contains(late.usr) {
      return (late, { name, _ in "'\(way)' needs '\(name)', which has no value before this gives it one" })
    }
    return (late, { "'\(way)' needs '\($0)', which has no value before \($1)" })
  }
}
