import Displays
import Notebooks

/// Figures of which one panel shows at a time: frames, steps and sweeps.
///
/// All panels are in the markup. The script shows one of them and adds what changes it; without it, and in print,
/// every panel that is a `still` shows.
extension PageRenderer {
  /// How many moments stand for all where nothing can be scrubbed.
  private static let stillLimit = 6

  mutating func frames(_ frames: [Frame], in context: inout CellContext) -> String {
    let stills = Self.stills(of: frames.count)
    return walk("frames", frames, in: &context) { page, frames, alternative, inner in
      var panels = ""
      for (index, frame) in frames.enumerated() {
        let label = HTML.element("p", ["class": "moment"], content: HTML.escape(frame.label))
        let content = page.parts(
          frame.content, prefix: frame.label, alternative: alternative, hasData: false, in: &inner)
        panels += Self.panel(
          "div", isStill: stills.contains(index), isCurrent: index == frames.count - 1, label: frame.label,
          content: label + "\n" + content)
      }
      return (panels, page.data(of: frames))
    }
  }

  mutating func steps(_ steps: [Frame], in context: inout CellContext) -> String {
    walk("steps", steps, isOrdered: true, in: &context) { page, steps, alternative, inner in
      var panels = ""
      for (index, step) in steps.enumerated() {
        let sentence = HTML.element("p", ["class": "sentence"], content: page.sentence(step.label))
        let content = page.parts(step.content, alternative: alternative, hasData: true, in: &inner)
        panels += Self.panel(
          "li", isStill: true, isCurrent: index == 0, label: nil, content: sentence + "\n" + content)
      }
      return (panels, "")
    }
  }

  mutating func sweep(_ name: String, _ variants: [Frame], in context: inout CellContext) -> String {
    walk("sweep", variants, name: name, in: &context) { page, variants, alternative, inner in
      var panels = ""
      for (index, variant) in variants.enumerated() {
        let label = "\(name): \(variant.label)"
        let content = page.parts(
          variant.content, prefix: label, alternative: alternative, hasData: true, in: &inner)
        panels += Self.panel(
          "div", isStill: true, isCurrent: index == 0, label: variant.label,
          content: HTML.element("p", ["class": "moment"], content: HTML.escape(label)) + "\n" + content)
      }
      return (panels, "")
    }
  }

  /// The figure around panels and what stands below them.
  private mutating func walk(
    _ kind: String, _ frames: [Frame], isOrdered: Bool = false, name: String? = nil,
    in context: inout CellContext,
    _ content: (inout PageRenderer, [Frame], String?, inout CellContext) -> (panels: String, after: String)
  ) -> String {
    let alternative = context.takeFigureAlternative()
    var inner = context.inner
    let (frames, shared) = sharing(frames)
    return plate("plate walk \(kind)", in: &context) { page in
      let (panels, after) = content(&page, frames, alternative, &inner)
      let stage =
        isOrdered
        ? HTML.element("ol", ["class": "stage"], content: "\n\(panels)")
        : HTML.element("div", ["class": "stage multiples", "data-name": name], content: "\n\(panels)")
      return shared + stage + "\n" + after
    }
  }

  /// The frames with what their pictures have in common taken out, and the markup that holds it.
  private func sharing(_ frames: [Frame]) -> (frames: [Frame], markup: String) {
    var frames = frames
    var markup = ""
    let count = frames.map(\.content.count).min() ?? 0
    for position in 0..<count {
      let drawings = frames.compactMap { frame -> String? in
        if case .figure(let figure) = frame.content[position] { figure.svg } else { nil }
      }
      guard drawings.count == frames.count else { continue }
      let shared = SharedParts(drawings, prefix: "shared:\(figures + 1):\(position + 1):")
      for index in frames.indices {
        guard case .figure(var figure) = frames[index].content[position] else { continue }
        figure.svg = shared.drawings[index]
        frames[index].content[position] = .figure(figure)
      }
      markup += shared.definitions
    }
    guard !markup.isEmpty else { return (frames, "") }
    return (
      frames,
      "<svg class=\"shared\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\(markup)</defs></svg>\n"
    )
  }

  private static func panel(
    _ element: String, isStill: Bool, isCurrent: Bool, label: String?, content: String
  ) -> String {
    let name = "panel" + (isStill ? " still" : "") + (isCurrent ? " current" : "")
    return HTML.element(element, ["class": name, "data-label": label], content: "\n\(content)") + "\n"
  }

  /// The first, the last and others at even distances.
  private static func stills(of count: Int) -> Set<Int> {
    guard count > stillLimit else { return Set(0..<count) }
    return Set((0..<stillLimit).map { ($0 * (count - 1) + (stillLimit - 1) / 2) / (stillLimit - 1) })
  }

  // MARK: What a panel shows

  /// The contents of a panel, which have no captions and labels of their own.
  ///
  /// - Parameters:
  ///   - prefix: which panel it is, for those who hear the text alternatives one after the other.
  ///   - alternative: what the author says instead of the pictures' own text alternatives.
  mutating func parts(
    _ content: [Display], prefix: String? = nil, alternative: String?, hasData: Bool,
    in context: inout CellContext
  ) -> String {
    var result = ""
    for display in content {
      switch display {
      case .figure(let figure):
        let text = alternative ?? figure.alternative
        result += drawing(figure, alternative: prefix.map { "\($0): \(text)" } ?? text) + "\n"
        if hasData { result += data(figure.data) }
      case .row(let displays):
        let cells = displays.map { display in
          HTML.element(
            "div",
            content: parts(
              [display], prefix: prefix, alternative: alternative, hasData: hasData, in: &context))
        }
        result += HTML.element("div", ["class": "row"], content: "\n" + cells.joined(separator: "\n")) + "\n"
      default:
        result += self.display(display, in: &context) + "\n"
      }
    }
    return result
  }

  /// The numbers of all moments, a table for each place in which they show a figure.
  private func data(of frames: [Frame]) -> String {
    let places = frames.map(\.content.count).min() ?? 0
    return (0..<places).map { place in
      let moments = frames.compactMap { frame -> (label: String, table: Table)? in
        guard case .figure(let figure) = frame.content[place], let table = figure.data else { return nil }
        return (frame.label, table)
      }
      return data(MomentTable.joined(moments))
    }.joined()
  }

  /// A step's sentence: Markdown within one paragraph; what needs more than the sentence itself makes it plain text.
  private mutating func sentence(_ text: String) -> String {
    let parsed = Notebook.parse(text, file: "")
    guard parsed.diagnostics.isEmpty, parsed.blocks.count == 1,
      case .paragraph(let content) = parsed.blocks[0], let sentence = Self.standingAlone(content)
    else { return HTML.escape(text) }
    return inlines(sentence)
  }

  /// A line that means the same in any notebook, tags in it as text; `nil` where it leans on the rest of one.
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
      case .link, .image, .value, .reference, .footnote: return nil
      }
    }
    return result
  }
}
