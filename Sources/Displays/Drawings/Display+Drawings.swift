/// The problems in the drawings of a display.
package struct DrawingReport: Hashable, Sendable {
  /// Why drawings were refused.
  package var refusals: [String] = []
  /// The parts that were left out of drawings.
  package var dropped: [String] = []

  package init() {}
}

extension SafeDrawing {
  /// The warning that parts of a drawing are not on the page.
  package static func message(ofDropped parts: [String], from drawing: String) -> String {
    "\(drawing) is shown without \(parts.joined(separator: ", ")): a drawing on a page may not load, run, link to or "
      + "cover anything"
  }
}

extension Display {
  /// The display with its drawings parsed and reduced to the parts that a page may show.
  ///
  /// A cell's process may send any text. Here it becomes a tree that is safe for all later code.
  package func withSafeDrawings(_ report: inout DrawingReport) -> Display {
    switch self {
    case .text, .table, .claim, .demo: return self
    case .tensor(var tensor):
      tensor.figure = tensor.figure.map { $0.safe(&report) }
      return .tensor(tensor)
    case .figure(let figure): return .figure(figure.safe(&report))
    case .frames(let frames): return .frames(frames.map { $0.safe(&report) })
    case .steps(let steps): return .steps(steps.map { $0.safe(&report) })
    case .sweep(let name, let variants): return .sweep(name, variants.map { $0.safe(&report) })
    case .row(let displays): return .row(displays.map { $0.withSafeDrawings(&report) })
    case .playground(var playground):
      playground.still = playground.still.safe(&report)
      return .playground(playground)
    case .widget(var widget):
      widget.stills = widget.stills.map { $0.safe(&report) }
      return .widget(widget)
    }
  }
}

extension Frame {
  fileprivate func safe(_ report: inout DrawingReport) -> Frame {
    Frame(label: label, content: content.map { $0.withSafeDrawings(&report) }, opens: opens)
  }
}

extension Figure {
  fileprivate func safe(_ report: inout DrawingReport) -> Figure {
    var figure = self
    guard case .unread(let text) = drawing else { return self }
    do {
      let drawing = try SafeDrawing(text)
      figure.drawing = .read(drawing.element)
      report.dropped += drawing.dropped.filter { !report.dropped.contains($0) }
    } catch {
      figure.drawing = .refused
      report.refusals.append(error.reason)
    }
    return figure
  }
}
