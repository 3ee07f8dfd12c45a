import Markup

/// Something that a cell asks the page to show.
///
/// Plain data: the cell's process makes it, and the report turns it into HTML and escapes it. Only the SVG text of a
/// ``Figure`` is markup, so a figure must be made from text that is escaped already.
public enum Display: Hashable, Sendable {
  /// Text, shown unchanged in the code's typeface.
  case text(String)
  /// A tensor: its shape and its numbers.
  case tensor(TensorDisplay)
  /// A table.
  case table(Table)
  /// A drawing.
  case figure(Figure)
  /// A statement and whether it holds.
  case claim(Claim)
  /// The same display at successive moments, for the reader to scrub through.
  case frames([Frame])
  /// A walk through an algorithm: sentences, and what each of them shows.
  case steps([Frame])
  /// Variants of one display for the reader to choose from, and the name of what differs.
  case sweep(String, [Frame])
  /// Displays side by side, or below each other on a narrow page.
  case row([Display])
  /// Networks that run in the page.
  case demo(Demo)
  /// A small network that the reader trains in the page.
  case playground(Playground)
  /// A picture that the reader changes.
  case widget(Widget)
}

/// A tensor's shape, and its numbers as text.
public struct TensorDisplay: Hashable, Sendable {
  /// The length of each axis; empty for a scalar.
  public var shape: [Int]
  /// Its numbers; for a large tensor, a summary of them.
  public var text: String
  /// A picture of a larger tensor's numbers: a heat map or a histogram.
  public var figure: Figure?

  /// A tensor's display from its parts; `show(tensor)` makes it from a tensor.
  public init(shape: [Int], text: String, figure: Figure? = nil) {
    self.shape = shape
    self.text = text
    self.figure = figure
  }
}

/// A drawing, with a text for readers who can't see it.
public struct Figure: Hashable, Sendable {
  /// The drawing, before or after the runner has checked it.
  package enum Drawing: Hashable, Sendable {
    /// A complete `<svg>` element as a cell has written it; nobody has looked into it yet.
    case unread(String)
    /// A tree that holds nothing but what a page may show.
    case read(Element)
    /// Text that is no drawing.
    case refused
  }

  package var drawing: Drawing
  /// One or two sentences that say what is drawn.
  public var alternative: String
  /// The numbers that were drawn.
  public var data: Table?

  /// A drawing of your own.
  ///
  /// The page keeps what belongs to a drawing: shapes, text, gradients, links within it. Scripts, styles and what would be loaded
  /// from elsewhere are left out with a warning; text that isn't SVG fails the cell.
  ///
  /// - Parameter svg: a complete `<svg>` element whose text is already escaped.
  public init(svg: String, alternative: String, data: Table? = nil) {
    drawing = .unread(svg)
    self.alternative = alternative
    self.data = data
  }

  /// The `<svg>` element; `nil` where the text is no drawing.
  package var element: Element? {
    switch drawing {
    case .unread(let text): (try? SafeDrawing(text))?.element
    case .read(let element): element
    case .refused: nil
    }
  }
}

/// A statement that the run has checked.
public struct Claim: Hashable, Sendable {
  /// What is claimed, as a sentence or a part of one.
  public var statement: String
  /// Whether it holds.
  public var holds: Bool
  /// What was compared, with its numbers ("0.981 ≥ 0.97"); `nil` if only the truth value is known.
  public var evidence: String?

  /// A statement with its result; `claim(_:_:)` makes it, and records it on the page.
  public init(statement: String, holds: Bool, evidence: String? = nil) {
    self.statement = statement
    self.holds = holds
    self.evidence = evidence
  }
}
