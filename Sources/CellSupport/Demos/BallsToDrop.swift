import Displays
import NeuralNetworks
import SVGCharts
import Tensors

/// Loss surfaces on which the reader drops a ball: four optimizers roll it down from the same place, step by step.
///
///     BallsToDrop([.gutter, .hollows, .saddle], learningRate: 0.05)
///
/// The page computes the engine's rules: plain gradient descent, momentum with μ = 0.9, RMSprop and Adam with their usual
/// constants. The engine's own steps on the first surface show without a script.
public struct BallsToDrop: Displayable {
  /// A loss of two weights: a sum of terms c · w₁ᵃ · w₂ᵇ, over a part of the plane.
  public struct Surface: Sendable, Hashable {
    var name: String
    fileprivate var terms: [Term]
    fileprivate var width: Double
    fileprivate var height: Double
    fileprivate var start: [Double]

    fileprivate struct Term: Sendable, Hashable {
      var factor: Double
      var first, second: Int
    }

    private init(
      _ name: String, _ terms: [(Double, Int, Int)], width: Double, height: Double, start: [Double]
    ) {
      self.name = name
      self.terms = terms.map { Term(factor: $0, first: $1, second: $2) }
      (self.width, self.height, self.start) = (width, height, start)
    }

    /// A narrow valley, 25 times as steep across as along.
    public static let gutter = Surface(
      "gutter", [(0.5, 2, 0), (12.5, 0, 2)], width: 2.2, height: 1.1, start: [-1.9, 0.5])
    /// Two hollows, the right one deeper than the left one.
    public static let hollows = Surface(
      "two hollows", [(0.4, 4, 0), (-0.8, 2, 0), (-0.25, 1, 0), (0.66, 0, 0), (1.5, 0, 2)],
      width: 2.2, height: 1.1, start: [-1.8, 0.8])
    /// A pass between two valleys, on which the slope is almost 0.
    public static let saddle = Surface(
      "saddle", [(0.12, 4, 0), (-0.5, 2, 0), (0.53, 0, 0), (2, 0, 2)], width: 2.2, height: 1.1,
      start: [0.02, 0.9])

    fileprivate func loss(_ w: Parameter) -> Tensor {
      let (x, y) = ((w.value * Tensor([1, 0])).sum(), (w.value * Tensor([0, 1])).sum())
      return terms.reduce(Tensor(0)) { sum, term in
        let powers = [Tensor](repeating: x, count: term.first) + [Tensor](repeating: y, count: term.second)
        return sum + powers.reduce(Tensor(Float(term.factor)), *)
      }
    }
  }

  private static let steps = 60
  private typealias Maker = @Sendable (Parameter, Float) -> any Optimizer
  private static let runners: [(name: String, rule: String, make: Maker)] = [
    ("gradient descent", "sgd", { SGD([$0], learningRate: $1) }),
    ("momentum", "momentum", { SGD([$0], learningRate: $1, momentum: 0.9) }),
    ("RMSprop", "rmsprop", { RMSprop([$0], learningRate: $1) }),
    ("Adam", "adam", { Adam([$0], learningRate: $1) }),
  ]

  private let surfaces: Widget.Surfaces
  private let still: Figure

  /// - Parameter learningRate: the rate at the beginning, from 0.001 to 1.
  public init(_ surfaces: [Surface], learningRate: Float) {
    precondition(
      !surfaces.isEmpty && (0.001...1).contains(learningRate),
      "BallsToDrop expects a surface or more, and a rate from 0.001 to 1, but got \(surfaces.count) and \(learningRate)"
    )
    self.surfaces = Widget.Surfaces(
      rate: Double(learningRate), runners: Self.runners.map { .init(name: $0.name, rule: $0.rule) },
      surfaces: surfaces.map { surface in
        .init(
          name: surface.name, terms: surface.terms.map { [$0.factor, Double($0.first), Double($0.second)] },
          size: [surface.width, surface.height], start: surface.start,
          paths: Self.runners.map { Self.path(on: surface, $0.make, learningRate) })
      })
    still = Self.picture(of: surfaces[0], self.surfaces.surfaces[0].paths)
  }

  public var displays: [Display] { [.widget(Widget(.surfaces(surfaces), stills: [still]))] }

  /// The places of an optimizer, from the start on.
  private static func path(
    on surface: Surface, _ make: Maker, _ rate: Float
  ) -> [[Double]] {
    let w = Parameter(Tensor(surface.start.map { Float($0) }))
    let optimizer = make(w, rate)
    return (0...steps).map { _ in
      let place = w.value.scalars.map { Double($0) }
      surface.loss(w).backward()
      optimizer.step()
      return place
    }
  }

  private static func picture(of surface: Surface, _ paths: [[[Double]]]) -> Figure {
    let grid = FieldGrid(x: -surface.width...surface.width, y: -surface.height...surface.height)
    let heights = grid.points.map { point in
      surface.terms.reduce(0.0) { sum, term in
        let powers =
          [Double](repeating: point.x, count: term.first) + [Double](repeating: point.y, count: term.second)
        return sum + powers.reduce(term.factor, *)
      }
    }
    let least = heights.min() ?? 0
    return Figure(
      Chart {
        FieldMark(grid, label: "root of the loss", values: heights.map { ($0 - least).squareRoot() })
        for (runner, path) in zip(runners, paths) {
          LineMark(x: .value("w₁", path.map { $0[0] }), y: .value("w₂", path.map { $0[1] }))
            .foregroundStyle(by: .value("", runner.name))
        }
      }
      .chartPlotAspectRatio(2))
  }
}
