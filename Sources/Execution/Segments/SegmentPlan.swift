import Notebooks
import SwiftSource

/// How a notebook's program is cut into segments: modules that are compiled and run one after the other.
///
/// A program in segments must compute what it computes as a whole. Most cells can be segments of their own. What the
/// whole program would treat otherwise is joined, from the first item concerned to the last, or the program isn't cut.
package struct SegmentPlan {
  package struct Segment: Equatable, Sendable {
    /// Indices into ``Program/spans``.
    package var spans: Range<Int>
    /// Whether it declares anything that later segments may use.
    package var declares: Bool
  }

  /// Items that must be in one segment.
  package struct Join: Equatable, Sendable {
    package var spans: ClosedRange<Int>
    package var reason: String
  }

  package private(set) var segments: [Segment] = []
  package private(set) var joins: [Join] = []
  /// Why the program can't be cut; `nil` if it can.
  package private(set) var obstacle: String?
  /// The import declarations of all items: those of a file hold for all of it.
  package private(set) var imports: [String] = []

  private let notebook: Notebook
  private let program: Program
  private let outline: Outline
  private let library: LibraryTypes
  private let pieces: [Piece]

  /// What the rules ask of an item.
  private struct Piece {
    var outline: [Outline.Item]
    var scanner: DeclarationScanner
    var declarations: [DeclarationScanner.Declaration]
    var isValue: Bool
  }

  /// - Parameters:
  ///   - program: the program without the calls that a run inserts.
  ///   - outline: that of its text.
  ///   - library: the types that the cells have from the engine.
  init(_ program: Program, _ outline: Outline, _ library: LibraryTypes) {
    self.library = library
    (notebook, self.program, self.outline) = (program.notebook, program, outline)
    pieces = program.spans.map { span in
      let scanner = DeclarationScanner(program.text[span.bytes].string)
      let isCell = if case .cell = program.notebook.program[span.item] { true } else { false }
      let isValue = if case .value = program.notebook.program[span.item] { true } else { false }
      return Piece(
        outline: Array(outline.items(in: span.bytes)), scanner: scanner,
        declarations: isCell ? scanner.declarations() : [], isValue: isValue)
    }
    obstacle = findObstacle()
    guard obstacle == nil else { return }
    noteImports()
    joinValues()
    joinExtensions()
    joinOperators()
    joinRest()
    cut()
  }

  // MARK: What keeps a program whole

  private func findObstacle() -> String? {
    if program.spans.isEmpty { return "it has no cells" }
    let allowsErrors = notebook.cells.contains { ($0.options.error ?? .forbidden) != .forbidden }
    if allowsErrors { return "a cell is allowed to fail" }
    let own = Set(pieces.flatMap(\.declarations).map(\.name))
    for (span, piece) in zip(program.spans, pieces) {
      if piece.outline.contains(where: { $0.statement?.kind == "defer_stmt" }) {
        return "'defer' at the top level runs at the program's end"
      }
      let words = Words(in: Array(program.text[span.bytes]))
      if let word = words.first(where: SegmentPlan.isBound) {
        return "'\(word)' depends on the whole program"
      }
      let code = Words(in: piece.scanner.code.bytes)
      if let word = code.first(where: { SegmentPlan.leavesTraces($0) && !own.contains($0) }) {
        return "'\(word)' may leave more behind than a copy of the process keeps"
      }
    }
    return nil
  }

  /// Whether a word in code or in a string, which may contain code, means something else in a segment.
  private static func isBound(_ word: String) -> Bool { bound.contains(word) }

  private static let bound: Set = [
    "await", "#function", "#file", "#fileID", "#filePath", "#line", "#column", "#dsohandle",
  ]

  private static func leavesTraces(_ word: String) -> Bool {
    calls.contains(word) || beginnings.contains { word.hasPrefix($0) }
  }

  private static let calls: Set = ["async", "atexit", "fork", "vfork", "dlopen", "dlsym", "mmap"]
  private static let beginnings = [
    "Dispatch", "Thread", "Task", "Operation", "Timer", "RunLoop", "pthread", "Process",
  ]

  // MARK: What is joined

  private mutating func noteImports() {
    let first = program.spans.first?.bytes.lowerBound ?? 0
    for item in outline.items where item.start >= first {
      guard case .imports = item.effect else { continue }
      let text = program.text[item.start...].prefix { $0 != .lineFeed && $0 != UInt8(ascii: ";") }
      let declaration = MaskedSource(text.string).bytes.trimmingTrailingBlanks.string
      if !imports.contains(declaration) { imports.append(declaration) }
    }
  }

  private mutating func join(_ spans: ClosedRange<Int>, _ reason: String) {
    if spans.count > 1 { joins.append(Join(spans: spans, reason: reason)) }
  }

  private mutating func joinValues() {
    for (index, piece) in pieces.enumerated() where piece.isValue && index > 0 {
      join(index - 1...index, "a value in the prose goes with the cell before it")
    }
  }

  /// An extension may give a type of an earlier cell members and conformances that code in between would find in the whole
  /// program, though it names none of them.
  private mutating func joinExtensions() {
    var types: [String: KnownType] = [:]
    for (index, piece) in pieces.enumerated() {
      let conforming = Set(piece.outline.compactMap(\.conformingType))
      for declaration in piece.declarations {
        guard declaration.isExtension else {
          if let type = KnownType(declaration, in: piece.scanner, at: index) {
            types[declaration.name] = type
          }
          continue
        }
        let root = String(declaration.name.prefix { $0 != "." })
        let known = types[root]
        if conforming.contains(where: { $0.prefix { $0 != "." && $0 != "<" } == root }) {
          let first = known?.first ?? 0
          join(first...index, "'\(declaration.name)' conforms to more from here on")
          types[root] = KnownType(first: first, conforms: true)
        } else if let known, known.conforms || initializes(declaration, piece) {
          join(
            known.first...index, "this may change how '\(declaration.name)' fulfils a protocol, or is made")
        } else if known == nil, !SegmentPlan.concrete.contains(root), !library.isConcrete(root),
          let first = types.values.filter(\.conforms).map(\.first).min()
        {
          join(first...index, "this may change how types above fulfil '\(declaration.name)'")
        }
      }
    }
  }

  /// A type that the program declares or gives a conformance.
  fileprivate struct KnownType {
    var first: Int
    /// Whether it fulfils a protocol or is one.
    var conforms: Bool
  }

  /// Types of Swift that are often extended and are no protocols.
  private static let concrete: Set = [
    "Int", "Double", "Float", "String", "Bool", "Character", "Array", "Dictionary", "Set", "Optional",
    "Range",
  ]

  private func initializes(_ declaration: DeclarationScanner.Declaration, _ piece: Piece) -> Bool {
    guard let body = declaration.body else { return false }
    return piece.scanner.declarations(in: body).contains { $0.name == "init" }
  }

  /// An operator's function at the top level may fulfil a protocol for a type of an earlier cell.
  private mutating func joinOperators() {
    for (index, piece) in pieces.enumerated() {
      for declaration in piece.declarations where declaration.name.utf8.first?.isSwiftWord == false {
        let words = Set(Words(in: Array(piece.scanner.code[declaration.range])))
        let first = pieces.firstIndex { $0.outline.contains { words.contains($0.typeName ?? "") } }
        if let first, first < index { join(first...index, "'\(declaration.name)' may fulfil a protocol") }
      }
      for case .operates(let name) in piece.outline.compactMap(\.effect) {
        let first = pieces.firstIndex { $0.scanner.code.bytes.contains(Array(name.utf8)) }
        if let first, first < index { join(first...index, "'\(name)' is an operator from here on") }
      }
    }
  }

  /// A name that `guard` binds exists in its own file alone.
  private mutating func joinRest() {
    let first = pieces.firstIndex { $0.outline.contains { $0.statement?.kind == "guard_stmt" } }
    if let first { join(first...pieces.count - 1, "'guard' binds names for the rest of its file") }
  }

  // MARK: The cut

  private mutating func cut() {
    var start = 0
    for end in 1...pieces.count {
      let isJoined = joins.contains { $0.spans.lowerBound < end && $0.spans.upperBound >= end }
      if isJoined { continue }
      let items = pieces[start..<end].flatMap(\.outline)
      let hasParameters = start == 0 && !notebook.metadata.parameters.isEmpty
      segments.append(
        Segment(spans: start..<end, declares: hasParameters || items.contains(where: \.declaresNames)))
      start = end
    }
  }
}

