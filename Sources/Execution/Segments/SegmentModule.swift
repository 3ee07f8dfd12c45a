import Notebooks

/// The module that a segment becomes.
///
/// Its name depends on its code alone, so that other cells can be inserted or removed without a new compilation of
/// everything after them. In mangled names, and for whoever asks for a type's name, all segments are one module.
struct SegmentModule: Sendable {
  struct Import: Hashable, Sendable {
    var name: String
    /// The path of its module file.
    var file: String
  }

  var name: String
  /// The modules of earlier segments that declare something.
  var imports: [Import]
  /// The paths of what it becomes.
  var file: String
  var library: String

  var entryPoint: String { "lectern_\(name)" }

  /// What the compiler is told about the modules that it reads.
  ///
  /// Small functions of a segment are compiled into later ones, as they would be into the rest of a whole program.
  var input: [String] {
    [
      "-module-abi-name", "notebook", "-package-name", "notebook", "-enable-testing",
      "-enable-private-imports", "-cross-module-optimization",
    ] + imports.map { "-swift-module-file=\($0.name)=\($0.file)" }
  }

  /// What it is told about the module that it makes.
  var output: [String] { ["-emit-module-path", file] }

  /// The line of imports at the beginning of its text.
  func head(_ declarations: [String]) -> String {
    let segments = imports.map { "@_private(sourceFile: \"\($0.name).swift\") @testable import \($0.name)" }
    return (["import CellSupport"] + segments + declarations).joined(separator: "; ")
  }
}

extension Notebook {
  /// A notebook of some of the program's items alone. Their lines don't depend on their place: each item begins at a
  /// line that follows from its position among them.
  func part(_ items: [Program.Item]) -> Notebook {
    var part = Notebook(file: file, metadata: Metadata())
    for (position, item) in items.enumerated() {
      let first = Notebook.firstLine(ofPart: position)
      switch program[item.index] {
      case .cell(let index): part.program.append(.cell(part.add(cells[index], at: first)))
      case .value(let index):
        var value = values[index]
        value.location = SourceLocation(line: first, column: 1)
        part.program.append(.value(part.values.count))
        part.values.append(value)
      case .trial(let index):
        var exercise = exercises[index]
        exercise.stub = part.add(cells[exercise.stub], at: first)
        exercise.check = part.add(cells[exercise.check], at: first + (part.cells.last?.lines.count ?? 0) + 1)
        exercise.solution = exercise.stub
        part.program.append(.trial(part.exercises.count))
        part.exercises.append(exercise)
      }
    }
    return part
  }

  static func firstLine(ofPart position: Int) -> Int { 1 + position << 16 }

  private mutating func add(_ cell: Cell, at line: Int) -> Int {
    var cell = cell
    let first = cell.lines.first?.location.line ?? cell.location.line
    cell.location.line = line
    for index in cell.lines.indices {
      cell.lines[index].location.line += line - first
      cell.lines[index].location.column = 1
    }
    cells.append(cell)
    return cells.count - 1
  }
}
