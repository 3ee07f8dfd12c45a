import Markup
import Notebooks

extension PageRenderer {
  /// A picture from a file, or a text in its place.
  mutating func picture(alternative: String, source: String, title: String) -> Node {
    do {
      let url = try images.dataURL(of: source, after: &pictureSize)
      return .element("img", ["src": url, "alt": alternative, "title": title.isEmpty ? nil : title])
    } catch {
      let name = Node.text(alternative.isEmpty ? source : alternative)
      let safe = error == .remote ? HTML.safeDestination(source) : nil
      let shown = safe.map { .element("a", ["href": $0, "rel": "noreferrer"], [name]) } ?? name
      let reason = Node.element("small", ["\(source): \(error.explanation)"])
      return .element("span", ["class": "missing-image"], [Icon.picture, " ", shown, " ", reason])
    }
  }

  /// An image that is alone in its paragraph becomes a figure, with its alternative as the caption.
  mutating func imageFigure(_ inlines: [Inline]) -> Node? {
    guard inlines.count == 1, case .image(let alternative, let source, let title) = inlines[0] else {
      return nil
    }
    let use = imageUse(of: source)
    let words = use?.figureAlternative ?? plainText(alternative)
    let caption = caption(
      self.words["Figure"], number: use?.number, alternative.isEmpty ? nil : self.inlines(alternative))
    let picture = picture(alternative: words, source: source, title: title)
    return .element(
      "figure", ["class": "plate", "id": use?.id],
      ["\n"] + caption + [.element("div", ["class": "image"], [picture]), "\n"])
  }

  /// What the notebook knows about the image. Uses of images are in the order of the text.
  private mutating func imageUse(of source: String) -> ImageUse? {
    guard let index = imagesAhead[source]?.popLast() else { return nil }
    return notebook.images[index]
  }
}
