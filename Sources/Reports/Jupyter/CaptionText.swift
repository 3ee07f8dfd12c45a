import Notebooks

/// A caption as Markdown that Jupyter shows: formulas in dollars, values and names of references as text.
struct CaptionText {
  let notebook: Notebook
  let result: RunResult

  func markdown(_ inlines: [Inline]) -> String { inlines.map { markdown($0) }.joined() }

  private func markdown(_ inline: Inline) -> String {
    switch inline {
    case .emphasis(let content): "*\(markdown(content))*"
    case .strong(let content): "**\(markdown(content))**"
    case .strikethrough(let content): "~~\(markdown(content))~~"
    case .code(let code): "`\(code)`"
    case .mathematics(let formula): "$\(formula.tex)$"
    case .link(let content, let destination, _):
      HTML.safeDestination(destination).map { "[\(markdown(content))](\($0))" } ?? markdown(content)
    case .reference(let content, _): markdown(content)
    case .softBreak, .lineBreak: " "
    case .text, .image, .value, .footnote, .html, .checkBox: escaped(notebook.plainText([inline], in: result))
    }
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\`*_[]<>$".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
