/// A small network that the reader trains in the page: two inputs, hidden layers, and one output, whose sigmoid is the
/// probability of class 1.
///
/// The page computes what the engine does: `record` has one run of the engine, with which tests compare the page's.
public struct Playground: Hashable, Sendable {
  /// What the reader can choose.
  public struct Settings: Hashable, Sendable {
    public var points: Points
    /// The number of units in each hidden layer.
    public var layers: [Int]
    public var activation: Activation
    public var optimizer: Optimizer
    public var learningRate: Double
    /// λ: λ·w is added to each gradient, which is an L2 penalty of λ/2 · Σw² on the loss.
    public var weightDecay: Double
    /// The seed of the first weights.
    public var seed: Int

    public init(
      points: Points, layers: [Int], activation: Activation, optimizer: Optimizer, learningRate: Double,
      weightDecay: Double, seed: Int
    ) {
      self.points = points
      self.layers = layers
      self.activation = activation
      self.optimizer = optimizer
      self.learningRate = learningRate
      self.weightDecay = weightDecay
      self.seed = seed
    }
  }

  /// What the network learns from. Its raw value is its name in the page's script.
  public enum Points: String, CaseIterable, Hashable, Sendable { case clouds, circles, moons, spirals }
  /// The function that bends each hidden unit's sum. Its raw value is its name in the page's script.
  public enum Activation: String, CaseIterable, Hashable, Sendable {
    /// From −1 to 1, with slope 1 at 0.
    case tanh
    /// max(0, x): one half of the line is cut off.
    case relu
    /// From 0 to 1, with slope ¼ at 0.
    case sigmoid
  }

  /// How the network's steps follow from gradients. Its raw value is its name in the page's script.
  public enum Optimizer: String, CaseIterable, Hashable, Sendable {
    /// The gradient times the learning rate.
    case sgd
    /// With nine tenths of the step before added, as a ball rolls on.
    case momentum
    /// With a step of its own for each weight, by the sizes of its last gradients.
    case adam
  }

  /// Points of two classes, with coordinates x₁, y₁, x₂, y₂, …
  public struct Sample: Hashable, Sendable {
    public var coordinates: [Float]
    /// 0 or 1 for each point.
    public var labels: [Int]

    public init(coordinates: [Float], labels: [Int]) {
      self.coordinates = coordinates
      self.labels = labels
    }
  }

  /// The points that a network learns from, and others of the same kind.
  public struct PointSet: Hashable, Sendable {
    public var points: Points
    public var known, later: Sample

    public init(points: Points, known: Sample, later: Sample) {
      self.points = points
      self.known = known
      self.later = later
    }
  }

  /// A run of the engine. Weights are those of all layers, each layer's biases after its matrix.
  public struct Record: Hashable, Sendable {
    /// The weights before the first step and after the last.
    public var first, last: [Float]
    /// The loss before each step.
    public var losses: [Float]

    public init(first: [Float], last: [Float], losses: [Float]) {
      self.first = first
      self.last = last
      self.losses = losses
    }
  }

  /// The numbers that the reader can choose from.
  public static let learningRates = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
  public static let weightDecays = [0, 0.0003, 0.001, 0.003, 0.01, 0.03]
  /// The most hidden layers, and the most units in one.
  public static let depthLimit = 3
  public static let widthLimit = 8

  /// What the page begins with.
  public var start: Settings
  public var sets: [PointSet]
  /// The first steps from `start`.
  public var record: Record
  /// A trained network, for readers without JavaScript and in print.
  public var still: Figure

  public init(start: Settings, sets: [PointSet], record: Record, still: Figure) {
    self.start = start
    self.sets = sets
    self.record = record
    self.still = still
  }

  /// The number of weights, biases included.
  public var weightCount: Int {
    let sizes = [2] + start.layers + [1]
    return zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }
}
