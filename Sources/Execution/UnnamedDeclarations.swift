import Notebooks
import SwiftSource

/// The cells that change what code means without being named by it: with an import, with a conformance of a type from
/// above, with an operator.
///
/// In a Swift file such declarations hold for the lines above them too. In a notebook they hold from their cell on, so
/// what comes before the cell has to compile without it.
struct UnnamedDeclarations {
  struct Declaration {
    /// The cell.
    var item: ItemIndex
    var place: SourceLocation
    /// Its first line without what is in its braces.
    var text: String

    /// The compiler's error for code above that needs the declaration.
    ///
    /// - Parameter line: the declaration's, as the message says it.
    func explained(_ message: String, line: String) -> String {
      "\(message): this needs '\(text)', which comes later, at \(line)"
    }
  }

  /// At most one for a cell, in the order of the program.
  private(set) var declarations: [Declaration] = []

  init(_ program: Program, _ outline: Outline) {
    lazy var places = ProgramPlaces(program)
    var modules: Set = ["CellSupport", "Swift"]
    for span in program.spans {
      let items = outline.items(in: span.bytes)
      let types = Set(items.compactMap(\.typeName))
      let late = items.first { item in
        switch item.effect {
        case .imports(let module): !modules.contains(module)
        case .conforms(let type): !types.contains(type)
        case .operates(let name): program.text[..<span.bytes.lowerBound].contains(Array(name.utf8))
        case nil: false
        }
      }
      for case .imports(let module) in items.compactMap(\.effect) { modules.insert(module) }
      guard let late, span.item != program.spans.first?.item,
        let place = places.location(atOffset: late.start)
      else { continue }
      let text = program.text[late.start...].prefix { $0 != .lineFeed && $0 != UInt8(ascii: "{") }
      declarations.append(
        Declaration(item: span.item, place: place, text: text.trimmingTrailingBlanks.string))
    }
  }
}
