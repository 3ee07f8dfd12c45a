import Displays
import NeuralNetworks
import SVGCharts
import Tensors

/// A curve that the reader adds up from a few units: each has one input, a weight, a bias and a weight in the sum.
///
///     UnitsToBend(toward: Curves.squiggle, over: 0...1)
///
/// The units are sigmoids, ReLUs, or do not bend at all. Two of them begin, up to five may be there; what the engine's
/// training makes of five, from one seed, is there to compare, and shows beside the first two without a script.
public struct UnitsToBend: Displayable {
  private typealias Network = Widget.Bends.Network
  private static let places = 101

  private let bends: Widget.Bends
  private let still: Figure

  /// - Parameters:
  ///   - curve: what the sum should be at each input.
  ///   - range: the inputs.
  public init(toward curve: (Double) -> Double, over range: ClosedRange<Double>) {
    let width = range.upperBound - range.lowerBound
    precondition(width > 0 && width.isFinite, "UnitsToBend expects a range of inputs but got \(range)")
    let inputs = (0..<Self.places).map { range.lowerBound + width * Double($0) / Double(Self.places - 1) }
    let target = inputs.map(curve)
    let height = target.map(abs).max() ?? 0
    precondition(
      height > 0 && height.isFinite,
      "UnitsToBend expects a curve of numbers that are not all 0, over \(range)")
    let task = Task(inputs: inputs, target: target, range: range, height: height)
    bends = Widget.Bends(
      range: [range.lowerBound, range.upperBound], target: target, scenes: Bend.allCases.map(task.scene))
    still = task.picture(of: bends.scenes[0])
  }

  public var displays: [Display] { [.widget(Widget(.bends(bends), stills: [still]))] }

  /// An activation, by its name in the page's script.
  private enum Bend: String, CaseIterable {
    case sigmoid, relu, none

    var name: String {
      switch self {
      case .sigmoid: "sigmoid"
      case .relu: "ReLU"
      case .none: "no bend"
      }
    }

    /// The weight of a unit over a range of width 1.
    var weight: Double { self == .sigmoid ? 20 : 1 }

    func callAsFunction(_ x: Tensor) -> Tensor {
      switch self {
      case .sigmoid: x.sigmoid()
      case .relu: x.relu()
      case .none: x
      }
    }
  }

  /// The curve to be met.
  private struct Task {
    let inputs, target: [Double]
    let range: ClosedRange<Double>
    let height: Double

    func scene(_ bend: Bend) -> Widget.Bends.Scene {
      let (start, found) = (self.start(bend), trained(bend))
      // Round bounds that leave some room beside the largest number, and at least a factor of 2 beside the first ones.
      let limits = (0..<3).map { part in
        let most = (start.units.map { 2 * abs($0[part]) } + found.units.map { abs($0[part]) }).max() ?? 0
        return max(2, (most / 2).rounded(.up) * 2)
      }
      return .init(name: bend.name, rule: bend.rawValue, limits: limits, start: start, found: found)
    }

    /// A unit whose bend is at a share of the range.
    private func unit(_ bend: Bend, at share: Double, output: Double) -> [Double] {
      let weight = bend.weight / (range.upperBound - range.lowerBound)
      let place = range.lowerBound + share * (range.upperBound - range.lowerBound)
      return [weight, -weight * place, output].map(rounded)
    }

    /// Two sigmoids that make a bump, or two hinges that make a tent.
    private func start(_ bend: Bend) -> Network {
      let units =
        bend == .sigmoid
        ? [unit(bend, at: 0.25, output: height), unit(bend, at: 0.75, output: -height)]
        : [unit(bend, at: 0, output: 2 * height), unit(bend, at: 0.5, output: -4 * height)]
      return network(bend, units, bias: 0)
    }

    /// Five units after training with all inputs, from bends that are spread over the range.
    private func trained(_ bend: Bend) -> Network {
      var rng = SplitMix64(seed: 1)
      let units = (0..<5).map { k in
        unit(bend, at: (Double(k) + 0.5) / 5, output: height * Double.random(in: -0.5...0.5, using: &rng))
      }
      let (hidden, output) = Self.layers(units, bias: 0)
      let (x, y) = (column(inputs), column(target))
      let optimizer = Adam([hidden, output].flatMap(\.parameters), learningRate: 0.05)
      for step in 0..<4000 {
        if step == 3000 { optimizer.learningRate = 0.005 }
        meanSquaredError(output(bend(hidden(x))), y).backward()
        optimizer.step()
      }
      let (weights, biases) = (hidden.weight.scalars, hidden.bias?.value.scalars ?? [])
      let outputs = output.weight.scalars
      return network(
        bend, (0..<5).map { [weights[$0], biases[$0], outputs[$0]].map { rounded(Double($0)) } },
        bias: rounded(Double(output.bias?.value.scalars[0] ?? 0)))
    }

    private static func layers(_ units: [[Double]], bias: Double) -> (hidden: Linear, output: Linear) {
      let parts = (0..<3).map { part in units.map { Float($0[part]) } }
      return (
        Linear(weight: Tensor(parts[0].map { [$0] }), bias: Tensor(parts[1])),
        Linear(weight: Tensor([parts[2]]), bias: Tensor([Float(bias)]))
      )
    }

    /// The network with the engine's outputs.
    private func network(_ bend: Bend, _ units: [[Double]], bias: Double) -> Network {
      let (hidden, output) = Self.layers(units, bias: bias)
      let outputs = withoutGradient { output(bend(hidden(column(inputs)))).scalars }
      return Network(units: units, bias: bias, outputs: outputs.map { Double($0) })
    }

    private func column(_ numbers: [Double]) -> Tensor { Tensor(numbers.map { [Float($0)] }) }

    private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    func picture(of scene: Widget.Bends.Scene) -> Figure {
      Figure(
        ChartGrid(columns: 2, sharing: .y) {
          for (name, network) in [("two units", scene.start), ("five trained units", scene.found)] {
            Chart {
              LineMark(
                x: .value("input", inputs), y: .value("output", network.outputs),
                series: .value("line", "sum"))
              LineMark(
                x: .value("input", inputs), y: .value("output", target), series: .value("line", "curve")
              )
              .lineStyle(.dashed)
            }
            .chartTitle(name)
          }
        })
    }
  }
}
