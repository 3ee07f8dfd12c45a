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
    var told: Set<Int> = []
    var result: [CompilerDiagnostic] = []
    for found in index.occurrences where found.has(LECTERN_REFERS) && !found.isAccessor {
      guard let use = places.position(of: found), !told.contains(use.offset),
        let later = laterCell(of: found, usedIn: use.step) ?? laterValue(reachedBy: found, at: use),
        let here = places.location(atOffset: use.offset),
        let there = places.location(atOffset: later.declaration.offset)
      else { continue }
      told.insert(use.offset)
      let message = later.message(line: there.line)
      let note = "'\(later.declaration.name)' is declared here"
      result.append(.init(step: use.step, diagnostic: Diagnostic(.error, file: file, at: here, message)))
      result.append(.init(step: use.step, diagnostic: Diagnostic(.note, file: file, at: there, note)))
    }
    return result
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

  private func laterCell(of found: NameIndex.Occurrence, usedIn step: Int) -> Later? {
    guard let declaration = graph.declarations[found.usr], declaration.step > step else { return nil }
    return Later(declaration: declaration, isInLaterCell: true)
  }

  /// A variable of the same cell that a statement leads to before the variable has its value.
  private func laterValue(reachedBy found: NameIndex.Occurrence, at use: ProgramPlaces.Position) -> Later? {
    guard graph.isStatement(found) else { return nil }
    let isLate = { (variable: NameGraph.Declaration) in variable.offset > use.offset }
    let late =
      graph.variables(reachedFrom: found.usr, inStep: use.step).first(where: isLate)
      ?? graph.variables(reachedByValuesOf: found).first(where: isLate)
    guard let late else { return nil }
    return Later(declaration: late, way: late.usr == found.usr ? nil : graph.name(of: found))
  }
}
