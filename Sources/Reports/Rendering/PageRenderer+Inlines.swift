import Notebooks

extension PageRenderer {
  mutating func inlines(_ inlines: [Inline]) -> String {
    inlines.map { inline($0) }.joined()
  }

  private mutating func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): HTML.escape(text)
    case .emphasis(let content): HTML.element("em", content: inlines(content))
    case .strong(let content): HTML.element("strong", content: inlines(content))
    case .code(let text): HTML.element("code", content: HTML.escape(text))
    case .link(let content, let destination, let title):
      link(inlines(content), destination: destination, title: title)
    case .image(let alternative, let source, let title):
      image(alternative: plainText(alternative), source: source, title: title)
    case .mathematics(let mathematics): HTML.element("span", ["class": "maths"], content: mathematics.markup)
    case .value(let index): value(index)
    case .reference(let id, let text):
      HTML.element("a", ["class": "reference", "href": "#\(id)"], content: HTML.escape(text))
    case .footnote(let number, let occurrence): footnoteCall(number, occurrence: occurrence)
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    case .html(let text): HTML.element("code", ["class": "raw"], content: HTML.escape(text))
    }
  }

  /// A link whose destination could do harm is written as its text alone.
  private func link(_ content: String, destination: String, title: String) -> String {
    guard let destination = HTML.safeDestination(destination) else { return content }
    let isElsewhere = destination.contains("://") || destination.hasPrefix("//")
    return HTML.element(
      "a",
      [
        "href": destination.isEmpty ? "#" : destination, "title": title.isEmpty ? nil : title,
        "rel": isElsewhere ? "noreferrer" : nil,
      ], content: content)
  }

  private func image(alternative: String, source: String, title: String) -> String {
    do {
      let url = try images.dataURL(of: source)
      return HTML.startTag("img", ["src": url, "alt": alternative, "title": title.isEmpty ? nil : title])
    } catch {
      let name = HTML.escape(alternative.isEmpty ? source : alternative)
      let safe = error == .remote ? HTML.safeDestination(source) : nil
      let shown = safe.map { HTML.element("a", ["href": $0, "rel": "noreferrer"], content: name) } ?? name
      let reason = HTML.escape("\(source): \(error.explanation)")
      return "<span class=\"missing-image\">\(Icon.picture) \(shown) <small>\(reason)</small></span>"
    }
  }

  private mutating func value(_ index: Int) -> String {
    let expression = notebook.values[index].expression
    switch index < result.values.count ? result.values[index] : .notRun {
    case .value(let text):
      return HTML.element("span", ["class": "value", "title": expression], content: HTML.escape(text))
    case .notRun:
      return HTML.element(
        "code", ["class": "value not-run", "title": "not run"], content: HTML.escape(expression))
    case .failed(let failure):
      pendingFailures.append(self.failure(failure))
      return HTML.element(
        "code", ["class": "value failed", "title": "failed"], content: HTML.escape(expression))
    }
  }

  /// The line's words alone, for titles and the table of contents.
  func plainText(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .html(let text): text
      case .emphasis(let content), .strong(let content), .link(let content, _, _): plainText(content)
      case .image(let alternative, _, _): plainText(alternative)
      case .mathematics(let mathematics): mathematics.tex
      case .value(let index): plainValue(index)
      case .reference(_, let text): text
      case .footnote: ""
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }

  private func plainValue(_ index: Int) -> String {
    if index < result.values.count, case .value(let text) = result.values[index] { return text }
    return notebook.values[index].expression
  }
}
