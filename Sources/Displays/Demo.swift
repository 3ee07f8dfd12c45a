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
    /// The same, with a choice of how the next token is drawn.
    case sampling(Tokens, Choice)
    /// The network is a transformer, and the reader follows a text on its way through.
    case transformer(Tokens, Trace)
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

  /// How tokens are drawn at first, and what the engine makes of it.
  public struct Choice: Hashable, Sendable {
    /// What the logits are divided by; at 0 the likeliest token is always chosen.
    public var temperature: Double
    /// How many of the likeliest tokens are kept.
    public var topK: Int
    /// The probability that the kept tokens must reach together.
    public var topP: Double
    /// The probability of each output after the first example.
    public var shares: [Float]

    public init(temperature: Double, topK: Int, topP: Double, shares: [Float]) {
      self.temperature = temperature
      self.topK = topK
      self.topP = topP
      self.shares = shares
    }
  }

  /// What the engine finds in a transformer that reads the first example.
  public struct Trace: Hashable, Sendable {
    /// The most tokens that there is room for.
    public static let places = 9
    /// How many of each vector's numbers are shown.
    public static let numbers = 8

    public struct Block: Hashable, Sendable {
      /// For each head and token the weights of the tokens up to it.
      public var weights: [[[Float]]]
      /// The first numbers of each token's vector after attention, and after the feed-forward part.
      public var attended, left: [[Float]]

      public init(weights: [[[Float]]], attended: [[Float]], left: [[Float]]) {
        self.weights = weights
        self.attended = attended
        self.left = left
      }
    }

    /// The first numbers of each token's vector before the first block.
    public var vectors: [[Float]]
    public var blocks: [Block]

    public init(vectors: [[Float]], blocks: [Block]) {
      self.vectors = vectors
      self.blocks = blocks
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
