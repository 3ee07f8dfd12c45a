import Markup
import Notebooks

/// Keeps of an author's HTML what a page may have.
///
/// Tags are written anew, with the elements and attributes of ``HTMLVocabulary``, so that no browser reads them
/// differently. An element that a page can't have loses its tags, and a script, a style sheet and their kin also what
/// is in them.
package enum HTMLFilter {
  package static func markup(of html: String) -> Node {
    let bytes = Array(html.utf8)
    var result = ""
    for piece in HTMLReader.pieces(of: bytes) {
      switch piece {
      case .text(let range): result += text(String(decoding: bytes[range], as: UTF8.self))
      case .comment: break
      case .tag(let tag): if HTMLVocabulary.has(element: tag.name) { result += markup(of: tag) }
      }
    }
    return .raw(result)
  }

  private static func markup(of tag: HTMLTag) -> String {
    if tag.isClosing { return "</\(tag.name)>" }
    var result = "<\(tag.name)"
    var names: Set<String> = []
    for attribute in tag.attributes where names.insert(attribute.name).inserted {
      guard let value = value(of: attribute, in: tag.name) else { continue }
      result += " \(attribute.name)=\"\(value)\""
    }
    return result + (tag.isSelfClosing && HTMLVocabulary.isOfDrawing(tag.name) ? "/>" : ">")
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
      let style = HTMLVocabulary.style(attribute.value)
      return style.isEmpty ? nil : text(style)
    default: return loadsFile(attribute, in: element) ? nil : text(attribute.value)
    }
  }

  /// Whether an attribute of a drawing's element may name a file. One of the drawing's own parts is `url(#…)`.
  private static func loadsFile(_ attribute: HTMLTag.Attribute, in element: String) -> Bool {
    guard HTMLVocabulary.isOfDrawing(element), HTMLVocabulary.isOfDrawing(attribute: attribute.name) else {
      return false
    }
    let value = attribute.value.lowercased()
    let rest = ["url(#", "url('#", "url(\"#"].reduce(value) { $0.replacing($1, with: "") }
    return rest.contains("url") || rest.contains("&") || rest.contains("\\")
  }

  /// Text with its character references, without tags, quotes and the characters that HTML doesn't allow.
  private static func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      default: result.append(Escaper.isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return String(result)
  }
}
