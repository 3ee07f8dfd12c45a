/// Something that a cell asks the page to show.
///
/// Plain data: the cell's process makes it, the report turns it into HTML, and escapes it there. Only the
/// SVG text of a ``Figure`` is markup; whoever makes one escapes what goes into it.
public enum Display: Hashable, Sendable {
  /// Text, shown as it is in the code's typeface.
  case text(String)
  /// A tensor: its shape and its numbers.
  case tensor(TensorDisplay)
  case table(Table)
  case figure(Figure)
  case claim(Claim)
  /// The same display at successive moments, for the reader to scrub through.
  case frames([Frame])
  /// A walk through an algorithm: sentences with what each of them shows.
  case steps([Frame])
  /// Variants of one display that differ in what is named, for the reader to choose from.
  case sweep(String, [Frame])
  /// Displays beside each other where there is room, else below.
  case row([Display])
  /// Networks that run in the page.
  case demo(Demo)
}

/// A tensor as text, with its shape apart.
public struct TensorDisplay: Hashable, Sendable {
  public var shape: [Int]
  /// Its numbers; of a large one, what they are like.
  public var text: String
  /// What shows the numbers of a larger one: a heat map, a histogram.
  public var figure: Figure?

  public init(shape: [Int], text: String, figure: Figure? = nil) {
    self.shape = shape
    self.text = text
    self.figure = figure
  }
}

/// A drawing, with what tells it to a reader who can't see it.
public struct Figure: Hashable, Sendable {
  /// A complete `<svg>` element whose text is already escaped.
  public var svg: String
  /// One or two sentences that say what is drawn.
  public var alternative: String
  /// The numbers that were drawn.
  public var data: Table?

  public init(svg: String, alternative: String, data: Table? = nil) {
    self.svg = svg
    self.alternative = alternative
    self.data = data
  }
}

/// A statement that the run has checked.
public struct Claim: Hashable, Sendable {
  public var statement: String
  public var holds: Bool
  /// What was compared, with its numbers ("0.981 ≥ 0.97"); `nil` where only the truth value is known.
  public var evidence: String?

  public init(statement: String, holds: Bool, evidence: String? = nil) {
    self.statement = statement
    self.holds = holds
    self.evidence = evidence
  }
}
