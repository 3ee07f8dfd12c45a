/// A parsed notebook: what the page says, and the program that its cells and inline values make.
public struct Notebook: Sendable {
  /// The file as the user named it; every message begins with it.
  public var file: String
  public var metadata: Metadata
  /// What the page shows, from top to bottom.
  public var blocks: [Block]
  /// The cells that run, in order; a ``Block/cell(_:)`` names one by its index here.
  public var cells: [Cell]
  /// The expressions in prose, headings and captions; an ``Inline/value(_:)`` names one by its index here.
  public var values: [InlineValue]
  /// Cells and inline values in the order in which they run. The values in a cell's captions follow the cell.
  public var program: [ProgramItem]
  /// The files that the page's images come from, in the order of the text.
  public var images: [ImageUse]
  /// The links of the text, in its order.
  public var links: [LinkUse] = []
  /// What the page makes of the links' addresses, where that is known; see ``ReferenceCheck``.
  public var targets: [String: LinkTarget] = [:]
  /// What a reference to each label says: "Figure 3", or a section's title.
  public var labels: [String: String] = [:]
  /// Whether a reference names nothing of the notebook, and nothing of the other chapters that are known.
  public var hasOpenReferences = false
  /// The file's text, from which messages quote lines; a notebook that was not parsed has none.
  public var source: String?
  /// What is wrong with the notebook, in the order of the file. Not all errors keep it from running.
  public var diagnostics: [Diagnostic]

  public init(
    file: String, metadata: Metadata = Metadata(), blocks: [Block] = [], cells: [Cell] = [],
    values: [InlineValue] = [], program: [ProgramItem] = [], images: [ImageUse] = [],
    diagnostics: [Diagnostic] = []
  ) {
    self.file = file
    self.metadata = metadata
    self.blocks = blocks
    self.cells = cells
    self.values = values
    self.program = program
    self.images = images
    self.diagnostics = diagnostics
  }

  /// Whether there was a text to parse.
  public var isReadable: Bool { source != nil }

  /// Whether nothing in the file keeps its cells from running.
  public var isRunnable: Bool { !diagnostics.contains { $0.severity == .error && $0.stopsProgram } }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// What the front matter says.
public struct Metadata: Sendable {
  /// With mathematics, emphasis and live values, as prose has them.
  public var title: [Inline]?
  public var subtitle: [Inline]?
  public var description: [Inline]?
  public var authors: [String] = []
  /// The label of the figure that stands for the notebook where many are listed (`image: fig-spiral`).
  public var image: String?
  /// The language of the prose, as in `<html lang>`.
  public var language = "en"
  /// Whether raw HTML in the prose is markup (`raw-html: true`); by default it is shown as text.
  public var allowsHTML = false
  /// The notebook's parameters with their default values, in the order of the file.
  public var parameters: [Parameter] = []
  /// What the cells' options are where a cell does not say.
  public var execute = CellOptions()

  public init() {}
}

/// A value that the author lets `-P name:value` change.
public struct Parameter: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case integer(Int)
    case number(Double)
    case text(String)
    case truth(Bool)
  }

  public var name: String
  public var value: Value
  public var location: SourceLocation

  public init(name: String, value: Value, location: SourceLocation) {
    self.name = name
    self.value = value
    self.location = location
  }
}

/// An expression whose value stands in the prose.
public struct InlineValue: Hashable, Sendable {
  public var expression: String
  /// Where the expression begins.
  public var location: SourceLocation

  public init(expression: String, location: SourceLocation) {
    self.expression = expression
    self.location = location
  }
}

/// One step of the program: an index into the notebook's ``Notebook/cells`` or ``Notebook/values``.
public enum ProgramItem: Hashable, Sendable {
  case cell(Int)
  case value(Int)
}

/// The use of an image's file, with the place to name when the file is missing.
///
/// An image that stands alone in its paragraph is a figure: the ``Inline/image(alternative:source:title:)``'s
/// alternative is its caption, and what else is known of it stands here.
public struct ImageUse: Hashable, Sendable {
  /// The path relative to the notebook's folder, as the inline has it.
  public var source: String
  public var location: SourceLocation
  /// What references call the figure, from `{#fig-net}` behind the image.
  public var id: String?
  /// The figure's number on the page where it has a label.
  public var number: Int?
  /// Says what is in the image, from `{#fig-net fig-alt="…"}`; where it is missing, the caption does.
  public var figureAlternative: String?

  public init(source: String, location: SourceLocation) {
    self.source = source
    self.location = location
  }
}
