/// A picture that the reader changes: the numbers that it begins from, which are the engine's, and what shows without a
/// script.
public struct Widget: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A convolution's window, which moves over its input.
    case windows(Windows)
    /// A kernel on the reader's own drawing.
    case kernels(KernelBench)
    /// The gates of a memory.
    case gates(Gates)
    /// Loss surfaces with balls that roll down.
    case surfaces(Surfaces)
    /// Units whose outputs add up to a curve.
    case bends(Bends)
    /// A convolutional network with all of its maps, and pictures for it to read.
    case layers(Demo)
    /// A plane with an arrow to turn.
    case planes(Planes)
    /// A neuron with a slider for each of its numbers.
    case knobs(Knobs)
  }

  public var kind: Kind
  /// What readers without JavaScript see, and what is printed, from top to bottom; never empty.
  public var stills: [Figure]

  public init(_ kind: Kind, stills: [Figure]) {
    (self.kind, self.stills) = (kind, stills)
  }

  /// Numbers row by row.
  public typealias Grid = [[Double]]

  /// Convolutions, each with some strides and paddings to choose from.
  public struct Windows: Hashable, Sendable, Encodable {
    /// What distinguishes the scenes; empty where there is only one.
    public var choice: String
    public var scenes: [Scene]
    /// The side of the pooling's windows; 0 without pooling.
    public var pool: Int
    /// Whether negative numbers of the maps become 0.
    public var relu: Bool
    public var start: Start

    public init(choice: String, scenes: [Scene], pool: Int, relu: Bool, start: Start) {
      (self.choice, self.scenes, self.pool, self.relu, self.start) = (choice, scenes, pool, relu, start)
    }

    /// Where the window is at the beginning.
    public struct Start: Hashable, Sendable, Encodable {
      /// The setting's index in its scene.
      public var setting: Int
      /// The row and the column of the maps.
      public var place: [Int]

      public init(setting: Int, place: [Int]) { (self.setting, self.place) = (setting, place) }
    }

    /// An input and the kernels that read it.
    public struct Scene: Hashable, Sendable, Encodable {
      public var name: String
      public var channels: [Channel]
      public var kernels: [Kernel]
      public var settings: [Setting]

      public init(name: String, channels: [Channel], kernels: [Kernel], settings: [Setting]) {
        (self.name, self.channels, self.kernels, self.settings) = (name, channels, kernels, settings)
      }
    }

    public struct Channel: Hashable, Sendable, Encodable {
      public var name: String
      public var numbers: Grid

      public init(name: String, numbers: Grid) { (self.name, self.numbers) = (name, numbers) }
    }

    public struct Kernel: Hashable, Sendable, Encodable {
      public var name: String
      public var bias: Double
      /// One sheet for each channel.
      public var weights: [Grid]

      public init(name: String, bias: Double, weights: [Grid]) {
        (self.name, self.bias, self.weights) = (name, bias, weights)
      }
    }

    /// A stride and a padding, and the engine's maps: one for each kernel.
    public struct Setting: Hashable, Sendable, Encodable {
      public var stride, padding: Int
      /// The maps before ReLU.
      public var sums: [Grid]
      /// The pooled maps; empty without pooling.
      public var pooled: [Grid]

      public init(stride: Int, padding: Int, sums: [Grid], pooled: [Grid]) {
        (self.stride, self.padding, self.sums, self.pooled) = (stride, padding, sums, pooled)
      }
    }
  }

  /// Drawings and a kernel of 3 × 3.
  public struct KernelBench: Hashable, Sendable, Encodable {
    /// The side of a drawing, in cells.
    public var size: Int
    /// The pen's radius.
    public var radius: Double
    /// The nine weights at the beginning.
    public var kernel: [Double]
    /// Drawings to begin with: their strokes, each a list of places `[x, y]`.
    public var drawings: [[Grid]]
    /// What the engine makes of the first drawing, for tests.
    public var filtered: [Float]

    public init(size: Int, radius: Double, kernel: [Double], drawings: [[Grid]], filtered: [Float]) {
      (self.size, self.radius, self.kernel) = (size, radius, kernel)
      (self.drawings, self.filtered) = (drawings, filtered)
    }
  }

  /// One unit of an LSTM that reads a sequence.
  public struct Gates: Hashable, Sendable, Encodable {
    /// The cell before the first step.
    public var cell: Double
    /// g at each step.
    public var candidates: [Double]
    /// The gates at the beginning.
    public var start: Taps
    /// The engine's cells and hidden states with these gates, for tests.
    public var cells, hidden: [Double]

    public init(cell: Double, candidates: [Double], start: Taps, cells: [Double], hidden: [Double]) {
      (self.cell, self.candidates, self.start) = (cell, candidates, start)
      (self.cells, self.hidden) = (cells, hidden)
    }

    /// Forget, input and output gate, from 0 to 1.
    public struct Taps: Hashable, Sendable, Encodable {
      public var f, i, o: Double

      public init(f: Double, i: Double, o: Double) { (self.f, self.i, self.o) = (f, i, o) }
    }
  }
}

