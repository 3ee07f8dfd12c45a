import Notebooks

extension PageRenderer {
  /// A picture from a file, or what stands in its place.
  func picture(alternative: String, source: String, title: String) -> String {
    do {
      let url = try images.dataURL(of: source)
      return HTML.startTag("img", ["src": url, "alt": alternative, "title": title.isEmpty ? nil : title])
    } catch {
      let name = HTML.escape(alternative.isEmpty ? source : alternative)
      let safe = error == .remote ? HTML.safeDestination(source) : nil
      let shown = safe.map { HTML.element("a", ["href": $0, "rel": "noreferrer"], content: name) } ?? name
      let reason = HTML.escape("\(source): \(error.explanation)")
      return "<span class=\"missing-image\">\(Icon.picture) \(shown) <small>\(reason)</small></span>"
    }
  }

  /// An image that stands alone in its paragraph is a figure, captioned by its alternative.
  mutating func imageFigure(_ inlines: [Inline]) -> String? {
    guard inlines.count == 1, case .image(let alternative, let source, let title) = inlines[0] else {
      return nil
    }
    let use = imageUse(of: source)
    let words = use?.figureAlternative ?? plainText(alternative)
    let caption = caption(
      self.words["Figure"], number: use?.number, alternative.isEmpty ? nil : self.inlines(alternative))
    let picture = picture(alternative: words, source: source, title: title)
    return HTML.element(
      "figure", ["class": "plate", "id": use?.id],
      content: "\n\(caption)<div class=\"image\">\(picture)</div>\n")
  }

  /// What the notebook knows of the image: its uses stand in the order of the text.
  private mutating func imageUse(of source: String) -> ImageUse? {
    let index = notebook.images.indices.first {
      notebook.images[$0].source == source && !imagesUsed.contains($0)
    }
    guard let index else { return nil }
    imagesUsed.insert(index)
    return notebook.images[index]
  }
}
