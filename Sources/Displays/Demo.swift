/// Trained networks that run in the page, on what the reader draws or types.
///
/// The networks are layers with their weights. The examples have the engine's results: the page shows the first one's
/// without a script, and tests compare all of them with the page's numbers.
public struct Demo: Hashable, Sendable {
  /// What the reader enters and what the networks do with it.
  public enum Task: Hashable, Sendable {
    /// The networks classify a drawing.
    case drawing(Canvas)
    /// The networks classify a text.
    case reading(Tokens)
    /// The networks predict a text's next token.
    case writing(Tokens)
  }

  public var task: Task
  /// The networks, which all get the same input.
  public var networks: [Network]
  /// The names of the networks' outputs, in order: classes, or the tokens that may come next.
  public var outputs: [String]
  /// What the reader can start from; never empty.
  public var examples: [Example]

  public init(task: Task, networks: [Network], outputs: [String], examples: [Example]) {
    self.task = task
    self.networks = networks
    self.outputs = outputs
    self.examples = examples
  }

  /// The canvas, and what drawings on it are made to look like.
  public struct Canvas: Hashable, Sendable {
    /// A picture's size, in cells.
    public var height, width: Int
    /// The extent of the data's ink, in cells: drawings are scaled to it.
    public var inkHeight, inkWidth: Double
    /// The mean ink of the data's pictures, in full cells.
    public var ink: Double
    /// The range of the middle of the data's ink, in cells from the left and from the top.
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

  /// The tokens that texts consist of.
  public struct Tokens: Hashable, Sendable {
    /// The tokens, in the order of their indices.
    public var vocabulary: [String]
    /// Whether each character is a token; otherwise words and signs separated by spaces are.
    public var areCharacters: Bool
    /// The most tokens that the networks can look at, if that is limited.
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
    /// The tensors, in the operation's order; one that the layer doesn't have is empty.
    public var weights: [[Float]]

    public init(_ operation: Operation, _ settings: [String: Double] = [:], weights: [[Float]] = []) {
      self.operation = operation
      self.settings = settings
      self.weights = weights
    }
  }

  /// An input and the engine's results for it.
  public struct Example: Hashable, Sendable {
    /// The picture's class, or the text.
    public var label: String
    /// The picture's grey values, row by row; empty for a text.
    public var pixels: [Float]
    /// Each network's logits; for a text those at each place, one place after the other.
    public var logits: [[Float]]

    public init(label: String, pixels: [Float] = [], logits: [[Float]]) {
      self.label = label
      self.pixels = pixels
      self.logits = logits
    }
  }
}
