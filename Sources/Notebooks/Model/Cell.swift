/// A `{swift}` cell.
public struct Cell: Sendable {
  /// The code without its option lines, fence and indentation, one element a line.
  public var lines: [Line]
  /// Cell over notebook over default.
  public var options: CellOptions
  /// Where the opening fence stands.
  public var location: SourceLocation
  /// The heading under which the cell stands, as plain text: progress names the cell by it.
  public var heading: String?
  /// The number of the cell's figure or table on the page, where its label begins with `fig-` or `tbl-`.
  public var number: Int?
  /// Where the option stands that gives the cell its label.
  public var labelLocation: SourceLocation?

  /// A line of code and where its first character stands in the notebook (behind any indentation or quote
  /// marks that the fence's container takes away).
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

/// The options of a cell. `nil` where nobody has said: the default is the one given at each.
public struct CellOptions: Sendable {
  /// What references call the cell's figure or table: `fig-loss`, `tbl-scores`.
  public var label: String?
  /// Whether the cell runs; by default it does.
  public var eval: Bool?
  /// Whether the page shows the code; by default it does.
  public var echo: Bool?
  /// Whether the page shows what the cell prints and shows; by default it does.
  public var output: Bool?
  /// What becomes of a failure; by default it is not allowed.
  public var error: ErrorPolicy?
  /// Whether the page shows anything of the cell; by default it does.
  public var include: Bool?
  /// Whether the page shows the compiler's warnings; by default it does.
  public var warning: Bool?
  public var codeFold: CodeFold?
  /// What stands on the fold; by default "Code".
  public var codeSummary: String?
  /// The captions, with inline values and mathematics.
  public var figureCaption: [Inline]?
  public var tableCaption: [Inline]?
  /// Stands for the text alternative that the figure makes of itself.
  public var figureAlternative: String?
  /// The time that the cell may take, in seconds.
  public var timeout: Double?
  /// Whether the values of the code's lines stand beside it.
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
