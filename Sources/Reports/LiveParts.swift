import Markup

/// What a page has in addition while a server shows it: a script that follows the notebook, and marks that tell it which part
/// of the page comes from which item of the program.
public struct LiveParts: Sendable {
  public var script: String
  public var styleSheet: String

  public init(script: String, styleSheet: String) {
    self.script = PageAssets.script(Array(script.utf8))
    self.styleSheet = PageAssets.styles(Array(styleSheet.utf8))
  }
}

/// A page in the pieces in which a server exchanges it.
public struct LiveDocument: Sendable {
  /// A piece of the text between two line ends.
  public struct Block: Equatable, Sendable {
    public var html: String
    /// Whether it is one element whose markup is all our own: a notebook's own HTML may begin or end others.
    public var isElement: Bool
  }

  /// The page up to the first block of its text, and from the end of the last one.
  public var before: String
  public var after: String
  public var blocks: [Block]

  /// A page that is exchanged as a whole.
  public init(whole html: String) { (before, blocks, after) = (html, [], "") }

  init(before: String, blocks: [Block], after: String) {
    (self.before, self.blocks, self.after) = (before, blocks, after)
  }

  /// Where the head of a served page has its version. Text can't contain this character: the serializer replaces it.
  static let versionMarker = "\u{1}"

  /// The whole page without its version.
  public var html: String { before + blocks.map(\.html).joined(separator: "\n") + after }

  /// The whole page as it is sent. The page's script learns the version, and whether a run goes on.
  public func html(version: String, isBusy: Bool) -> String {
    let mark = Element(
      "meta", ["name": "lectern-version", "content": version, "data-busy": isBusy ? "" : nil])
    guard let place = before.firstRange(of: Self.versionMarker) else { return html }
    var page = self
    page.before.replaceSubrange(place, with: mark.markup)
    return page.html
  }
}

extension Report {
  /// The page with the parts of a server, in pieces.
  public func liveDocument(_ parts: LiveParts) -> LiveDocument {
    var live = self
    live.live = parts
    var page = PageRenderer(live)
    let text = page.text()
    let blocks = text.split(separator: "\n", omittingEmptySubsequences: false).map { nodes in
      LiveDocument.Block(
        html: Array(nodes).markup, isElement: nodes.count == 1 && nodes.allSatisfy(\.isOwnElement))
    }
    // No page contains this character.
    let markup = blocks.map(\.html).joined(separator: "\n")
    let html = live.html(of: page, text: [.raw("\u{0}")], laterText: markup)
    let places = html.utf8.split(separator: 0, omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard places.count == 2 else { return LiveDocument(whole: live.html()) }
    return LiveDocument(before: places[0], blocks: blocks, after: places[1])
  }
}

extension Node {
  /// Whether it is an element that contains nothing of a notebook's own HTML.
  fileprivate var isOwnElement: Bool {
    guard case .element(let element) = self else { return false }
    return element.name == "script" || !element.children.contains { $0.isOrContainsMarkup }
  }

  private var isOrContainsMarkup: Bool {
    switch self {
    case .element: !isOwnElement
    case .raw: true
    case .text: false
    }
  }
}
