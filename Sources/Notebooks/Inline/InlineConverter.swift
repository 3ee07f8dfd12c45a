import SwiftSource

/// Converts cmark's inlines to ours, and placeholders to what they replace.
struct InlineConverter {
  /// A part of a paragraph: an inline, or a displayed formula, which ends the paragraph before it.
  enum Part {
    case inline(Inline)
    case display(Placeholder, SourceText, id: String?, number: Int?)
    /// The attributes after an image.
    case label(Attributes)
    /// Two tildes.
    case tildes(opens: Bool, closes: Bool)
  }

  let state: ParseState
  let text: InlineText
  var images: [ImageUse] = []
  private var links: LinkLocator
  private var undefined: UndefinedLinks
  /// Where the text's last tag ends.
  private var htmlEnd = 0
  /// Whether the nodes are inside of a link or an image, where an address is only text.
  private var isInLink = false
  /// Where the last bare address ends.
  private var bareEnd = 0

  init(text: InlineText, state: ParseState) {
    self.text = text
    self.state = state
    links = LinkLocator(text: text.source)
    undefined = UndefinedLinks(in: text.source)
  }

  /// The inlines of nodes. Displayed formulas among them are set in the line.
  mutating func inlines(_ nodes: [MarkdownNode]) -> [Inline] {
    parts(nodes).compactMap { part in
      switch part {
      case .inline(let inline):
        return inline
      case .display(_, let tex, let id, _):
        if id != nil {
          state.diagnostics.error("an equation with a label must be in a paragraph", at: tex.start)
        }
        return .mathematics(TeX.mathML(tex, isDisplayed: true, state: state))
      case .label(let attributes):
        state.diagnostics.error("there is nothing here that a label could name", at: attributes.idLocation)
        return nil
      case .tildes: return .text("~~")
      }
    }
  }

  mutating func parts(_ nodes: [MarkdownNode]) -> [Part] {
    var result: [Part] = []
    var text = ""
    for node in nodes {
      guard case .text(let literal) = node.kind else {
        add(&text, to: &result)
        result += inlines(of: node).map { .inline($0) }
        continue
      }
      for piece in state.placeholders.pieces(of: literal) {
        switch piece {
        case .text(let plain): text += plain
        case .placeholder(let entry):
          if case .character = entry.kind {
            text += entry.source
            continue
          }
          add(&text, to: &result)
          if case .citations(let citations) = entry.kind {
            let words = state.citations.inlines(citations)
            state.citationWords[entry.location] = words
            result += words.map { .inline($0) }
            continue
          }
          if let part = part(entry) { result.append(part) }
        }
      }
    }
    add(&text, to: &result)
    return Strikethrough.resolved(result)
  }

  /// Adds a text to the parts, with its bare addresses as links.
  private mutating func add(_ text: inout String, to parts: inout [Part]) {
    defer { text = "" }
    if text.isEmpty { return }
    undefined.report(in: text, to: state.diagnostics)
    guard !isInLink, text.utf8.containsBytes(of: "www.") || text.utf8.containsBytes(of: "://")
    else {
      return parts.append(.inline(.text(text)))
    }
    let bytes = Array(text.utf8)
    var position = 0
    for link in BareLinks.find(in: bytes, isAtStart: Self.mayPrecedeAddress(parts.last)) {
      if position < link.range.lowerBound {
        parts.append(.inline(.text(bytes[position..<link.range.lowerBound].string)))
      }
      let words = Array(bytes[link.range])
      state.addLink(to: link.destination, at: place(ofBareLink: words))
      parts.append(.inline(.link([.text(words[...].string)], destination: link.destination, title: "")))
      position = link.range.upperBound
    }
    if position < bytes.count { parts.append(.inline(.text(bytes[position...].string))) }
  }

  private static func mayPrecedeAddress(_ part: Part?) -> Bool {
    switch part {
    case nil, .tildes, .inline(.softBreak), .inline(.lineBreak): true
    default: false
    }
  }

  private mutating func place(ofBareLink words: [UInt8]) -> SourceLocation {
    let bytes = text.source.bytes
    guard let start = bytes[bareEnd...].indices.first(where: { bytes[$0...].starts(with: words) }) else {
      return text.source.start
    }
    bareEnd = start + words.count
    return text.source.location(at: start)
  }

  private func part(_ entry: Placeholder) -> Part? {
    switch entry.kind {
    case .text, .citations: nil
    case .character: .inline(.text(entry.source))
    case .inlineMathematics(let tex):
      .inline(.mathematics(TeX.mathML(tex, isDisplayed: false, state: state)))
    case .displayMathematics(let tex, let id, let number): .display(entry, tex, id: id, number: number)
    case .value(let index): .inline(.value(index))
    case .footnote(let number, let occurrence): .inline(.footnote(number: number, occurrence: occurrence))
    case .label(let attributes): .label(attributes)
    case .reference(let id): .inline(reference(id, entry))
    case .tildes(let opens, let closes): .tildes(opens: opens, closes: closes)
    }
  }

  private func reference(_ id: String, _ entry: Placeholder) -> Inline {
    if let content = state.labels.content(ofReferenceTo: id) { return .reference(content, id: id) }
    let column = entry.location.column + (entry.source.hasPrefix("[") ? 1 : 0)
    let place = SourceLocation(line: entry.location.line, column: column)
    if let foreign = state.foreignReference(to: id, at: place) { return foreign }
    let reason =
      "nothing has the id '\(id)'\(state.hints.hint(for: id, among: state.labels.entries.keys.sorted()))"
    state.diagnostics.error(reason, at: place, stopsProgram: false)
    return state.deadReference(to: id, written: entry.source, reason: reason)
  }

