import Notebooks

/// Footnotes: beside the line on wide screens, under it on narrow ones, at the end where neither can be.
extension PageRenderer {
  mutating func footnoteCall(_ number: Int, occurrence: Int) -> String {
    let id = "call:\(number):\(occurrence)"
    let isFirst = callsWritten[number] == nil
    if isFirst { callsWritten[number] = id }
    let call = HTML.element(
      "a",
      [
        "class": "call", "href": "#note:\(number)", "id": id,
        "role": "doc-noteref", "aria-label": "Note \(number)",
      ], content: String(number))
    guard isFirst, notesFitInLine, !isFramed, let text = lineOfNote(number) else { return call }
    notesInLine.insert(number)
    // What a note says may call further notes; those are gathered at the end.
    (notesFitInLine, isProse) = (false, false)
    let content = inlines(text)
    (notesFitInLine, isProse) = (true, true)
    return call
      + HTML.element(
        "span", ["class": "sidenote", "id": "note:\(number)", "role": "note"],
        content: "<span class=\"note-number\" aria-hidden=\"true\">\(number)</span> \(content)")
  }

  /// The calls in a text that the page does not show as such.
  mutating func calls(in inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .footnote(let number, let occurrence): footnoteCall(number, occurrence: occurrence)
      case .emphasis(let content), .strong(let content), .link(let content, _, _): calls(in: content)
      default: ""
      }
    }.joined()
  }

  /// The note's text where it is one paragraph.
  private func lineOfNote(_ number: Int) -> [Inline]? {
    guard let blocks = notes[number], blocks.count == 1, case .paragraph(let inlines) = blocks[0] else {
      return nil
    }
    return inlines
  }

  /// The notes that could not stand beside their call.
  mutating func endnotes() -> String {
    let numbers = notes.keys.sorted().filter { !notesInLine.contains($0) }
    guard !numbers.isEmpty else { return "" }
    // All are written first: a note may be called by a later one alone.
    let contents = numbers.map { number in withoutNotesInLine { $0.blocks($0.notes[number] ?? []) } }
    let items = zip(numbers, contents).map { number, content in
      let back = callsWritten[number].map { call in
        HTML.element(
          "a",
          ["class": "back", "href": "#\(call)", "role": "doc-backlink", "aria-label": "Back to the text"],
          content: "↩")
      }
      return "<li id=\"note:\(number)\" value=\"\(number)\">\(content)\(back.map { " " + $0 } ?? "")</li>"
    }
    return """
      <section class="endnotes" role="doc-endnotes" aria-label="\(words["Notes"])">
      <ol>
      \(items.joined(separator: "\n"))
      </ol>
      </section>
      """
  }
}
