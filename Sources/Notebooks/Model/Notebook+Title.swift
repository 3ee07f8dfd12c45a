extension Notebook {
  /// The title as plain text, with the values of a run; the file's name if the notebook has no title.
  public func displayTitle(in result: RunResult) -> String {
    if let title = titleLine(in: result) { return plainText(title, in: result) }
    let name = Path.parts(of: file).last ?? "Notebook"
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// The title with its markup, if the notebook has one.
  public func titleLine(in result: RunResult) -> [Inline]? {
    titleHeading(in: result)?.inlines ?? metadata.title
  }

  /// The heading at the very beginning that is the title, or repeats the front matter's.
  public func titleHeading(in result: RunResult) -> (inlines: [Inline], id: String)? {
    guard case .heading(level: 1, let inlines, let id)? = blocks.first else { return nil }
    let isTitle =
      metadata.title.map { plainText($0, in: result) == plainText(inlines, in: result) } ?? true
    return isTitle ? (inlines, id) : nil
  }

  /// The text without markup, with the values of a run. A value that isn't known is "…".
  public func plainText(_ inlines: [Inline], in result: RunResult) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .html(let text): text
      case .emphasis(let content), .strong(let content), .strikethrough(let content),
        .link(let content, _, _),
        .reference(let content, _):
        plainText(content, in: result)
      case .image(let alternative, _, _): plainText(alternative, in: result)
      case .mathematics(let mathematics): mathematics.text
      case .value(let index): plainValue(index, in: result)
      case .footnote, .checkBox: ""
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }

  private func plainValue(_ index: Int, in result: RunResult) -> String {
    if index < result.values.count, case .value(let text) = result.values[index] { return text }
    return "…"
  }
}
