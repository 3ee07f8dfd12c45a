import CPlatform
import Notebooks

/// Finds names that are used before they exist.
///
/// In Swift's script mode, code may use names that the file declares further down. A variable that has not
/// been initialized yet is then silently read as zeros. In a notebook, a name exists from its cell on. Within
/// a cell, functions and types may use each other in any order, as in any Swift file, but a statement must
/// not lead to a variable that is initialized after it.
struct NameOrder {
  private let index: NameIndex
  private let places: ProgramPlaces
  private let graph: NameGraph

  init(_ index: NameIndex, _ places: ProgramPlaces) {
    self.index = index
    self.places = places
    graph = NameGraph(index, places)
  }

  /// An error for each use of a name that does not exist yet, followed by a note at its declaration.
  func diagnostics(file: String) -> [CompilerDiagnostic] {
    let named = uses { laterCell(of: $0, usedIn: $1.item) ?? laterValue(reachedBy: $0, at: $1) }
    // What a statement leads to by names says more than what its values might lead to.
    let lines = Set(named.map(\.line))
    let handled = uses { laterValue(reachedByValuesOf: $0, at: $1) }.filter { !lines.contains($0.line) }
    return (named + handled).sorted { $0.offset < $1.offset }.flatMap { use in
      [
        CompilerDiagnostic(
          item: use.item, diagnostic: Diagnostic(.error, file: file, at: use.here, use.message)),
        CompilerDiagnostic(
          item: use.item, diagnostic: Diagnostic(.note, file: file, at: use.there, use.note)),
      ]
    }
  }

  /// A use of a declaration that comes too late, with what to say of it.
  private struct Use {
    var offset: Int
    var item: ItemIndex
    var here, there: SourceLocation
    var message, note: String
    var line: Int { here.line }
  }

  /// The uses for which a declaration is found that comes too late, one for each place.
  private func uses(_ late: (NameIndex.Occurrence, ProgramPlaces.Position) -> Later?) -> [Use] {
    var seen: Set<Int> = []
    return index.occurrences.compactMap { found in
      guard found.has(LECTERN_REFERS), !found.isAccessor, let use = places.position(of: found),
        !seen.contains(use.offset), let later = late(found, use),
        let here = places.location(atOffset: use.offset),
        let there = places.location(atOffset: later.declaration.offset)
      else { return nil }
      seen.insert(use.offset)
      return Use(
        offset: use.offset, item: use.item, here: here, there: there,
        message: later.message(line: there.line),
        note: "'\(later.declaration.name)' is declared here")
    }
  }

  /// A declaration that comes after its use.
  private struct Later {
    var declaration: NameGraph.Declaration
    var isInLaterCell = false
    /// The used name, if it leads to the declaration only through others.
    var way: String?

    func message(line: Int) -> String {
      let name = declaration.name
      if isInLaterCell {
        return NameOrder.laterCell(name, line: line)
      }
      if let way { return "'\(way)' needs '\(name)', which has no value before line \(line)" }
      return "'\(name)' is used before it has a value, which it gets at line \(line)"
    }
  }

  static func laterCell(_ name: String, line: Int) -> String {
    "'\(name)' is used before it exists: the cell that makes it comes later, at line \(line)"
  }

  private func laterCell(of found: NameIndex.Occurrence, usedIn item: ItemIndex) -> Later? {
    guard let declaration = graph.declarations[found.usr], declaration.item > item else { return nil }
    return Later(declaration: declaration, isInLaterCell: true)
  }

  /// A variable of the same cell that a statement leads to before the variable has its value.
  private func laterValue(reachedBy found: NameIndex.Occurrence, at use: ProgramPlaces.Position) -> Later? {
    guard graph.isStatement(found) else { return nil }
    let late = graph.variables(reachedFrom: found.usr, inItem: use.item).first { $0.offset > use.offset }
    guard let late else { return nil }
    return Later(declaration: late, way: late.usr == found.usr ? nil : graph.name(of: found))
  }

  /// A variable that a statement may lead to by the values that it handles, before it has its value.
  private func laterValue(reachedByValuesOf found: NameIndex.Occurrence, at use: ProgramPlaces.Position)
    -> Later?
  {
    guard graph.isStatement(found) else { return nil }
    let late = graph.variables(reachedByValuesOf: found).first { $0.offset > use.offset }
    return late.map { Later(declaration: $0, way: graph.name(of: found)) }
  }
}
