/// A parsed notebook: the page's text, and the program that consists of its cells and inline values.
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
  /// Cells, inline values and trials of exercises in the order in which they run. The values in a cell's captions follow the
  /// cell. A solution is in its stub's place.
  public var program: [ProgramItem]
  /// The exercises in the order of the text.
  public var exercises: [Exercise] = []
  /// The files that the page's images come from, in the order of the text.
  public var images: [ImageUse]
  /// The links of the text, in its order.
  public var links: [LinkUse] = []
  /// What links' addresses become on the page, as far as it is known; see ``ReferenceCheck``.
  public var targets: [String: LinkTarget] = [:]
  /// The files that a chapter's page needs copies of, because it links to them.
  public var linkedFiles: [LinkedFile] = []
  /// The words of references to each label: "Figure 3", or a section's title.
  public var labels: [String: [Inline]] = [:]
  /// Where the ids are that its author has given.
  public internal(set) var idPlaces: [String: SourceLocation] = [:]
  /// What references to the labels say that aren't titles, in any language.
  var labelNames: [String: LabelName] = [:]
  /// The words of references to labels of the book's other chapters: "Figure 3 in chapter 2".
  public var foreignLabels: [String: [Inline]] = [:]
  /// Where the calls of the page are documented, and where those that it documents are used.
  public var apiLinks = APILinks()
  /// The works that the page cites, in the order of their list.
  public var references: [Reference] = []
  /// The words of the citations, by the places of their first characters: "(Hochreiter and Schmidhuber 1997)".
  public var citations: [SourceLocation: [Inline]] = [:]
  /// The works that it can cite: its own, and those of its book.
  public internal(set) var bibliography = Bibliography()
  /// The files that its text includes. A place in one of them has a line beyond those of the notebook's own file.
  public internal(set) var included = IncludedFiles()
  /// Whether a reference names nothing in the notebook or in the other chapters that are known.
  public var hasOpenReferences = false
  /// Whether such a reference is in a title that other pages show: the notebook's, or that of a section with a label.
  public internal(set) var hasOpenTitles = false
  /// The ids of headings by other names: the anchors that code hosts make of their words.
  var headingNames: [String: String] = [:]
  /// The anchors of the claims that the cells will make, as far as the code has their words.
  var claimAnchors: [String] = []
  /// The file's text, from which messages quote lines; a notebook that was not parsed has none.
  public var source: String?
  /// What is wrong with the notebook, in the order of the text. Not all errors keep it from running. ``placed(_:)-([Diagnostic])``
  /// gives those in included files their names.
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

  /// Whether no error in the file keeps its cells from running.
  public var isRunnable: Bool { !diagnostics.contains { $0.severity == .error && $0.stopsProgram } }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// The contents of the front matter.
public struct Metadata: Sendable {
  /// With mathematics, emphasis and live values, like prose.
  public var title: [Inline]?
  public var subtitle: [Inline]?
  public var description: [Inline]?
  public var authors: [String] = []
  /// The label of the figure that represents the notebook in lists (`image: fig-spiral`).
  public var image: String?
  /// The language of the prose, as in `<html lang>`.
  public var language = "en"
  /// What the notebook says about raw HTML in its prose (`raw-html`), if it says anything.
  public var rawHTML: Bool?
  /// Whether raw HTML in the prose is markup; by default it is shown as text.
  public var allowsHTML: Bool { rawHTML ?? false }
  /// The notebook's parameters with their default values, in the order of the file.
  public var parameters: [Parameter] = []
  /// What `lectern sweep` gathers: names, and the expressions that give their values at the program's end.
  public var results: [NamedResult] = []
  /// The options of cells that don't give their own.
  public var execute = CellOptions()
  /// The packages that cells import from, with those of the book.
  public var packages: [PackageDependency] = []
  /// Abbreviations for formulas.
  public var macros = MathMacros()

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
  /// The values that it may have; empty if it may have any of its type.
  public var choices: [Value] = []
  public var location: SourceLocation

  public init(name: String, value: Value, choices: [Value] = [], location: SourceLocation) {
    self.name = name
    self.value = value
    self.choices = choices
    self.location = location
  }
}

/// A result of a run that has a name (`results:` in the front matter).
public struct NamedResult: Hashable, Sendable {
  public var name: String
  public var value: InlineValue

  public init(name: String, value: InlineValue) { (self.name, self.value) = (name, value) }
}

/// An expression whose value is shown in the prose.
public struct InlineValue: Hashable, Sendable {
  public var expression: String
  /// Where the expression begins.
  public var location: SourceLocation

  public init(expression: String, location: SourceLocation) {
    self.expression = expression
    self.location = location
  }
}

/// One step of the program: an index into the notebook's ``Notebook/cells``, ``Notebook/values`` or
/// ``Notebook/exercises``.
public enum ProgramItem: Hashable, Sendable {
  case cell(Int)
  case value(Int)
  /// The proof that an exercise's stub fails its check.
  case trial(Int)
}

/// The use of an image's file, with its place for messages if the file is missing.
///
/// An image that is a paragraph of its own is a figure: the alternative of ``Inline/image(alternative:source:title:)`` is
/// its caption, and its other properties are here.
public struct ImageUse: Hashable, Sendable {
  /// The path relative to the notebook's folder, as the inline has it.
  public var source: String
  public var location: SourceLocation
  /// The figure's label, from `{#fig-net}` after the image.
  public var id: String?
  /// The figure's number on the page, if it has a label.
  public var number: Int?
  /// The image's text alternative, from `{#fig-net fig-alt="…"}`; if it is missing, the caption is used.
  public var figureAlternative: String?

  public init(source: String, location: SourceLocation) {
    self.source = source
    self.location = location
  }
}
