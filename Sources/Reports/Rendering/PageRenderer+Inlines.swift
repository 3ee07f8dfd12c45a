import Notebooks

extension PageRenderer {
  mutating func inlines(_ inlines: [Inline]) -> String {
    inlines.map { inline($0) }.joined()
  }

  private mutating func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): HTML.escape(text)
    case .emphasis(let content): HTML.element("em", content: inlines(content))
    case .strong(let content):
      HTML.element("strong", ["id": anchor(ofTerm: content)], content: inlines(content))
    case .code(let text): HTML.element("code", content: HTML.escape(text))
    case .link(let content, let destination, let title):
      link(inlines(content), destination: destination, title: title)
    case .image(let alternative, let source, let title):
      picture(alternative: plainText(alternative), source: source, title: title) + calls(in: alternative)
    case .mathematics(let mathematics): self.mathematics(mathematics)
    case .value(let index): value(index)
    case .reference(let id, let text):
      HTML.element("a", ["class": "reference", "href": "#\(id)"], content: HTML.escape(text))
    case .footnote(let number, let occurrence): footnoteCall(number, occurrence: occurrence)
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    case .html(let text):
      notebook.metadata.allowsHTML
        ? HTML.allowed(text) : HTML.element("code", ["class": "raw"], content: HTML.escape(text))
    }
  }

  /// The anchor of a term where it stands first, which the glossary leads to.
  private mutating func anchor(ofTerm content: [Inline]) -> String? {
    guard isProse, let term = Term(plainText(content)), anchoredTerms.insert(term.key).inserted else {
      return nil
    }
    return term.anchor
  }

  /// A formula cannot break; a long one gets a line to itself on a narrow page, and scrolls there.
  private func mathematics(_ mathematics: MathML) -> String {
    var (count, isInCommand) = (0, false)
    for character in mathematics.tex where !"{}^_ ".contains(character) {
      if !(isInCommand && character.isLetter) { count += 1 }
      isInCommand = character == "\\" || (isInCommand && character.isLetter)
    }
    let name = count > 24 ? "maths long" : "maths"
    return HTML.element("span", ["class": name], content: mathematics.element.markup)
  }

  /// A link whose destination could do harm is written as its text alone.
  private func link(_ content: String, destination: String, title: String) -> String {
    if case .nowhere(let reason)? = notebook.targets[destination] {
      return HTML.element("span", ["class": "dead-link", "title": reason], content: content)
    }
    if destination.isEmpty { return HTML.element("span", ["class": "dead-link"], content: content) }
    guard let destination = HTML.safeDestination(pageDestination(destination)) else { return content }
    let isElsewhere = destination.contains("://") || destination.hasPrefix("//")
    return HTML.element(
      "a",
      [
        "href": destination, "title": title.isEmpty ? nil : title,
        "rel": isElsewhere ? "noreferrer" : nil,
      ], content: content)
  }

  /// The address that a link has on the page. Where nobody has followed it, a link to another notebook of the folder
  /// leads to that one's page.
  private func pageDestination(_ destination: String) -> String {
    if case .address(let address)? = notebook.targets[destination] { return address }
    let file = destination.prefix { $0 != "#" }
    guard file.hasSuffix(".md"), !file.contains("/"), !file.contains(":") else { return destination }
    return file.dropLast(3) + ".html" + destination[file.endIndex...]
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

  /// The text without markup, for titles and the table of contents.
  func plainText(_ inlines: [Inline]) -> String { notebook.plainText(inlines, in: result) }
}