extension SegmentPlan.KnownType {
  /// The type or alias that a declaration declares, if it does.
  fileprivate init?(
    _ declaration: DeclarationScanner.Declaration, in scanner: DeclarationScanner, at index: Int
  ) {
    let end = declaration.body?.lowerBound ?? declaration.range.upperBound
    let head = scanner.code.text(declaration.range.lowerBound..<end)
    let words = head.split { !$0.isLetter }
    if words.contains("typealias") {
      self.init(first: 0, conforms: true)
    } else if ["struct", "class", "actor", "enum", "protocol"].contains(where: { words.contains($0) }) {
      let isAbstract = words.contains("enum") || words.contains("protocol")
      self.init(first: index, conforms: isAbstract || head.contains(":"))
    } else {
      return nil
    }
  }
}

extension Outline.Item {
  fileprivate var conformingType: String? {
    if case .conforms(let type) = effect { type } else { nil }
  }

  fileprivate var declaresNames: Bool {
    if case .imports = effect { return false }
    return !isStatement || declaresVariables
  }
}

/// The words of a text, each with the `#` before it if there is one.
private struct Words: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private var place = 0

  init(in text: [UInt8]) { self.text = text }

  mutating func next() -> String? {
    while place < text.count, !text[place].isSwiftWord { place += 1 }
    guard place < text.count else { return nil }
    let hasMark = place > 0 && text[place - 1] == UInt8(ascii: "#")
    let end = text[place...].firstIndex { !$0.isSwiftWord } ?? text.count
    defer { place = end }
    return (hasMark ? "#" : "") + text[place..<end].string
  }
}
