import Displays
import Notebooks

extension SegmentChain {
  /// What the segments have shown, as the program's messages would be if it were whole.
  struct Results {
    var trace: CellProcess.Trace
    var sites: [ValueSite]
    var accesses: [UInt8]
  }

  /// The results of all segments.
  func results(of notebook: Notebook) -> Results { results(with: nil, isComplete: true, of: notebook) }

  /// The results with those of one more segment, which may still be running.
  func results(
    with next: (SegmentSource, CompiledSegment, SegmentProcess.Trace)?, isComplete: Bool,
    of notebook: Notebook
  ) -> Results {
    var all = ran.map { ($0.source, $0.compiled, $0.trace) }
    if let next { all.append(next) }
    var results = Results(
      trace: CellProcess.Trace(ending: .ended(0), messages: [], output: [], error: []), sites: [],
      accesses: all.flatMap { $0.2.accesses })
    for (source, compiled, trace) in all { results.add(trace, source, compiled, notebook) }
    if isComplete {
      results.trace.messages.append(
        Message(
          kind: .finish, process: 0, outputSize: results.trace.output.count,
          errorSize: results.trace.error.count))
    }
    return results
  }
}

extension SegmentChain.Results {
  /// Adds what a segment has shown, with the numbers and places of the whole program.
  fileprivate mutating func add(
    _ trace: SegmentProcess.Trace, _ source: SegmentSource, _ compiled: CompiledSegment, _ notebook: Notebook
  ) {
    let (output, error, firstSite) = (self.trace.output.count, self.trace.error.count, self.sites.count)
    let places = SegmentPlaces(source, compiled, notebook)
    for var message in trace.messages {
      message.outputSize += output
      message.errorSize += error
      switch message.kind {
      case .segment, .pause: continue
      case .line(let site, let value): message.kind = .line(site: firstSite + site, value)
      case .claim(let claim, let line, let column):
        let there = places.location(line: line, column: column)
        message.kind = .claim(claim, line: there.line, column: there.column)
      default: break
      }
      self.trace.messages.append(message)
    }
    self.trace.output += trace.output
    self.trace.error += trace.error
    self.sites += compiled.sites.map { site in
      ValueSite(
        item: source.items[site.item], name: site.name,
        line: places.location(line: site.line, column: 1).line)
    }
  }
}

extension Message {
  /// The same with its drawings read already, unless there is something to say about them: results are put together many
  /// times while a program runs.
  var withDrawingsRead: Message {
    guard case .display(let display) = kind else { return self }
    var report = DrawingReport()
    var message = self
    message.kind = .display(display.withSafeDrawings(&report))
    return report == DrawingReport() ? message : self
  }
}

/// The way from a segment's lines to those of the notebook.
struct SegmentPlaces {
  private let source: SegmentSource
  private let compiled: CompiledSegment
  private let notebook: Notebook

  init(_ source: SegmentSource, _ compiled: CompiledSegment, _ notebook: Notebook) {
    (self.source, self.compiled, self.notebook) = (source, compiled, notebook)
  }

  func location(line: Int, column: Int) -> SourceLocation {
    let name = FileName(notebook.file).text
    let column = compiled.sourceMap.find(line: line, of: name, column: column)?.column ?? column
    let position = source.items.indices.last { Notebook.firstLine(ofPart: $0) <= line } ?? 0
    let row = line - Notebook.firstLine(ofPart: position)
    switch notebook.program[source.items[position]] {
    case .cell(let index):
      let lines = notebook.cells[index].lines
      guard lines.indices.contains(row) else { return notebook.cells[index].location }
      let start = lines[row].location
      return SourceLocation(line: start.line, column: start.column + column - 1)
    case .value(let index): return notebook.values[index].location
    case .trial(let index): return notebook.cells[notebook.exercises[index].stub].location
    }
  }
}