extension Widget {
  /// Loss surfaces, and the optimizers that walk on them.
  public struct Surfaces: Hashable, Sendable, Encodable {
    /// The learning rate at the beginning.
    public var rate: Double
    public var runners: [Runner]
    public var surfaces: [Surface]

    public init(rate: Double, runners: [Runner], surfaces: [Surface]) {
      (self.rate, self.runners, self.surfaces) = (rate, runners, surfaces)
    }

    /// An optimizer by its name in the page's script.
    public struct Runner: Hashable, Sendable, Encodable {
      public var name, rule: String

      public init(name: String, rule: String) { (self.name, self.rule) = (name, rule) }
    }

    /// A polynomial of two weights.
    public struct Surface: Hashable, Sendable, Encodable {
      public var name: String
      /// A factor and two exponents for each term.
      public var terms: Grid
      /// How far it reaches to either side of 0, along both axes.
      public var size: [Double]
      /// Where the ball is dropped at the beginning.
      public var start: [Double]
      /// The engine's places, step by step, of each optimizer at the first rate, for tests.
      public var paths: [Grid]

      public init(name: String, terms: Grid, size: [Double], start: [Double], paths: [Grid]) {
        (self.name, self.terms, self.size, self.start, self.paths) = (name, terms, size, start, paths)
      }
    }
  }
}

extension Widget {
  /// A curve, and networks of one layer of hidden units that are to meet it.
  public struct Bends: Hashable, Sendable, Encodable {
    /// The least and the greatest input.
    public var range: [Double]
    /// The curve, at inputs of equal distances.
    public var target: [Double]
    public var scenes: [Scene]

    public init(range: [Double], target: [Double], scenes: [Scene]) {
      (self.range, self.target, self.scenes) = (range, target, scenes)
    }

    /// Units of one activation.
    public struct Scene: Hashable, Sendable, Encodable {
      public var name: String
      /// The activation by its name in the page's script.
      public var rule: String
      /// How far the weights, the biases and the weights of the output reach to either side of 0.
      public var limits: [Double]
      /// The network at the beginning, and the one that the engine's training found.
      public var start, found: Network

      public init(name: String, rule: String, limits: [Double], start: Network, found: Network) {
        (self.name, self.rule, self.limits) = (name, rule, limits)
        (self.start, self.found) = (start, found)
      }
    }

    public struct Network: Hashable, Sendable, Encodable {
      /// Weight, bias and weight in the output of each unit.
      public var units: Grid
      /// The output's bias.
      public var bias: Double
      /// The engine's outputs, one for each of the curve's inputs, for tests.
      public var outputs: [Double]

      public init(units: Grid, bias: Double, outputs: [Double]) {
        (self.units, self.bias, self.outputs) = (units, bias, outputs)
      }
    }
  }
}
