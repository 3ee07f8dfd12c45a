import Notebooks

extension PageRenderer {
  /// `isOpening` where the first paragraph is the text's first, which begins with a large initial.
  mutating func blocks(_ blocks: [Block], isOpening: Bool = false) -> String {
    var parts: [String] = []
    for (index, block) in blocks.enumerated() {
      if isOpening, index == 0, case .paragraph(let inlines) = block, beginsWithInitial(inlines) {
        parts.append(paragraph(inlines, name: "opening"))
      } else {
        parts.append(self.block(block))
      }
      parts += pendingFailures
      pendingFailures = []
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private mutating func block(_ block: Block) -> String {
    switch block {
    case .heading(let level, let inlines, let id): heading(level: level, inlines, id: id)
    case .paragraph(let inlines): imageFigure(inlines) ?? paragraph(inlines)
    case .quotation(let blocks):
      HTML.element("blockquote", content: "\n\(withoutNotesInLine { $0.blocks(blocks) })\n")
    case .alert(let kind, let blocks): alert(kind, blocks)
    case .list(let items, let start, let isTight): list(items, start: start, isTight: isTight)
    case .code(let text, let language): shownCode(text, language: language)
    case .listing(let listing): self.listing(listing)
    case .cell(let index): cell(index)
    case .table(let table): pipeTable(table)
    case .mathematics(let mathematics, let id, let number): equation(mathematics, id: id, number: number)
    case .html(let text): html(text)
    case .thematicBreak: "<hr>"
    case .footnotes: ""
    }
  }

  private mutating func paragraph(_ inlines: [Inline], name: String? = nil) -> String {
    notesFitInLine = true
    isProse = true
    defer { (notesFitInLine, isProse) = (false, false) }
    return HTML.element("p", ["class": name], content: self.inlines(inlines))
  }

  /// A large initial wants a letter to enlarge and three lines to stand beside.
  private func beginsWithInitial(_ inlines: [Inline]) -> Bool {
    guard case .text(let text)? = inlines.first, let first = text.first, first.isLetter else { return false }
    return plainText(inlines).count >= 220
  }

  /// Writes what has an edge of its own, from which a note would not reach the margin.
  mutating func withoutNotesInLine(_ write: (inout PageRenderer) -> String) -> String {
    let wasFramed = isFramed
    isFramed = true
    defer { isFramed = wasFramed }
    return write(&self)
  }

  /// The title block holds the page's only first level, so headings of the text begin at the second.
  private mutating func heading(level: Int, _ inlines: [Inline], id: String) -> String {
    let anchor = HTML.element(
      "a", ["class": "anchor", "href": "#\(id)", "aria-label": "Link to this section"], content: "#")
    let name = "h\(min(6, max(2, level)))"
    return HTML.element(name, ["id": id], content: self.inlines(inlines) + anchor)
  }

  private func html(_ text: String) -> String {
    if notebook.metadata.allowsHTML { return HTML.allowed(text) }
    return HTML.element(
      "pre", ["class": "raw", "tabindex": "0", "role": "group", "aria-label": "HTML"],
      content: HTML.escape(text))
  }

  private mutating func alert(_ kind: AlertKind, _ blocks: [Block]) -> String {
    let name = words[kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()]
    let content = withoutNotesInLine { $0.blocks(blocks) }
    return """
      <div class="alert \(kind.rawValue)" role="note" aria-label="\(name)">
      <p class="alert-kind">\(Icon.alert(kind)) \(name)</p>
      \(content)
      </div>
      """
  }

  private mutating func list(_ items: [[Block]], start: Int?, isTight: Bool) -> String {
    var content = "\n"
    for item in items { content += HTML.element("li", content: listItem(item, isTight: isTight)) + "\n" }
    guard let start else { return HTML.element("ul", content: content) }
    return HTML.element("ol", ["start": start == 1 ? nil : String(start)], content: content)
  }

  private mutating func listItem(_ item: [Block], isTight: Bool) -> String {
    guard isTight else { return blocks(item) }
    var parts: [String] = []
    for block in item {
      if case .paragraph(let inlines) = block {
        (notesFitInLine, isProse) = (true, true)
        parts.append(self.inlines(inlines))
        (notesFitInLine, isProse) = (false, false)
      } else {
        parts.append(self.block(block))
      }
    }
    return parts.joined(separator: "\n")
  }

  private func shownCode(_ text: String, language: String) -> String {
    let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let name = language.split(separator: " ").first.map(String.init) ?? ""
    let isSwift = name.lowercased() == "swift"
    let lines = isSwift ? SwiftHighlighter.lines(of: code).joined(separator: "\n") : HTML.escape(code)
    return codePanel(lines, of: code, language: name)
  }

  /// Code from a file under the file's name, or what keeps it from being shown.
  private mutating func listing(_ listing: Listing) -> String {
    let name = "<span class=\"unseen\">From the file</span> \(HTML.escape(listing.file))"
    guard let code = listing.code else { return missing(listing) }
    return HTML.element(
      "figure", ["class": "listing"],
      content: "<figcaption>\(name)</figcaption>\(shownCode(code, language: listing.language))")
  }

  private mutating func missing(_ listing: Listing) -> String {
    let line = listing.location.line
    let reasons = notebook.diagnostics.filter { $0.location.line == line && $0.severity == .error }
    return failure(Failure(kind: .missingListing, message: listing.file, diagnostics: reasons))
  }

  /// Code in its panel; the script gives it a button to copy it. Lines longer than the text's measure make the
  /// panel reach into the margin, where there is one.
  ///
  /// - Parameter values: the list of its lines' values.
  func codePanel(_ markup: String, of code: String, language: String, values: String = "") -> String {
    let measure = 74
    let isWide = code.split(separator: "\n").contains { $0.count > measure }
    let label = language.isEmpty ? "Code" : "Code in \(language)"
    let pre = HTML.element(
      "pre", ["tabindex": "0", "role": "group", "aria-label": label],
      content: HTML.element("code", content: markup))
    let name = "code" + (isWide ? " wide" : "") + (values.isEmpty ? "" : " noted")
    return HTML.element("div", ["class": name], content: pre + values)
  }

  private func equation(_ mathematics: MathML, id: String?, number: Int?) -> String {
    let number = number.map { HTML.element("span", ["class": "number"], content: "(\($0))") } ?? ""
    return """
      <div class="equation"\(id.map { " id=\"\(HTML.escape($0))\"" } ?? "")>\
      <div class="formula" tabindex="0" role="group" aria-label="Equation">\(mathematics.element.markup)</div>\(number)</div>
      """
  }
}
