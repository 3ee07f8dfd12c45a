import Displays
import NeuralNetworks
import Platform
import SVGCharts
import Tensors

/// The plane of a neuron with two inputs: the reader drags the line on which its sum is 0, and turns its weights, which
/// are at right angles to the line.
///
///     LineToDrag(
///       [("AND", corners, [false, false, false, true])], names: ["00", "01", "10", "11"], weights: (2, 2),
///       bias: -3)
///
/// Beside the plane, each point's sum is on the sigmoid's curve, where its answer can be read. The engine's answers with
/// the first weights come along, and show without a script.
public struct LineToDrag: Displayable {
  /// Points of the plane under a name, and which of them the neuron should answer yes for.
  public typealias Task = (name: String, points: [(x: Float, y: Float)], isYes: [Bool])

  private let planes: Widget.Planes
  private let still: Figure

  /// - Parameters:
  ///   - tasks: what the reader chooses from; the first one begins.
  ///   - names: a short name for each point, the same in all tasks.
  ///   - choice: what distinguishes the tasks.
  /// - Precondition: points as many as answers and names, and weights that are not both 0.
  public init(
    _ tasks: [Task], names: [String], weights: (Float, Float), bias: Float, choosing choice: String = "Points"
  ) {
    precondition(
      !tasks.isEmpty
        && tasks.allSatisfy { $0.points.count == $0.isYes.count && names.count == $0.points.count }
        && !names.isEmpty && (weights.0 != 0 || weights.1 != 0),
      "LineToDrag expects a task or more, an answer and a name for each of its points, and weights that are not "
        + "both 0, but got \(tasks.map { [$0.points.count, $0.isYes.count, names.count] }) and \(weights)")
    let neuron = Linear(weight: Tensor([[weights.0, weights.1]]), bias: Tensor([bias]))
    let all = tasks.flatMap(\.points).flatMap { [Double($0.x), Double($0.y)] }
    let (low, high) = (all.min() ?? 0, all.max() ?? 1)
    let room = 0.6 * max(high - low, 0.1)
    let start = [weights.0, weights.1, bias].map { Double($0) }
    planes = Widget.Planes(
      rule: .neuron, choice: tasks.count > 1 ? choice : "", range: [low - room, high + room],
      scenes: tasks.map { task in
        let inputs = Tensor(task.points.map { [$0.x, $0.y] })
        let answers = withoutGradient { neuron(inputs).sigmoid() }
        return .init(
          name: task.name, points: task.points.map { [Double($0.x), Double($0.y)] }, names: names,
          values: task.isYes.map { $0 ? 1 : 0 }, start: start, outputs: answers.scalars.map { Double($0) })
      })
    still = Self.picture(planes, weights: (Double(weights.0), Double(weights.1)), bias: Double(bias))
  }

  public var displays: [Display] { [.widget(Widget(.planes(planes), stills: [still]))] }

  /// The first task with the neuron's answer at each place, its line and its arrow.
  private static func picture(
    _ planes: Widget.Planes, weights w: (Double, Double), bias: Double
  ) -> Figure {
    let (scene, low, high) = (planes.scenes[0], planes.range[0], planes.range[1])
    let grid = FieldGrid(x: low...high, y: low...high, resolution: 40)
    let size = w.0 * w.0 + w.1 * w.1
    let middle = (low + high) / 2
    let far = -(w.0 * middle + w.1 * middle + bias) / size
    let foot = (x: middle + far * w.0, y: middle + far * w.1)
    let ends = [-1.0, 1].map { side in
      let length = side * (high - low) / size.squareRoot()
      return (x: foot.x - length * w.1, y: foot.y + length * w.0)
    }
    let kinds = scene.values.map { $0 == 1 ? "yes" : "no" }
    return Figure(
      Chart {
        FieldMark(
          grid, classes: ["no", "yes"],
          scores: grid.points.map { place in
            let answer = 1 / (1 + exp(-(w.0 * place.x + w.1 * place.y + bias)))
            return [1 - answer, answer]
          })
        LineMark(x: .value("x₁", ends.map(\.x)), y: .value("x₂", ends.map(\.y)), series: .value("", "line"))
          .foregroundStyle(.ink)
        ArrowMark(
          x: .value("x₁", foot.x), y: .value("x₂", foot.y), dx: w.0 * planes.scale, dy: w.1 * planes.scale
        ).foregroundStyle(.ink)
        PointMark(x: .value("x₁", scene.points.map { $0[0] }), y: .value("x₂", scene.points.map { $0[1] }))
          .foregroundStyle(by: .value("right answer", kinds)).symbol(by: .value("right answer", kinds))
          .symbolSize(11)
      }
      .chartTitle(scene.name).chartPlotAspectRatio(1).chartXScale(domain: low...high)
      .chartYScale(domain: low...high).chartForegroundStyleScale(domain: ["no", "yes"]))
  }
}
