import Displays
import ModelDiagrams
import NeuralNetworks

/// One neuron with a slider for each of its numbers: the inputs, the weights and the bias.
///
///     KnobsToTurn(inputs: [sun, wind], weights: [first, second], bias: bias, inputRange: 0...6)
///
/// It looks like `NeuronDiagram`, and is drawn again at each turn; the diagram of the first numbers shows without a script. The activation is always the sigmoid, since a page can't run a notebook's functions. Numbers without a name
/// are called x₁, w₁ and b.
public struct KnobsToTurn: Displayable {
  private let knobs: Widget.Knobs
  private let still: Figure

  /// - Parameters:
  ///   - inputs: what comes in at the beginning.
  ///   - weights: a weight for each input.
  ///   - bias: what is added to the products.
  ///   - inputRange: how far the inputs can be turned.
  ///   - weightRange: how far the weights can be turned; the line of one at its end is the thickest.
  ///   - biasRange: how far the bias can be turned.
  /// - Precondition: one to four inputs, as many weights, and each number in its range, which ends within a million.
  public init(
    inputs: [Scalar], weights: [Scalar], bias: Scalar, inputRange: ClosedRange<Double> = -4...4,
    weightRange: ClosedRange<Double> = -2...2, biasRange: ClosedRange<Double> = -4...4
  ) {
    let count = inputs.count
    precondition(
      (1...Widget.Knobs.mostInputs).contains(count) && weights.count == count,
      "KnobsToTurn expects one to four inputs and a weight for each, but got \(count) and \(weights.count)")
    let parts: [Widget.Knobs.Knob] =
      inputs.enumerated().map { Self.knob($1, or: "x" + Self.subscripts[$0], in: inputRange) }
      + weights.enumerated().map { Self.knob($1, or: "w" + Self.subscripts[$0], in: weightRange) }
      + [Self.knob(bias, or: "b", in: biasRange)]
    let start = parts.map(\.start)
    let ends = parts.indices.flatMap { (part: Int) -> [[Double]] in
      parts[part].range.map { end in
        var numbers = start
        numbers[part] = end
        return numbers
      }
    }
    knobs = Widget.Knobs(knobs: parts, outputs: ([start] + ends).map(Self.output))
    let named = parts.map { Scalar($0.start, name: $0.name) }
    let neuron = NeuronDiagram(
      inputs: Array(named[..<count]), weights: Array(named[count..<(2 * count)]), bias: named[2 * count],
      thickest: max(abs(weightRange.lowerBound), abs(weightRange.upperBound))
    ) { $0.sigmoid() }
    still = Figure(neuron)
  }

  public var displays: [Display] { [.widget(Widget(.knobs(knobs), stills: [still]))] }

  private static let subscripts = ["₁", "₂", "₃", "₄"]

  private static func knob(
    _ scalar: Scalar, or name: String, in range: ClosedRange<Double>
  ) -> Widget.Knobs.Knob {
    let name = scalar.name.isEmpty ? name : scalar.name
    let ends = [range.lowerBound, range.upperBound]
    precondition(
      range.contains(scalar.value) && Widget.Knobs.Knob.canTurn(over: ends),
      "KnobsToTurn expects a number in its range, which ends within a million, but got \(scalar.value) in \(range) for "
        + name)
    return .init(name: name, start: scalar.value, range: ends)
  }

  /// The engine's answer to inputs, weights and a bias.
  private static func output(_ numbers: [Double]) -> Double {
    let (count, scalars) = (numbers.count / 2, numbers.map { Scalar($0) })
    let sum = (0..<count).reduce(scalars[2 * count]) { $0 + scalars[count + $1] * scalars[$1] }
    return sum.sigmoid().value
  }
}
