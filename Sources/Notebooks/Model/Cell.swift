/// A `{swift}` cell.
public struct Cell: Sendable {
  /// The code without its option lines, fence and indentation, one element per line.
  public var lines: [Line]
  /// The cell's options, with the notebook's where the cell gives none.
  public var options: CellOptions
  /// Where the opening fence is.
  public var location: SourceLocation
  /// The heading above the cell, as plain text; progress names the cell by it.
  public var heading: String?
  /// The number of the cell's figure or table on the page, if its label begins with `fig-` or `tbl-`.
  public var number: Int?
  /// Where the cell's `label` option is.
  public var labelLocation: SourceLocation?
  /// What the cell is of an exercise, if it belongs to one.
  public var part: ExercisePart?

  /// A line of code, and where its first character is in the notebook: after any indentation or quotation marks of the
  /// fence's container.
  public struct Line: Hashable, Sendable {
    public var text: String
    public var location: SourceLocation

    public init(text: String, location: SourceLocation) {
      self.text = text
      self.location = location
    }
  }

  public init(lines: [Line], options: CellOptions, location: SourceLocation, heading: String? = nil) {
    self.lines = lines
    self.options = options
    self.location = location
    self.heading = heading
  }

  public var code: String { lines.map(\.text).joined(separator: "\n") }
}

/// The options of a cell. One that is `nil` has the default that its comment gives.
public struct CellOptions: Sendable {
  /// What references call the cell's figure or table: `fig-loss`, `tbl-scores`.
  public var label: String?
  /// Whether the cell runs; by default it does.
  public var eval: Bool?
  /// Whether the page shows the code; by default it does.
  public var echo: Bool?
  /// Whether the page shows what the cell prints and shows; by default it does.
  public var output: Bool?
  /// Whether a failure is allowed; by default it isn't.
  public var error: ErrorPolicy?
  /// Whether the page shows anything of the cell; by default it does.
  public var include: Bool?
  /// Whether the page shows the compiler's warnings; by default it does.
  public var warning: Bool?
  public var codeFold: CodeFold?
  /// The fold's label; by default "Code".
  public var codeSummary: String?
  /// The captions, with inline values and mathematics.
  public var figureCaption: [Inline]?
  public var tableCaption: [Inline]?
  /// What helps with the cell's exercise, from the first to the last.
  public var hints: [[Inline]] = []
  /// Replaces the text alternative that the figure generates.
  public var figureAlternative: String?
  /// The time that the cell may take, in seconds.
  public var timeout: Double?
  /// The bytes of memory that the cells' process may have while this one runs, at most what the run allows.
  public var memory: Int?
  /// The bytes that the cell may print, at most what the run allows.
  public var maxOutput: Int?
  /// The bytes of what the cell may show on the page, at most what the run allows.
  public var maxPage: Int?
  /// Whether the page shows the values of the code's lines beside it.
  public var values: Bool?

  public enum ErrorPolicy: Hashable, Sendable {
    case forbidden
    case allowed
    /// The cell must fail with a message that contains the text.
    case demanded(String)
  }

  public enum CodeFold: Hashable, Sendable { case never, closed, open }

  public init() {}
}
