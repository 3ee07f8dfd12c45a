import Execution
import Notebooks

/// A notebook's code as the compiler's language server sees it, where each character has the line and column of the notebook.
///
/// The code that the editor works on is one file, and that of the cells above it is another one of the same module. The compiler
/// then looks at the cells above only where the edited code uses their names, so an answer takes a fraction of a second in the
/// longest chapter, and not the seconds that a check of the whole program takes. All else is blank lines. Cells of included files
/// are below the notebook's last line.
struct SwiftMirror: Equatable {
  private(set) var main: String
  private(set) var above: String
  /// The places of the lines below the notebook's last one.
  private let included: [File.Name: [Int: IncludedPlace]]

  /// - Parameters:
  ///   - text: what the notebook was made of.
  ///   - place: where the editor works; where no code is there, the mirror has none.
  init(_ notebook: Notebook, _ text: EditedText, at place: Position?) {
    var parts = Parts(notebook, text)
    if let focus = place.flatMap({ Focus(at: $0, in: notebook, text) }) { parts.add(focus.item) }
    (main, above) = (parts.main.text, parts.above.text)
    included = [.main: parts.main.included, .above: parts.above.included]
  }

  /// A line of an included file.
  struct IncludedPlace: Equatable {
    var file: String
    /// Where the line's code begins in that file.
    var location: SourceLocation
  }

  /// The place in an included file, of a line that a file of the mirror has below the notebook's; `nil` for the notebook's lines.
  ///
  /// - Parameter line: counted from 0.
  func includedPlace(ofLine line: Int, in file: File.Name) -> IncludedPlace? {
    included[file]?[line]
  }

  /// A file of the mirror.
  struct File {
    /// Its name for the compiler's server.
    enum Name: String, CaseIterable {
      case main, above
    }

    fileprivate var lines: [String]
    /// The places of its lines that are of included files, by their numbers from 0.
    fileprivate var included: [Int: IncludedPlace] = [:]
    fileprivate var text: String { lines.joined(separator: "\n") }

    fileprivate init(count: Int) { lines = Array(repeating: "", count: count) }

    /// Puts code into a line that has none, at a column of bytes of the original line.
    fileprivate mutating func set(_ code: String, at location: SourceLocation, in text: EditedText) {
      guard lines.indices.contains(location.line - 1) else { return }
      let place = text.position(location)
      lines[place.line] = String(repeating: " ", count: place.character) + code
    }

    /// Adds a line of an included file.
    fileprivate mutating func append(_ code: String, at place: IncludedPlace) {
      included[lines.count] = place
      lines.append(code)
    }
  }

  private struct Parts {
    let notebook: Notebook
    let text: EditedText
    var main: File
    var above: File
    var imports = ["import CellSupport"]

    init(_ notebook: Notebook, _ text: EditedText) {
      (self.notebook, self.text) = (notebook, text)
      // The last line takes the imports where the first one isn't free.
      main = File(count: text.lines.count + 1)
      above = main
    }

    mutating func add(_ focus: Focus.Item) {
      let own = cells(of: focus)
      for parameter in notebook.metadata.parameters
      where above.lines.indices.contains(parameter.location.line - 1) {
        above.lines[parameter.location.line - 1] = "let \(parameter.name) = \(parameter.value.literal)"
      }
      for item in notebook.program.prefix(place(of: focus, own)) {
        guard case .cell(let index) = item, notebook.cells[index].options.eval != false, !own.contains(index)
        else { continue }
        addAbove(notebook.cells[index])
      }
      for index in own { add(notebook.cells[index], to: \.main) }
      if case .value(let index) = focus {
        let value = notebook.values[index]
        main.set(value.expression, at: value.location, in: text)
      }
      for file in [\Self.main, \Self.above] {
        let line = self[keyPath: file].lines[0].isEmpty ? 0 : text.lines.count
        self[keyPath: file].lines[line] = imports.joined(separator: "; ")
      }
    }

    /// The cells in whose file the focus is: a check comes with its exercise's stub.
    private func cells(of focus: Focus.Item) -> [Int] {
      guard case .cell(let index) = focus else { return [] }
      guard let exercise = notebook.exercise(ofCell: index), exercise.check == index else { return [index] }
      return [exercise.stub, exercise.check]
    }

    /// How many items of the program come before the focus.
    private func place(of focus: Focus.Item, _ own: [Int]) -> Int {
      let trial = own.first.flatMap { first in notebook.exercises.firstIndex { $0.stub == first } }
      return notebook.program.firstIndex { item in
        switch (item, focus) {
        case (.value(let index), .value(let wanted)): index == wanted
        case (.cell(let index), .cell(let wanted)): index == wanted
        case (.trial(let index), _): index == trial
        default: false
        }
      } ?? 0
    }

    private mutating func addAbove(_ cell: Cell) {
      // Only a program's main file can have a `guard` that declares names for the whole program.
      let hasGuard = cell.lines.contains { $0.text.hasPrefix("guard ") }
      add(cell, to: hasGuard ? \.main : \.above)
      for line in cell.lines where line.text.hasPrefix("import ") && !line.text.contains("//") {
        if !imports.contains(line.text) { imports.append(line.text) }
      }
    }

    private mutating func add(_ cell: Cell, to file: WritableKeyPath<Parts, File>) {
      for line in cell.lines {
        if let source = notebook.included.file(ofLine: line.location.line) {
          var location = line.location
          location.line = notebook.included.number(ofLine: location.line)
          self[keyPath: file].append(line.text, at: IncludedPlace(file: source.name, location: location))
        } else {
          self[keyPath: file].set(line.text, at: line.location, in: text)
        }
      }
    }
  }
}
