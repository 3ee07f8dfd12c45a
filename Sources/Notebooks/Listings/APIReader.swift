import SwiftSource

/// Reads fences that become a reference:
///
///     ```swift api="../Sources/Tensors/Ops/Softmax.swift ../Sources/Tensors/Ops/Reductions.swift"
///     ```
///
/// `symbol` chooses types and functions by their names, `except` leaves some out, and `examples="false"` says that they
/// need no examples.
struct APIReader {
  let listings: ListingReader
  private var state: ParseState { listings.state }

  private static let keys = ["api", "symbol", "except", "examples"]

  init(listings: ListingReader) { self.listings = listings }

  /// The fence's reference, or `nil` if it has no `api`.
  func listing(_ node: MarkdownNode, info: String, language: String, literal: String) -> APIListing? {
    let (attributes, rest) = ListingReader.attributes(in: String(info.dropFirst(language.count)))
    guard let api = attributes["api"] else { return nil }
    for key in attributes.keys.sorted() where !Self.keys.contains(key) {
      listings.error(
        "a reference has no '\(key)'\(Suggestion.hint(for: key, among: Self.keys))", at: key, node)
    }
    if !rest.isEmpty { listings.error("'\(rest)' means nothing after '\(language)'", at: rest, node) }
    if !literal.isEmpty {
      listings.error(
        "the text of a reference comes from its files, so the fence must be empty", at: "api", node)
    }
    if let examples = attributes["examples"], examples != "true", examples != "false" {
      listings.error("'examples' must be true or false, not '\(examples)'", at: "examples", node)
    }
    let included = state.diagnostics.included
    let sources = api.split(separator: " ").map { included.path(String($0), atLine: node.start.line) }
    if sources.isEmpty { listings.error("'api' names no file", at: "api", node) }
    let all = sources.flatMap { declarations(of: $0, node) }
    return APIListing(
      sources: sources, entries: chosen(all, attributes, node).map(entry),
      needsExamples: attributes["examples"] != "false", location: listings.structure.location(node.start))
  }

  private func declarations(of source: String, _ node: MarkdownNode) -> [PublicDeclaration] {
    do {
      guard let text = try listings.text(of: source, node) else { return [] }
      return PublicDeclarations(text).all
    } catch {
      listings.error("the reference's file '\(source)' \(error.explanation)", at: source, node)
      return []
    }
  }

  /// Those that `symbol` names, without those that `except` names.
  private func chosen(
    _ all: [PublicDeclaration], _ attributes: [String: String], _ node: MarkdownNode
  ) -> [PublicDeclaration] {
    var chosen = all
    for (key, isKept) in [("symbol", true), ("except", false)] {
      guard let names = attributes[key]?.split(separator: " ").map(String.init),
        // Each name is compared with each declaration's, of some dozen bytes.
        listings.mayList(bytes: 16 * names.count * all.count, node)
      else { continue }
      for name in names where !all.contains(where: { $0.isPart(of: name) }) {
        let hint = Suggestion.hint(for: name, among: all.map { $0.path.joined(separator: ".") })
        listings.error("these files declare no '\(name)'\(hint)", at: name, node)
      }
      chosen = chosen.filter { each in names.contains { each.isPart(of: $0) } == isKept }
    }
    return chosen
  }

  private func entry(_ declaration: PublicDeclaration) -> APIEntry {
    let title = declaration.title
    let count = (state.apiTitles[title] ?? 0) + 1
    state.apiTitles[title] = count
    let comment = declaration.comment.isEmpty ? StandardRequirement.comment(of: declaration) : nil
    return APIEntry(
      title: title, id: count == 1 ? title : "\(title)-\(count)", comment: comment ?? declaration.comment,
      declaration: declaration)
  }
}

extension PublicDeclaration {
  /// Whether it has the name, with or without labels, or is in a type of that name.
  fileprivate func isPart(of name: String) -> Bool {
    title == name || path.joined(separator: ".") == name
      || (path.joined(separator: ".") + "(").hasPrefix(name + ".")
  }
}
