import Notebooks
import SwiftSource

/// The code of a segment, and what it is called.
struct SegmentSource: Sendable {
  /// The notebook of its items alone.
  let part: Notebook
  let parameters: [Parameter]
  /// The numbers of its items in the whole program.
  let items: [ItemIndex]
  let declares: Bool
  /// The variables that only the author's own code may read, such as computed ones: names of the whole program.
  let unreadVariables: Set<String>
  /// What it becomes depends on this and on the segments that it imports.
  let text: [UInt8]

  init(
    _ segment: SegmentPlan.Segment, of program: Program, _ outline: Outline, parameters: [Parameter]
  ) {
    let spans = program.spans[segment.spans]
    items = spans.map(\.item)
    let part = program.notebook.part(items.map { Program.Item(index: $0) })
    self.part = part
    self.parameters = segment.spans.lowerBound == 0 ? parameters : []
    declares = segment.declares
    let code = spans.map { program.text[$0.bytes].string }
    unreadVariables = outline.otherVariables.filter { name in code.contains { $0.contains(name) } }
    let shown = part.program.indices.map { part.showsValues(ofItem: $0) ? "shown" : "hidden" }
    let limits = part.cells.flatMap { [$0.options.maxOutput, $0.options.maxPage, $0.options.memory] }
      .map { "\($0 ?? 0)" }
    let head = (shown + limits + unreadVariables.sorted()).joined(separator: " ")
    text = SegmentSource.program(part, self.parameters, imports: head).text
  }

  func program(imports: String) -> Program { SegmentSource.program(part, parameters, imports: imports) }

  private static func program(_ part: Notebook, _ parameters: [Parameter], imports: String) -> Program {
    Program(
      part, items: part.program.indices.map { Program.Item(index: $0) }, parameters: parameters,
      imports: imports, isSegment: true)
  }
}

/// A segment that has been compiled.
struct CompiledSegment: Sendable {
  var module: SegmentModule
  /// A hash of the module file: what later segments' code depends on.
  var interface: String
  var declares: Bool
  /// As the segment's program numbers them; items are numbered within the segment.
  var sites: [ValueSite]
  /// The way from places in its program's text to those of the segment's part of the notebook.
  var sourceMap: SourceMap
}
