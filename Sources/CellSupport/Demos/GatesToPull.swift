import Displays
import NeuralNetworks
import Platform
import SVGCharts
import Tensors

/// One unit of an LSTM that reads a sequence, with gates that the reader pulls: at all steps, or at one of them.
///
///     GatesToPull(inputs: [2, 0, 0, 0, -0.5, 0, 0, 1], forget: 0.95, input: 0.82, output: 0.38)
///
/// The candidate of each step is the input's tanh. The page computes c' = f·c + i·g and h' = o·tanh(c'), beginning from a cell
/// of 0, as the engine's `LSTMCell` does; its run with the first gates shows without a script.
public struct GatesToPull: Displayable {
  private let gates: Widget.Gates
  private let still: Figure

  /// - Parameters:
  ///   - forget: f at the beginning, between 0 and 1.
  ///   - input: i at the beginning.
  ///   - output: o at the beginning.
  public init(inputs: [Float], forget: Double, input: Double, output: Double) {
    precondition(
      !inputs.isEmpty && [forget, input, output].allSatisfy { $0 > 0 && $0 < 1 },
      "GatesToPull expects one input or more, and gates between 0 and 1, but got \(inputs.count) and "
        + "\([forget, input, output])")
    let states = Self.states(inputs, forget: forget, input: input, output: output)
    let candidates = Tensor(inputs).tanh().scalars.map { Double($0) }
    gates = Widget.Gates(
      cell: 0, candidates: candidates, start: .init(f: forget, i: input, o: output),
      cells: states.map { Double($0.cell.scalar) }, hidden: states.map { Double($0.hidden.scalar) })
    let steps = Array(1...inputs.count)
    let lines = [("candidate g", candidates), ("cell c", gates.cells), ("shown h", gates.hidden)]
    still = Figure(
      Chart {
        for (name, values) in lines {
          LineMark(x: .value("step", steps), y: .value("value", values)).foregroundStyle(by: .value("", name))
        }
      })
  }

  public var displays: [Display] { [.widget(Widget(.gates(gates), stills: [still]))] }

  /// The engine's states with biases that hold the gates at these numbers.
  private static func states(
    _ inputs: [Float], forget: Double, input: Double, output: Double
  ) -> [LSTMState] {
    var rng = SplitMix64(seed: 1)  // its weights are replaced at once
    let cell = LSTMCell(inputs: 1, hidden: 1, using: &rng)
    cell.weights.input = Tensor([[0], [0], [1], [0]])
    cell.weights.state = .zeros([4, 1])
    let logit = { (share: Double) in Float(log(share / (1 - share))) }
    cell.weights.inputBias?.value = Tensor([logit(input), logit(forget), 0, logit(output)])
    cell.weights.stateBias?.value = .zeros([4])
    var state = LSTMState.zeros([1, 1])
    return inputs.map { x in
      state = withoutGradient { cell.advance(state, projected: cell.project(Tensor([[x]]))) }
      return state
    }
  }
}
