import Markup
import Notebooks

/// A line of text while it is being rendered.
private struct TextLine {
  let place: TextPlace
  /// The last character so far.
  var previous: Character?
  /// The quotations that are open.
  var quotations = OpenQuotations()
}

extension PageRenderer {
  mutating func inlines(_ inlines: [Inline], in place: TextPlace = .label) -> [Node] {
    var line = TextLine(place: place)
    return self.inlines(inlines, in: &line)
  }

  private mutating func inlines(_ inlines: [Inline], in line: inout TextLine) -> [Node] {
    let outer = authorHTML.begin()
    let content = LinePieces.joined(inlines).flatMap { piece in
      let previous = line.previous
      defer { line.previous = piece.inline.lastCharacter ?? previous }
      return self.piece(piece, in: &line)
    }
    return content + authorHTML.end(outer)
  }

  /// A formula keeps the punctuation next to it: no line begins with a comma.
  private mutating func piece(_ piece: LinePieces.Piece, in line: inout TextLine) -> [Node] {
    guard case .mathematics(let mathematics) = piece.inline else { return inline(piece.inline, in: &line) }
    let before = typography.typeset(piece.before, after: line.previous, in: &line.quotations)
    let after = typography.typeset(piece.after, after: "x", in: &line.quotations)
    return [.formula(mathematics, before: before, after: after)]
  }

  private mutating func inline(_ inline: Inline, in line: inout TextLine) -> [Node] {
    switch inline {
    case .text(let text): [.text(typography.typeset(text, after: line.previous, in: &line.quotations))]
    case .emphasis(let content): [.element("em", inlines(content, in: &line))]
    case .strong(let content): [strong(content, in: &line)]
    case .strikethrough(let content): [.element("del", inlines(content, in: &line))]
    case .checkBox(let isChecked): [checkBox(isChecked)]
    case .code(let text): [code(text)]
    case .link(let content, let destination, let title):
      link(inlines(content, in: &line), destination: destination, title: title)
    case .image(let alternative, let source, let title):
      [picture(alternative: plainText(alternative), source: source, title: title)]
        + calls(in: alternative, place: line.place)
    case .mathematics(let mathematics): [.formula(mathematics)]
    case .value(let index): [value(index)]
    case .reference(let content, let id):
      [
        .element(
          "a", ["class": "reference", "href": "#\(id)"],
          notebook.label(content, in: result).withUnbrokenNumber)
      ]
    case .footnote(let number, let occurrence): footnoteCall(number, occurrence: occurrence, in: line.place)
    case .softBreak: ["\n"]
    case .lineBreak: [.element("br"), "\n"]
    case .html(let text):
      notebook.metadata.allowsHTML
        ? [authorHTML.markup(of: text)] : [.element("code", ["class": "raw"], [.text(text)])]
    }
  }

  /// In a reference, the name of something documented leads there.
  private func code(_ text: String) -> Node {
    let code = Node.element("code", [.text(text)])
    guard let apiOwner, let target = place(of: text, from: apiOwner) else { return code }
    return .element("a", ["href": target], [code])
  }

  /// In running text, the first bold occurrence of a term gets the anchor that the glossary links to.
  private mutating func strong(_ content: [Inline], in line: inout TextLine) -> Node {
    var anchor: String?
    if line.place != .label, let term = Term(plainText(content)), anchoredTerms.insert(term.key).inserted {
      anchor = term.anchor
    }
    return .element("strong", ["id": anchor], inlines(content, in: &line))
  }

  /// A box that only says whether its task is done.
  private mutating func checkBox(_ isChecked: Bool) -> Node {
    hasTasks = true
    return .element(
      "input",
      [
        "type": "checkbox", "class": "task", "disabled": "", "checked": isChecked ? "" : nil,
        "aria-label": words[isChecked ? "Done" : "To do"],
      ])
  }

  /// A link; only its text if the destination could do harm.
  private mutating func link(_ content: [Node], destination: String, title: String) -> [Node] {
    if case .nowhere(let reason)? = notebook.targets[destination] {
      return [.element("span", ["class": "dead-link", "title": reason], content)]
    }
    if destination.isEmpty { return [.element("span", ["class": "dead-link"], content)] }
    guard let destination = HTML.safeDestination(pageDestination(destination)) else { return content }
    let isElsewhere = destination.contains("://") || destination.hasPrefix("//")
    return [
      .element(
        "a",
        [
          "href": destination, "title": title.isEmpty ? nil : title, "rel": isElsewhere ? "noreferrer" : nil,
          "data-note": isElsewhere ? String(printedNumber(of: destination)) : nil,
        ], content)
    ]
  }

  /// The address of a link on the page. If the link has not been checked and goes to another notebook in the
  /// folder, it becomes that notebook's page.
  private func pageDestination(_ destination: String) -> String {
    if case .address(let address)? = notebook.targets[destination] { return address }
    let file = destination.prefix { $0 != "#" }
    guard file.hasSuffix(".md"), Path.parts(of: String(file)).count == 1, !file.contains(":") else {
      return destination
    }
    return file.dropLast(3) + ".html" + destination[file.endIndex...]
  }

  private mutating func value(_ index: Int) -> Node {
    let item = mark(.value(index))
    let expression = notebook.values[index].expression
    switch index < result.values.count ? result.values[index] : .notRun {
    case .value(let text):
      return .element("span", ["class": "value", "title": expression, "data-item": item], .text(text))
    case .notRun:
      return .element(
        "code", ["class": "value not-run", "title": words["Not run"], "data-item": item], .text(expression))
    case .failed(let failure):
      pendingFailures.append(self.failure(failure))
      return .element(
        "code", ["class": "value failed", "title": "failed", "data-item": item], .text(expression))
    }
  }

  /// The text without markup, for titles and the table of contents.
  func plainText(_ inlines: [Inline]) -> String { notebook.plainText(inlines, in: result) }
}

extension Node {
  /// Formulas cannot break, and a line breaks neither before nor after the text that belongs to one. On a narrow page a
  /// long one gets a line to itself and scrolls there; one that might be longer than any line does on every page.
  static func formula(_ mathematics: MathML, before: String = "", after: String = "") -> Node {
    var (count, isInCommand) = (0, false)
    for character in mathematics.tex where !"{}^_ ".contains(character) {
      if !(isInCommand && character.isLetter) { count += 1 }
      isInCommand = character == "\\" || (isInCommand && character.isLetter)
    }
    let style = count > 48 ? "display:block;overflow:auto hidden" : nil
    return .element(
      "span", ["class": count > 24 ? "maths long" : "maths", "style": style],
      .text(before) + [.element(mathematics.element)] + .text(after))
  }
}

extension [Node] {
  /// With a space that doesn't break before the number: “Figure 2”.
  fileprivate var withUnbrokenNumber: [Node] {
    guard case .text(let text)? = first, let space = text.firstIndex(of: " "),
      text[text.index(after: space)...].first?.isNumber ?? false
    else { return self }
    return [.text(text[..<space] + "\u{A0}" + text[text.index(after: space)...])] + dropFirst()
  }
}
