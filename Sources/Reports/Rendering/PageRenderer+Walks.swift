import Displays
import Markup
import Notebooks

/// Figures that show one panel at a time: frames, steps and sweeps.
///
/// All panels are in the markup. The script shows one of them and adds the controls; without it, and in
/// print, every panel that is a `still` shows.
extension PageRenderer {
  /// How many moments show where there is no slider.
  private static let stillLimit = 6

  mutating func frames(_ frames: [Frame], in context: inout CellContext) -> Node {
    let stills = Self.stills(of: frames.count)
    return walk("frames", frames, in: &context) { page, frames, alternative, inner in
      var panels: [Node] = []
      for (index, frame) in frames.enumerated() {
        let content = page.parts(
          frame.content, prefix: frame.label, alternative: alternative, hasData: false, in: &inner)
        panels += Self.panel(
          "div", isStill: stills.contains(index), isCurrent: index == frames.count - 1, label: frame.label,
          content: [Self.moment(frame.label), "\n"] + content)
      }
      return (panels, page.data(of: frames))
    }
  }

  mutating func steps(_ steps: [Frame], in context: inout CellContext) -> Node {
    walk("steps", steps, isOrdered: true, in: &context) { page, steps, alternative, inner in
      let first = steps.firstIndex(where: \.opens) ?? 0
      var panels: [Node] = []
      for (index, step) in steps.enumerated() {
        let sentence = Node.element("p", ["class": "sentence"], page.sentence(step.label))
        let content = page.parts(step.content, alternative: alternative, hasData: true, in: &inner)
        panels += Self.panel(
          "li", isStill: true, isCurrent: index == first, label: nil, content: [sentence, "\n"] + content)
      }
      return (panels, [])
    }
  }

  mutating func sweep(_ name: String, _ variants: [Frame], in context: inout CellContext) -> Node {
    walk("sweep", variants, name: name, in: &context) { page, variants, alternative, inner in
      let first = variants.firstIndex(where: \.opens) ?? 0
      var panels: [Node] = []
      for (index, variant) in variants.enumerated() {
        let label = "\(name): \(variant.label)"
        let content = page.parts(
          variant.content, prefix: label, alternative: alternative, hasData: true, in: &inner)
        panels += Self.panel(
          "div", isStill: true, isCurrent: index == first, label: variant.label,
          content: [Self.moment(label), "\n"] + content)
      }
      return (panels, [])
    }
  }

  private static func moment(_ label: String) -> Node { .element("p", ["class": "moment"], .text(label)) }

  /// The figure around panels and what is below them.
  private mutating func walk(
    _ kind: String, _ frames: [Frame], isOrdered: Bool = false, name: String? = nil,
    in context: inout CellContext,
    _ content: (inout PageRenderer, [Frame], String?, inout CellContext) -> (panels: [Node], after: [Node])
  ) -> Node {
    let alternative = context.takeFigureAlternative()
    var inner = context.inner
    let (frames, shared) = made(of: frames, "walk", figures) { extractSharedParts(of: frames) }
    return plate("plate walk \(kind)", in: &context) { page in
      let (panels, after) = content(&page, frames, alternative, &inner)
      let stage =
        isOrdered
        ? Node.element("ol", ["class": "stage"], ["\n"] + panels)
        : Node.element("div", ["class": "stage multiples", "data-name": name], ["\n"] + panels)
      return shared + [stage, "\n"] + after
    }
  }

  /// The frames without the parts that all their pictures share, and the drawing that defines those parts.
  private func extractSharedParts(of frames: [Frame]) -> (frames: [Frame], shared: [Node]) {
    var frames = frames
    var definitions: [Node] = []
    let count = frames.map(\.content.count).min() ?? 0
    for position in 0..<count {
      let drawings = frames.compactMap { frame -> Element? in
        if case .figure(let figure) = frame.content[position] { figure.element } else { nil }
      }
      guard drawings.count == frames.count else { continue }
      let shared = SharedParts(drawings, prefix: "shared:\(figures + 1):\(position + 1):")
      for index in frames.indices {
        guard case .figure(var figure) = frames[index].content[position] else { continue }
        figure.drawing = .read(shared.drawings[index])
        frames[index].content[position] = .figure(figure)
      }
      definitions += shared.definitions
    }
    guard !definitions.isEmpty else { return (frames, []) }
    let drawing = Node.element(
      "svg", ["class": "shared", "width": "0", "height": "0", "aria-hidden": "true"],
      [.element(Element("defs", definitions).withInheritedLooks)])
    return (frames, [drawing, "\n"])
  }

