import Displays
import Markup
import Notebooks

/// The figure that represents a chapter in the list of all: the one its front matter names, or its first.
struct ChapterPicture {
  let chapter: BookReport.Chapter
  /// Put before the drawing's ids, so that no other drawing on the page has the same ones.
  let prefix: String

  /// The picture, hidden from screen readers: the chapter's title says what follows.
  func html() -> Node? {
    if let label = chapter.notebook.metadata.image {
      return figure(label: label).map(drawing) ?? plate(label: label)
    }
    return figures.first.map { drawing($0.figure) }
  }

  /// The figures that the cells have shown, in order.
  private var figures: [(cell: Int, figure: Figure)] {
    zip(chapter.notebook.cells, chapter.result.cells).enumerated().flatMap { index, pair in
      pair.1.outputs.compactMap { output in Self.figure(in: output).map { (index, $0) } }
    }
  }

  private func figure(label: String) -> Figure? {
    figures.first { chapter.notebook.cells[$0.cell].options.label == label }?.figure
  }

  private static func figure(in output: Output) -> Figure? {
    if case .display(let display) = output { figure(in: display) } else { nil }
  }

  /// From a sequence of pictures, the last one: it shows the final state.
  private static func figure(in display: Display) -> Figure? {
    switch display {
    case .figure(let figure): figure
    case .frames(let frames), .steps(let frames), .sweep(_, let frames):
      frames.last?.content.lazy.compactMap { figure(in: $0) }.first
    case .row(let displays): displays.lazy.compactMap { figure(in: $0) }.first
    case .playground(let playground): playground.still
    case .widget(let widget): widget.stills.first
    case .text, .tensor, .table, .claim, .demo: nil
    }
  }

  private func drawing(_ figure: Figure) -> Node {
    Self.picture(
      (figure.element.map { [.element(Self.wordless(Self.narrow($0)).withIDs(prefixed: prefix))] }) ?? [])
  }

  static func picture(_ content: [Node]) -> Node {
    .element("span", ["class": "picture", "aria-hidden": content.isEmpty ? nil : "true"], content)
  }

  /// The narrow drawing of a chart that has two: cards are narrow.
  private static func narrow(_ drawing: Element) -> Element {
    for case .element(let child) in drawing.children where child["class"] == "chart-narrow" { return child }
    return drawing
  }

  /// The drawing without its labels, which are too small to read on a card.
  private static func wordless(_ drawing: Element) -> Element {
    var copy = drawing
    copy.children = drawing.children.compactMap { child in
      guard case .element(let element) = child else { return child }
      return element.name == "text" ? nil : .element(wordless(element))
    }
    return copy
  }

  /// A picture from a file.
  private func plate(label: String) -> Node? {
    var size = 0
    guard let use = chapter.notebook.images.first(where: { $0.id == label }),
      let url = try? ImageLoader(besides: chapter.notebook.file).dataURL(of: use.source, after: &size)
    else { return nil }
    return Self.picture([.element("img", ["src": url, "alt": ""])])
  }
}
