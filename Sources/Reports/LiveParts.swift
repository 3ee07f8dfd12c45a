/// What a page has in addition while a server shows it: a script that follows the notebook, and marks that tell it which part
/// of the page comes from which item of the program.
public struct LiveParts: Sendable {
  public var script: String
  public var styleSheet: String
  /// Whether a run goes on, so that the page's results may be those of an earlier one.
  public var isBusy = false

  public init(script: String, styleSheet: String) {
    self.script = PageAssets.script(Array(script.utf8))
    self.styleSheet = PageAssets.styles(Array(styleSheet.utf8))
  }
}