  private static func panel(
    _ element: String, isStill: Bool, isCurrent: Bool, label: String?, content: [Node]
  ) -> [Node] {
    let name = "panel" + (isStill ? " still" : "") + (isCurrent ? " current" : "")
    return [.element(element, ["class": name, "data-label": label], ["\n"] + content), "\n"]
  }

  /// Evenly spaced indices, including the first and the last.
  private static func stills(of count: Int) -> Set<Int> {
    guard count > stillLimit else { return Set(0..<count) }
    return Set((0..<stillLimit).map { ($0 * (count - 1) + (stillLimit - 1) / 2) / (stillLimit - 1) })
  }

  // MARK: What a panel shows

  /// The contents of a panel, which don't have their own captions and labels.
  ///
  /// - Parameters:
  ///   - prefix: names the panel, for readers who hear the text alternatives one after the other.
  ///   - alternative: the author's text, used instead of the pictures' own text alternatives.
  mutating func parts(
    _ content: [Display], prefix: String? = nil, alternative: String?, hasData: Bool,
    in context: inout CellContext
  ) -> [Node] {
    var result: [Node] = []
    for display in content {
      switch display {
      case .figure(let figure):
        let text = alternative ?? figure.alternative
        result += [drawing(figure, alternative: prefix.map { "\($0): \(text)" } ?? text), "\n"]
        if hasData { result += data(figure.data) }
      case .row(let displays):
        let cells = displays.map { display in
          Node.element(
            "div",
            parts([display], prefix: prefix, alternative: alternative, hasData: hasData, in: &context))
        }
        result += [.element("div", ["class": "row"], ["\n"] + cells.lines), "\n"]
      default:
        result += [self.display(display, in: &context), "\n"]
      }
    }
    return result
  }

  /// The numbers of all moments: one table for each position that has a figure.
  private mutating func data(of frames: [Frame]) -> [Node] {
    let places = frames.map(\.content.count).min() ?? 0
    return (0..<places).flatMap { place in
      let moments = frames.compactMap { frame -> (label: String, table: Table)? in
        guard case .figure(let figure) = frame.content[place], let table = figure.data else { return nil }
        return (frame.label, table)
      }
      return data(MomentTable.joined(moments, words: words))
    }
  }

  /// A step's sentence: Markdown within one paragraph. If it depends on anything outside, it is plain text.
  private mutating func sentence(_ text: String) -> [Node] {
    let parsed = Notebook.parse(text, file: "")
    guard parsed.diagnostics.isEmpty, parsed.blocks.count == 1,
      case .paragraph(let content) = parsed.blocks[0], let sentence = Self.standingAlone(content)
    else { return .text(text) }
    return inlines(sentence)
  }

  /// A line that means the same in any notebook, with tags as text; `nil` if it depends on the rest of one.
  private static func standingAlone(_ line: [Inline]) -> [Inline]? {
    var result: [Inline] = []
    for inline in line {
      switch inline {
      case .text, .code, .mathematics, .softBreak, .lineBreak: result.append(inline)
      case .html(let text): result.append(.text(text))
      case .emphasis(let content):
        guard let content = standingAlone(content) else { return nil }
        result.append(.emphasis(content))
      case .strong(let content):
        guard let content = standingAlone(content) else { return nil }
        result.append(.strong(content))
      case .strikethrough(let content):
        guard let content = standingAlone(content) else { return nil }
        result.append(.strikethrough(content))
      case .link, .image, .value, .reference, .footnote, .checkBox: return nil
      }
    }
    return result
  }
}
