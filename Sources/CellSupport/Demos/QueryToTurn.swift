import Displays
import NeuralNetworks
import SVGCharts
import Tensors

/// Keys as arrows of the plane, and a query among them that the reader turns: each key's share of the attention is the
/// softmax of its product with the query, divided by √2.
///
///     QueryToTurn(keys: [("one", 1, 0), ("two", 0, 1)], query: (2, 1))
///
/// With values their mean by these weights is there too. The engine's weights for the first query come along, and show
/// without a script.
public struct QueryToTurn: Displayable {
  private let planes: Widget.Planes
  private let still: Figure

  /// - Parameters:
  ///   - keys: a name and two numbers for each key.
  ///   - values: each key's value.
  /// - Precondition: a key or more, as many values as keys where there are values, and a query that is not 0.
  public init(
    keys: [(name: String, x: Float, y: Float)], values: [Float] = [], query: (Float, Float)
  ) {
    precondition(
      !keys.isEmpty && (values.isEmpty || values.count == keys.count) && (query.0 != 0 || query.1 != 0),
      "QueryToTurn expects a key or more, a value for each or none, and a query that is not 0, but got "
        + "\(keys.count) keys, \(values.count) values and \(query)")
    let vectors = Tensor(keys.map { [$0.x, $0.y] })
    let scores = withoutGradient {
      DotProductAttention().scores(
        Tensor([[query.0, query.1]]).reshaped(to: [1, 1, 2]), vectors.reshaped(to: [1, keys.count, 2]))
    }
    let weights = scores.softmax().scalars.map { Double($0) }
    let longest = keys.flatMap { [abs($0.x), abs($0.y)] } + [abs(query.0), abs(query.1)]
    let bound = 1.25 * Double(longest.max() ?? 1)
    planes = Widget.Planes(
      rule: .attention, choice: "", range: [-bound, bound],
      scenes: [
        .init(
          name: "", points: keys.map { [Double($0.x), Double($0.y)] }, names: keys.map(\.name),
          values: values.map { Double($0) }, start: [Double(query.0), Double(query.1)], outputs: weights)
      ])
    still = Self.picture(planes, weights: weights)
  }

  public var displays: [Display] { [.widget(Widget(.planes(planes), stills: [still]))] }

  /// The arrows, and the weights as bars.
  private static func picture(_ planes: Widget.Planes, weights: [Double]) -> Figure {
    let (scene, bound) = (planes.scenes[0], planes.range[1])
    let arrows = Chart {
      for (name, point) in zip(scene.names, scene.points) {
        ArrowMark(x: .value("first number", 0), y: .value("second number", 0), dx: point[0], dy: point[1])
          .foregroundStyle(.blue)
        PointMark(x: .value("first number", [point[0]]), y: .value("second number", [point[1]]))
          .foregroundStyle(.blue).symbolSize(1).annotation { name }
      }
      ArrowMark(
        x: .value("first number", 0), y: .value("second number", 0), dx: scene.start[0], dy: scene.start[1]
      ).foregroundStyle(.orange)
      PointMark(x: .value("first number", [scene.start[0]]), y: .value("second number", [scene.start[1]]))
        .foregroundStyle(.orange).symbolSize(1).annotation { "query" }
    }
    .chartPlotAspectRatio(1).chartXScale(domain: -bound...bound).chartYScale(domain: -bound...bound)
    let bars = Chart {
      for (name, weight) in zip(scene.names, weights) {
        BarMark(x: .value("weight", weight), y: .value("key", name)).annotation { percent(weight, digits: 0) }
      }
    }
    .chartXScale(domain: 0...1)
    return Figure(ChartGrid([arrows, bars], columns: 2, sharing: .none))
  }
}
