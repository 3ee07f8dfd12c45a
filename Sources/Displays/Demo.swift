/// Trained networks that run in the page, on what the reader draws or types.
///
/// The networks come as layers with their weights. The examples come with what the engine makes of them: one of
/// them is what the page shows without a script, and all are what tests hold the page's numbers against.
public struct Demo: Hashable, Sendable {
  /// What the reader gives and what the networks do with it.
  public enum Task: Hashable, Sendable {
    /// A picture is drawn, and its class named.
    case drawing(Canvas)
    /// A text is typed, and its class named.
    case reading(Tokens)
    /// A text is typed, and its next token named.
    case writing(Tokens)
  }

  public var task: Task
  /// The networks, which all get the same input.
  public var networks: [Network]
  /// What the networks' outputs are called, in order: classes, or the tokens that may come next.
  public var outputs: [String]
  /// What the reader can begin with; never empty.
  public var examples: [Example]

  public init(task: Task, networks: [Network], outputs: [String], examples: [Example]) {
    self.task = task
    self.networks = networks
    self.outputs = outputs
    self.examples = examples
  }

  /// The field to draw in, and what drawings are made to look like.
  public struct Canvas: Hashable, Sendable {
    /// The lengths of a picture, in cells.
    public var height, width: Int
    /// The extent of the ink in the data, in cells: a drawing is brought to this size.
    public var inkHeight, inkWidth: Double
    /// How much ink a picture of the data has, in cells that are full of it.
    public var ink: Double
    /// Between which places the middle of the ink lies in the data, in cells from the left and from the top.
    public var xRange, yRange: ClosedRange<Double>

    public init(
      height: Int, width: Int, inkHeight: Double, inkWidth: Double, ink: Double,
      xRange: ClosedRange<Double>, yRange: ClosedRange<Double>
    ) {
      self.height = height
      self.width = width
      self.inkHeight = inkHeight
      self.inkWidth = inkWidth
      self.ink = ink
      self.xRange = xRange
      self.yRange = yRange
    }
  }

  /// What texts are made of.
  public struct Tokens: Hashable, Sendable {
    /// The tokens, in the order of their numbers.
    public var vocabulary: [String]
    /// Whether each character is a token; else words and signs are, with a space between any two.
    public var areCharacters: Bool
    /// The greatest number of tokens that the networks can look at, where there is one.
    public var limit: Int?

    public init(vocabulary: [String], areCharacters: Bool, limit: Int? = nil) {
      self.vocabulary = vocabulary
      self.areCharacters = areCharacters
      self.limit = limit
    }
  }

  /// A network as the page runs it.
  public struct Network: Hashable, Sendable {
    public var name: String
    /// First to last.
    public var layers: [Layer]

    public init(name: String, layers: [Layer]) {
      self.name = name
      self.layers = layers
    }
  }

  /// An operation with its settings and weights; the settings' names are those of the scripts `networks*.js`.
  public struct Layer: Hashable, Sendable {
    public var operation: Operation
    public var settings: [String: Double]
    /// The tensors, in the operation's order; one that a layer does without is empty.
    public var weights: [[Float]]

    public init(_ operation: Operation, _ settings: [String: Double] = [:], weights: [[Float]] = []) {
      self.operation = operation
      self.settings = settings
      self.weights = weights
    }
  }

  /// An input and what the engine makes of it.
  public struct Example: Hashable, Sendable {
    /// The picture's class, or the text.
    public var label: String
    /// The picture's grey values, row by row; empty for a text.
    public var pixels: [Float]
    /// The logits that each network gives: for a text those at each place, one place after the other.
    public var logits: [[Float]]

    public init(label: String, pixels: [Float] = [], logits: [[Float]]) {
      self.label = label
      self.pixels = pixels
      self.logits = logits
    }
  }
}