  private mutating func inlines(of node: MarkdownNode) -> [Inline] {
    switch node.kind {
    case .softBreak: return [.softBreak]
    case .lineBreak: return [.lineBreak]
    case .codeSpan(let code): return [.code(state.placeholders.restored(code))]
    case .inlineHTML(let html):
      let html = restored(html, in: "HTML")
      check(Array(html.utf8))
      if state.metadata.allowsHTML, html.lowercased().hasPrefix("<a ") { isInLink = true }
      if html.lowercased().hasPrefix("</a") { isInLink = false }
      return [.html(html)]
    case .emphasis: return [.emphasis(inlines(node.children))]
    case .strong: return [.strong(inlines(node.children))]
    case .link(let destination, let title): return link(node, to: destination, title: title)
    case .image(let source, let title):
      let mark = links.mark
      let alternative = linkText(node.children)
      let place = links.next(state.placeholders.restored(source), words: words(node), after: mark)
      return [
        image(alternative, restored(source, in: "an address"), restored(title, in: "a title"), at: place)
      ]
    default: return []
    }
  }

  private mutating func check(_ html: [UInt8]) {
    guard let first = html.first else { return }
    let bytes = text.source.bytes
    let start = bytes[htmlEnd...].indices.first { bytes[$0] == first && bytes[$0...].starts(with: html) }
    htmlEnd = start.map { $0 + html.count } ?? htmlEnd
    let source = text.source
    state.checkHTML(html) { offset in
      source.location(at: start.map { $0 + offset } ?? 0)
    }
  }

  private mutating func link(_ node: MarkdownNode, to destination: String, title: String) -> [Inline] {
    let mark = links.mark
    let address = state.placeholders.restored(destination)
    let content: [Inline]
    let place: SourceLocation
    if Address.isElsewhere(address), isAutolink(node, to: destination) {
      content = [.text(restored(destination, in: "an address"))]
      place = links.bracket(before: address, after: mark)
    } else {
      content = linkText(node.children)
      place = links.next(address, words: words(node), after: mark)
    }
    return link(
      content, restored(destination, in: "an address"), restored(title, in: "a title"), at: place)
  }

  private mutating func linkText(_ nodes: [MarkdownNode]) -> [Inline] {
    let outer = isInLink
    isInLink = true
    defer { isInLink = outer }
    return inlines(nodes)
  }

  /// The plain text at the beginning of a link's text.
  private func words(_ node: MarkdownNode) -> String {
    guard case .text(let text)? = node.children.first?.kind else { return "" }
    return state.placeholders.restored(text)
  }

  /// Whether a link is an address in angle brackets, whose text is the address.
  private func isAutolink(_ node: MarkdownNode, to destination: String) -> Bool {
    guard node.children.count == 1, case .text(let text) = node.children[0].kind else { return false }
    return text == destination
  }

  /// A text as the author wrote it, for places where our syntax doesn't apply.
  private func restored(_ text: String, in position: String) -> String {
    for case .placeholder(let entry) in state.placeholders.pieces(of: text) {
      if case .value = entry.kind {
        state.diagnostics.error("a value cannot be used in \(position)", at: entry.location)
      }
    }
    return state.placeholders.restored(text)
  }

  // MARK: Addresses

  /// A link, followed by the calls of footnotes in its text, because links can't be nested.
  private func link(
    _ content: [Inline], _ destination: String, _ title: String, at place: SourceLocation
  ) -> [Inline] {
    var destination = destination
    if let problem = Address.problem(ofLink: destination) {
      state.diagnostics.error(problem, at: place, stopsProgram: false)
      destination = ""
    } else {
      destination = state.diagnostics.included.address(destination, atLine: place.line)
      state.addLink(to: destination, at: place)
    }
    var calls: [Inline] = []
    let text = content.withoutLinks(calls: &calls)
    return [.link(text, destination: destination, title: title)] + calls
  }

  private mutating func image(
    _ alternative: [Inline], _ source: String, _ title: String, at place: SourceLocation
  ) -> Inline {
    if let problem = Address.problem(ofImage: source) {
      state.diagnostics.error(problem, at: place, stopsProgram: false)
      return .image(alternative: alternative, source: "", title: title)
    }
    let file = Address.file(state.diagnostics.included.address(source, atLine: place.line))
    images.append(ImageUse(source: file, location: place))
    return .image(alternative: alternative, source: file, title: title)
  }
}

extension [Inline] {
  /// The same inlines with references as text and without the calls of footnotes.
  fileprivate func withoutLinks(calls: inout [Inline]) -> [Inline] {
    var result: [Inline] = []
    for inline in self {
      switch inline {
      case .footnote: calls.append(inline)
      case .reference(let content, _): result += content
      case .link(let content, _, _): result += content.withoutLinks(calls: &calls)
      case .emphasis(let content): result.append(.emphasis(content.withoutLinks(calls: &calls)))
      case .strong(let content): result.append(.strong(content.withoutLinks(calls: &calls)))
      case .strikethrough(let content): result.append(.strikethrough(content.withoutLinks(calls: &calls)))
      default: result.append(inline)
      }
    }
    return result
  }
}
