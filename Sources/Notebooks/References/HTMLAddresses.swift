import SwiftSource

/// The addresses in markup of the author's, which the page shows if the front matter has `raw-html: true`, and what the
/// page leaves out of it.
enum HTMLAddresses {
  struct Use: Hashable {
    enum Kind: Hashable {
      /// An attribute with an address.
      case address(attribute: String, value: String)
      case script
      /// An element or, with a name, an attribute that no page has.
      case leftOut(attribute: String?)
    }

    var tag: String
    var kind: Kind
    /// The offset of the value, or of the tag.
    var offset: Int
  }

  private static let attributes: Set<String> = [
    "href", "xlink:href", "src", "srcset", "poster", "data", "background",
  ]

  static func uses(in html: [UInt8]) -> [Use] {
    HTMLReader.pieces(of: html).flatMap { piece -> [Use] in
      guard case .tag(let tag) = piece, !tag.isClosing else { return [] }
      let addresses = tag.attributes.filter { attributes.contains($0.name) }
      if addresses.isEmpty, tag.name == "script" {
        return [Use(tag: tag.name, kind: .script, offset: tag.offset)]
      }
      return addresses.map { use(of: $0, in: tag) } + leftOut(of: tag, beside: addresses)
    }
  }

  private static func use(of attribute: HTMLTag.Attribute, in tag: HTMLTag) -> Use {
    let kind = Use.Kind.address(attribute: attribute.name, value: attribute.value.trimmingBlanks)
    return Use(tag: tag.name, kind: kind, offset: attribute.offset)
  }

  private static func leftOut(of tag: HTMLTag, beside addresses: [HTMLTag.Attribute]) -> [Use] {
    guard HTMLVocabulary.has(element: tag.name) else {
      return addresses.isEmpty ? [Use(tag: tag.name, kind: .leftOut(attribute: nil), offset: tag.offset)] : []
    }
    return tag.attributes.filter { attribute in
      !attributes.contains(attribute.name) && !HTMLVocabulary.has(attribute: attribute.name, of: tag.name)
    }.map { Use(tag: tag.name, kind: .leftOut(attribute: $0.name), offset: $0.offset) }
  }
}

extension ParseState {
  /// Warns of what a page leaves out of the author's markup, and of addresses in it that lead nowhere: a page loads no
  /// files and runs no scripts.
  func checkHTML(_ html: [UInt8], at place: (Int) -> SourceLocation) {
    guard metadata.allowsHTML else { return noteHTMLAsText(html, at: place) }
    for use in HTMLAddresses.uses(in: html) {
      let location = place(use.offset)
      switch use.kind {
      case .script:
        diagnostics.warning("a page runs only its own script, so this one does nothing", at: location)
      case .leftOut(let attribute):
        let what = attribute.map { "'\($0)' of <\(use.tag)>" } ?? "the tag <\(use.tag)>"
        diagnostics.warning("a page leaves out \(what)", at: location)
      case .address(_, let value): check(value, of: use.tag, at: location)
      }
    }
  }

  private func check(_ address: String, of tag: String, at location: SourceLocation) {
    if address.hasPrefix("#") {
      addLink(to: address, at: location)
    } else if tag == "a" || tag == "area" {
      guard !Address.isElsewhere(address), !address.isEmpty else { return }
      diagnostics.warning(
        "an address in HTML is not checked and stays as it is; '[…](\(address))' leads to the file or its page",
        at: location)
    } else if !address.lowercased().hasPrefix("data:image/") {
      let advice = tag == "img" ? "; '![…](\(address))' puts a picture on the page" : ""
      diagnostics.warning(
        "a page loads no other files, so <\(tag)> stays without '\(address)'\(advice)", at: location)
    }
  }

  private func noteHTMLAsText(_ html: [UInt8], at place: (Int) -> SourceLocation) {
    let tags = HTMLReader.pieces(of: html).compactMap { piece -> HTMLTag? in
      if case .tag(let tag) = piece { tag } else { nil }
    }
    guard let tag = tags.first(where: { HTMLVocabulary.has(element: $0.name) }) else { return }
    let location = place(tag.offset)
    if let first = firstTagAsText, first.place <= location { return }
    firstTagAsText = (tag.isClosing ? "</\(tag.name)>" : "<\(tag.name)>", location)
  }

  /// Warns of the first tag that is shown as text, if the notebook doesn't say that it is meant.
  func warnOfHTMLAsText() {
    guard metadata.rawHTML == nil, let (tag, place) = firstTagAsText else { return }
    diagnostics.warning(
      "\(tag) is shown as it is written; with 'raw-html: true' in the front matter, HTML is markup, and with "
        + "'raw-html: false' this is meant",
      at: place)
  }
}
