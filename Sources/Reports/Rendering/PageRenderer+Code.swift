import Markup
import Notebooks

/// Code and printed text in their panels.
extension PageRenderer {
  func shownCode(_ text: String, language: String) -> Node {
    let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let name = language.split(separator: " ").first.map(String.init) ?? ""
    let isSwift = name.lowercased() == "swift"
    return codePanel(isSwift ? SwiftHighlighter.lines(of: code) : [.text(code)], of: code, language: name)
  }

  /// Code from a file under the file's name, or the reason why it can't be shown.
  mutating func listing(_ listing: Listing) -> Node {
    guard let code = listing.code else { return missing(listing) }
    let name: [Node] = [
      .element("span", ["class": "unseen"], .text(words["From the file"])), " \(listing.file)",
    ]
    return .element(
      "figure", ["class": "listing"],
      [.element("figcaption", name), shownCode(code, language: listing.language)])
  }

  private mutating func missing(_ listing: Listing) -> Node {
    let line = listing.location.line
    let reasons = notebook.diagnostics.filter { $0.location.line == line && $0.severity == .error }
    return failure(Failure(kind: .missingListing, message: listing.file, diagnostics: reasons))
  }

  /// Code in its panel, to which the script adds a copy button. If lines are longer than the text column is
  /// wide, the panel extends into the margin, if there is one.
  ///
  /// - Parameter values: the list of the lines' values.
  func codePanel(_ lines: [[Node]], of code: String, language: String, values: [Node] = []) -> Node {
    let measure = 74
    let isWide = code.split(separator: "\n").contains { $0.count > measure }
    let content = Array(lines.joined(separator: ["\n"]))
    let label = language.isEmpty ? words["Code"] : words["Code in #", language]
    let panel = Node.element(
      "pre", ["tabindex": "0", "role": "group", "aria-label": label], [.element("code", content)])
    let name = "code" + (isWide ? " wide" : "") + (values.isEmpty ? "" : " noted")
    return .element("div", ["class": name], [panel] + values)
  }

  /// Verbatim text in the code's typeface; control characters show as Swift writes them.
  func textPanel(_ text: String, label: String, name: String) -> Node {
    panel(.text(HTML.visible(text)), label: label, name: name)
  }

  /// The text as a terminal would show it in the end.
  func printed(
    _ text: String, in style: inout TerminalText.Style, label: String, name: String
  ) -> [Node] {
    var lines = TerminalText.lines(of: text, style: &style)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let content = Array(lines.joined(separator: ["\n"]))
    return content.isEmpty ? [] : [panel(content, label: label, name: name)]
  }

  private func panel(_ content: [Node], label: String, name: String) -> Node {
    .element(
      "pre", ["class": "output \(name)", "tabindex": "0", "role": "group", "aria-label": label],
      [.element("samp", content)])
  }
}
