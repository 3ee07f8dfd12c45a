extension Notebook {
  /// The places of the notebook's page that a link can lead to, as the bytes of their ids: a browser compares these.
  var anchors: Set<[UInt8]> {
    var anchors = PageAnchors(allowsHTML: metadata.allowsHTML)
    anchors.add("top")
    anchors.add("page:text")
    for cell in cells {
      if let label = cell.options.label { anchors.add(label) }
    }
    for exercise in exercises where !exercise.hasHeading { anchors.add(exercise.name) }
    for image in images {
      if let id = image.id { anchors.add(id) }
    }
    if !references.isEmpty { anchors.add("references") }
    for reference in references { anchors.add(reference.id) }
    for claim in claimAnchors { anchors.add(claim) }
    anchors.add(blocks)
    return anchors.ids
  }
}

extension [Inline] {
  fileprivate var hasValue: Bool {
    contains { inline in
      switch inline {
      case .value: true
      case .emphasis(let content), .strong(let content), .strikethrough(let content),
        .link(let content, _, _),
        .reference(let content, _):
        content.hasValue
      default: false
      }
    }
  }
}

/// Gathers the ids of a page.
struct PageAnchors {
  /// An id of pages with a bold word that only a run computes: such a page may have any term's anchor.
  static let anyTerm = "term:"

  var ids: Set<[UInt8]> = []
  let allowsHTML: Bool

  init(allowsHTML: Bool = true) { self.allowsHTML = allowsHTML }

  mutating func add(_ id: String) { ids.insert(Array(id.utf8)) }

  mutating func add(_ blocks: [Block]) {
    for block in blocks {
      switch block {
      case .heading(_, let title, let id):
        add(id)
        add(title)
      case .paragraph(let inlines): add(inlines)
      case .quotation(let blocks), .alert(_, let blocks): add(blocks)
      case .list(let items, _, _): items.forEach { add($0) }
      case .table(let table):
        if let id = table.id { add(id) }
        for cell in ([table.header] + table.rows).joined() { add(cell) }
      case .mathematics(_, let id, _): if let id { add(id) }
      case .html(let html): addHTML(html)
      case .footnotes(let notes): notes.forEach { add($0) }
      case .api(let api): api.entries.forEach { add($0.id) }
      case .code, .listing, .cell, .thematicBreak: break
      }
    }
  }

  private mutating func add(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .html(let html): addHTML(html)
      case .strong(let content):
        if content.hasValue { add(PageAnchors.anyTerm) }
        if let term = Term(content.plainText) { add(term.anchor) }
      case .emphasis(let content), .strikethrough(let content): add(content)
      default: break
      }
    }
  }

  /// The ids that a page keeps of an author's HTML: those of its elements, and not what looks like one in a text.
  private mutating func addHTML(_ html: String) {
    guard allowsHTML else { return }
    HTMLReader.read(Array(html.utf8)) { piece in
      guard case .tag(let tag) = piece, HTMLVocabulary.has(element: tag.name) else { return }
      add(tag, attributes: ["id"])
    }
  }

  /// The ids in a page of anybody's. The `name` of a link is one too.
  mutating func addPage(_ bytes: [UInt8]) {
    HTMLReader.read(bytes) { piece in
      if case .tag(let tag) = piece { add(tag, attributes: tag.name == "a" ? ["id", "name"] : ["id"]) }
    }
  }

  private mutating func add(_ tag: HTMLTag, attributes: [String]) {
    guard !tag.isClosing else { return }
    for name in attributes {
      // Of attributes with the same name, browsers take the first.
      let value = tag.attributes.first { $0.name == name }?.value ?? ""
      if !value.isEmpty { add(value.replacing("&amp;", with: "&")) }
    }
  }
}
