import Markup
import Notebooks
import SwiftSource

/// References: declarations with their documentation, and the list of the calls that a chapter makes.
extension PageRenderer {
  /// Neighbouring properties and cases share a list; everything else has a section of its own.
  mutating func api(_ listing: APIListing) -> [Node] {
    var parts: [[Node]] = []
    var row: [APIEntry] = []
    for entry in listing.entries {
      if entry.isBrief {
        row.append(entry)
        continue
      }
      if !row.isEmpty { parts.append([briefEntries(row)]) }
      row = []
      parts.append([fullEntry(entry)])
    }
    if !row.isEmpty { parts.append([briefEntries(row)]) }
    return .lines(parts)
  }

  private mutating func fullEntry(_ entry: APIEntry) -> Node {
    let name = Node.element("h3", ["class": "unseen"], [.text(entry.title)])
    let anchor = Node.element(
      "a", ["class": "anchor", "href": "#\(entry.id)", "aria-label": words["Link to this section"]], ["#"])
    let code = Node.element(
      "pre", ["tabindex": "0", "role": "group", "aria-label": words["Code in #", "swift"]],
      [.element("code", declaration(entry))])
    let text = documentation(entry)
    let content: [[Node]] = [[name], [code, anchor], text, uses(of: entry)]
    let kind = entry.declaration.kind == .type ? "api type" : "api"
    return .block("section", ["class": kind, "id": entry.id], [.lines(content.filter { !$0.isEmpty })])
  }

  private mutating func briefEntries(_ entries: [APIEntry]) -> Node {
    var lines: [[Node]] = []
    for entry in entries {
      lines.append([.element("dt", ["id": entry.id], [.element("code", declaration(entry))])])
      lines.append([.element("dd", documentation(entry))])
    }
    return .block("dl", ["class": "api"], [.lines(lines)])
  }

  private mutating func documentation(_ entry: APIEntry) -> [Node] {
    apiOwner = entry.declaration.path
    defer { apiOwner = nil }
    guard let required = notebook.apiLinks.requirements[entry.id] else {
      return blocks(entry.documentation, isFramed: true)
    }
    let name = Node.element(
      "a", ["href": safe(required.destination)], [.element("code", .text(required.words))])
    return [.element("p", [.text(words["See"]), " ", name])]
  }

  /// The chapters whose cells make the call.
  private func uses(of entry: APIEntry) -> [Node] {
    guard let uses = notebook.apiLinks.uses[entry.id] else { return [] }
    let links = uses.map { Node.element("a", ["href": safe($0.destination)], .text($0.words)) }
    return [.element("p", ["class": "uses"], [.text(words["Used in"]), " "] + links.separated(by: ", "))]
  }

  /// The declaration with its colours, and with links to the types that the book documents.
  private func declaration(_ entry: APIEntry) -> [Node] {
    let own = entry.declaration.path
    let lines = SwiftHighlighter.lines(of: entry.declaration.code) { name in
      guard name != own.last else { return nil }
      return place(of: name, from: own)
    }
    return Array(lines.joined(separator: ["\n"]))
  }

  /// Where a name is documented, seen from inside some types.
  func place(of name: String, from owner: [String]) -> String? {
    let places = notebook.apiLinks.places
    for length in stride(from: owner.count, through: 0, by: -1) {
      let path = (owner.prefix(length) + [name]).joined(separator: ".")
      if let found = places[path] { return found }
    }
    return nil
  }

  /// What the cells of the page call that the book's reference documents, folded.
  func callsOfPage() -> [Node] {
    let calls = notebook.apiLinks.calls
    guard !calls.isEmpty else { return [] }
    let items = calls.map { call in
      Node.element(
        "li", [.element("a", ["href": safe(call.destination)], [.element("code", .text(call.words))])])
    }
    return [
      .block(
        "details", ["class": "calls"],
        [[.element("summary", .text(words["Calls of this page"]))], [.block("ul", [items.lines])]])
    ]
  }
}

extension APIEntry {
  /// Whether a line says what it is.
  fileprivate var isBrief: Bool { declaration.kind == .property || declaration.kind == .case }
}
