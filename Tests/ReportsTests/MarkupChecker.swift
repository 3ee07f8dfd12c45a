/// Reads a page tag by tag, and strictly: it reports the mistakes that a browser would silently repair.
struct MarkupChecker {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  private(set) var problems: [String] = []
  /// The text that a reader sees, without tags and with character references resolved.
  private(set) var text = ""
  private var open: [String] = []
  private var rest: Substring

  init(_ page: String) {
    rest = page[...]
    while !rest.isEmpty { step() }
    if !open.isEmpty { problems.append("not closed: \(open)") }
    let ids = elements.compactMap { $0.attributes["id"] }
    problems += Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.map { "id twice: \($0.key)" }
      .sorted()
    for target in elements.compactMap({ $0.attributes["href"] }) where target.hasPrefix("#") && target != "#"
    {
      if !ids.contains(String(target.dropFirst())) { problems.append("leads nowhere: \(target)") }
    }
  }

  func elements(named name: String) -> [Element] { elements.filter { $0.name == name } }

  func elements(ofClass name: String) -> [Element] {
    elements.filter { $0.attributes["class"]?.split(separator: " ").contains(Substring(name)) ?? false }
  }

  private static let void: Set<String> = ["meta", "br", "hr", "img", "input", "link"]
  private static let blocks: Set<String> = [
    "p", "div", "ul", "ol", "table", "figure", "section", "pre", "h1", "h2", "blockquote", "details", "nav",
  ]

  private mutating func step() {
    guard let start = rest.firstIndex(of: "<") else {
      text += Self.resolved(String(rest))
      rest = ""
      return
    }
    text += Self.resolved(String(rest[..<start]))
    rest = rest[start...]
    if rest.hasPrefix("<!DOCTYPE html>") {
      rest = rest.dropFirst(15)
    } else if rest.hasPrefix("</") {
      close()
    } else {
      readTag()
    }
  }

  private mutating func close() {
    let name = String(rest.dropFirst(2).prefix { $0 != ">" })
    rest = rest.dropFirst(name.count + 3)
    if open.last == name {
      open.removeLast()
    } else {
      problems.append("</\(name)> closes \(open.last ?? "nothing")")
    }
  }

  private mutating func readTag() {
    rest = rest.dropFirst()
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    if name.isEmpty { problems.append("a bare < before \(rest.prefix(20))") }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while let next = rest.first, next != ">", next != "/" {
      if next.isWhitespace { rest = rest.dropFirst() } else { readAttribute(into: &attributes) }
    }
    let closesItself = rest.first == "/"
    rest = rest.dropFirst(closesItself ? 2 : 1)
    if Self.blocks.contains(name) && open.last == "p" { problems.append("<\(name)> in <p>") }
    elements.append(Element(name: name, attributes: attributes))
    if closesItself || Self.void.contains(name) { return }
    if name == "script" || name == "style" { return skipRawText(of: name) }
    open.append(name)
  }

  private mutating func readAttribute(into attributes: inout [String: String]) {
    let name = String(rest.prefix { !$0.isWhitespace && !"=>/\"'".contains($0) })
    guard !name.isEmpty else {
      problems.append("no attribute at \(rest.prefix(20))")
      rest = rest.dropFirst()
      return
    }
    rest = rest.dropFirst(name.count)
    guard rest.hasPrefix("=\"") else { return attributes[name] = "" }
    let value = String(rest.dropFirst(2).prefix { $0 != "\"" })
    rest = rest.dropFirst(value.count + 3)
    if attributes.updateValue(Self.resolved(value), forKey: name) != nil { problems.append("\(name) twice") }
  }

  private mutating func skipRawText(of name: String) {
    while !rest.isEmpty && !rest.hasPrefix("</\(name)>") { rest = rest.dropFirst() }
    rest = rest.dropFirst(name.count + 3)
  }

  private static func resolved(_ text: String) -> String {
    var result = text
    for (reference, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&amp;", "&"),
    ] {
      result = result.split(separator: reference, omittingEmptySubsequences: false).joined(
        separator: character)
    }
    return result
  }
}
