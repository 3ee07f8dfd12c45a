import Markup
import Notebooks

/// Footnotes: in the margin on wide screens, under the line on narrow ones, at the end if neither works.
extension PageRenderer {
  mutating func footnoteCall(_ number: Int, occurrence: Int, in place: TextPlace) -> [Node] {
    let id = "call:\(number):\(occurrence)"
    let isFirst = callsWritten[number] == nil
    if isFirst { callsWritten[number] = id }
    let call = Node.element(
      "a",
      [
        "class": "call", "href": "#note:\(number)", "id": id,
        "role": "doc-noteref", "aria-label": "\(words["Note"]) \(number)",
      ], ["\(number)"])
    guard isFirst, place == .prose, let text = lineOfNote(number) else { return [call] }
    notesInLine.insert(number)
    let label = Node.element("span", ["class": "note-number", "aria-hidden": "true"], ["\(number)"])
    // Notes that are called by this note go to the end of the page.
    let content = [label, " "] + inlines(text)
    return [
      call, .element("span", ["class": "sidenote", "id": "note:\(number)", "role": "note"], content),
    ]
  }

  /// The note calls in a text that the page does not otherwise show.
  mutating func calls(in inlines: [Inline], place: TextPlace) -> [Node] {
    inlines.flatMap { inline -> [Node] in
      switch inline {
      case .footnote(let number, let occurrence): footnoteCall(number, occurrence: occurrence, in: place)
      case .emphasis(let content), .strong(let content), .strikethrough(let content),
        .link(let content, _, _):
        calls(in: content, place: place)
      default: []
      }
    }
  }

  /// The note's text if it is a single paragraph.
  private func lineOfNote(_ number: Int) -> [Inline]? {
    guard let blocks = notes[number], blocks.count == 1, case .paragraph(let inlines) = blocks[0] else {
      return nil
    }
    return inlines
  }

  /// The notes that could not be placed next to their call.
  mutating func endnotes() -> [Node] {
    let numbers = notes.keys.sorted().filter { !notesInLine.contains($0) }
    guard !numbers.isEmpty else { return [] }
    // Write all of them before linking any back: the only call of a note may be in a later note.
    let contents = numbers.map { blocks(notes[$0] ?? [], isFramed: true) }
    let items = zip(numbers, contents).map { number, content in
      Node.element("li", ["id": "note:\(number)", "value": "\(number)"], content + wayBack(from: number))
    }
    return [
      .block(
        "section", ["class": "endnotes", "role": "doc-endnotes", "aria-label": words["Notes"]],
        [[.block("ol", [items.lines])]])
    ]
  }

  /// The addresses of the links, which only paper shows.
  func printedLinks() -> [Node] {
    guard !addresses.isEmpty else { return [] }
    let items = addresses.map { Node.element("li", .text($0)) }
    return [
      .block(
        "section", ["class": "endnotes on-paper"],
        [[.element("p", ["class": "label"], .text(words["Links"]))], [.block("ol", [items.lines])]])
    ]
  }

  /// The number of the note for an address.
  mutating func printedNumber(of address: String) -> Int {
    if let number = addressNumbers[address] { return number }
    addresses.append(address)
    addressNumbers[address] = addresses.count
    return addresses.count
  }

  private func wayBack(from number: Int) -> [Node] {
    guard let call = callsWritten[number] else { return [] }
    return [
      " ",
      .element(
        "a",
        [
          "class": "back", "href": "#\(call)", "role": "doc-backlink",
          "aria-label": words["Back to the text"],
        ],
        ["↩"]),
    ]
  }
}
