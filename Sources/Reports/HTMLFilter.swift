import Displays
import Markup
import Notebooks

/// Keeps of an author's HTML what a page may have.
///
/// Tags are written anew, with the elements and attributes of ``HTMLVocabulary``, so that no browser reads them
/// differently. An element that a page can't have loses its tags, and a script, a style sheet and their kin also what
/// is in them. No `class` stays: an author has no style sheet, and in the page's own it would mean another thing.
///
/// What an author opens may have the page's own blocks in it, as `<details>` often does. A closing tag that closes nothing
/// of the author's is left out, and at its end each part of the page closes what was opened in it, so all elements
/// of the page stay where they are.
package struct HTMLFilter {
  /// The author's open elements, the outermost first.
  private var open: [String] = []
  /// How many of them were open before the part of the page that is being written. It doesn't close them.
  private var outer = 0
  /// What the drawings refer to: a part of one may be in another.
  private var references = DrawingReferences()
  /// Whether an element had an attribute by which it can look differently.
  package private(set) var isStyled = false
  /// The attributes by which none can.
  private static let plain: Set<String> = ["alt", "dir", "href", "id", "lang", "open", "title"]
  /// Whether drawings may refer to parts of drawings.
  private let keepsReferences: Bool

  /// Browsers take no more than some hundred elements inside of each other.
  private static let deepest = 200

  package init(keepsReferences: Bool = true) { self.keepsReferences = keepsReferences }

  /// Whether the references of all drawings so far draw more than a browser can.
  package var hasTooManyReferences: Bool { references.areTooMany }

  /// Begins a part of the page, such as an item of a list. Returns what ``end(_:)`` is told at its end.
  package mutating func begin() -> Int {
    defer { outer = open.count }
    return outer
  }

  /// Closes what was opened in the part of the page that ends.
  package mutating func end(_ before: Int) -> [Node] {
    defer { outer = before }
    return open.count > outer ? [.raw(close(downTo: outer))] : []
  }

  package mutating func markup(of html: String) -> Node {
    let bytes = Array(html.utf8)
    var result = ""
    for piece in HTMLReader.pieces(of: bytes) {
      switch piece {
      case .text(let range): result += Self.text(String(decoding: bytes[range], as: UTF8.self))
      case .comment: break
      case .tag(let tag): if HTMLVocabulary.has(element: tag.name) { result += markup(of: tag) }
      }
    }
    return .raw(result)
  }

  private mutating func markup(of tag: HTMLTag) -> String {
    if tag.isClosing { return open[outer...].lastIndex(of: tag.name).map { close(downTo: $0) } ?? "" }
    var result = ""
    while let last = open[outer...].last, HTMLVocabulary.ends(last, before: tag.name) {
      result += close(downTo: open.count - 1)
    }
    guard open.count < Self.deepest else { return result }
    let isDrawing = HTMLVocabulary.isOfDrawing(tag.name)
    if isDrawing {
      references.begin(tag.name) { name in
        tag.attributes.first { $0.name == name }.map { Escaper.shown($0.value) }
      }
    }
    result += "<\(tag.name)"
    var names: Set<String> = ["class"]
    for attribute in tag.attributes where names.insert(attribute.name).inserted {
      guard let value = Self.value(of: attribute, in: tag.name) else { continue }
      if isDrawing {
        let shown = Escaper.shown(attribute.value)
        if !keepsReferences, !FragmentURLs(in: shown).isEmpty { continue }
        references.add(shown, as: attribute.name)
      }
      isStyled = isStyled || !Self.plain.contains(attribute.name)
      result += " \(attribute.name)=\"\(value)\""
    }
    result += ">"
    if HTMLVocabulary.isEmpty(tag.name) { return result }
    open.append(tag.name)
    let isWhole = tag.isSelfClosing && isDrawing
    return isWhole ? result + close(downTo: open.count - 1) : result
  }

  private mutating func close(downTo count: Int) -> String {
    defer { open.removeSubrange(count...) }
    for name in open[count...] where HTMLVocabulary.isOfDrawing(name) { references.end() }
    return open[count...].reversed().map { "</\($0)>" }.joined()
  }

  /// The value between its quotes, with its character references; `nil` if a page can't have it.
  private static func value(of attribute: HTMLTag.Attribute, in element: String) -> String? {
    guard HTMLVocabulary.has(attribute: attribute.name, of: element) else { return nil }
    switch attribute.name {
    case "href":
      return HTML.safeDestination(attribute.value.replacing("&amp;", with: "&")).map {
        text($0).replacing("&", with: "&amp;")
      }
    case "src": return attribute.value.lowercased().hasPrefix("data:image/") ? text(attribute.value) : nil
    case "style":
      let style = HTMLVocabulary.style(attribute.value, of: element)
      return style.isEmpty ? nil : text(style)
    default: return loadsFile(attribute, in: element) ? nil : text(attribute.value)
    }
  }

  /// Whether an attribute of a drawing's element may name a file, or hides its id. One of the drawing's own parts is
  /// `url(#…)`.
  private static func loadsFile(_ attribute: HTMLTag.Attribute, in element: String) -> Bool {
    guard HTMLVocabulary.isOfDrawing(element) else { return false }
    // The count of references takes an id as it is written.
    if attribute.name == "id" { return attribute.value.utf8.contains(UInt8(ascii: "&")) }
    guard HTMLVocabulary.isOfDrawing(attribute: attribute.name) else { return false }
    // Others could combine with the characters that are looked for. They stay in their places: `url(é#x)` names a file.
    let ascii = attribute.value.lowercased().utf8.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }
    let value = String(decoding: ascii, as: UTF8.self)
    let rest = ["url(#", "url('#", "url(\"#"].reduce(value) { $0.replacing($1, with: "") }
    return ["url", "image(", "image-set(", "src(", "&", "\\"].contains { rest.contains($0) }
  }

  /// Text with its character references, without tags, quotes and the characters that HTML doesn't allow.
  private static func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      default: result.append(Escaper.shown(scalar))
      }
    }
    return String(result)
  }
}
