import NeuralNetworks
import SVGCharts

/// One neuron at work: its inputs, its weights as lines, its bias, and the curve that bends their sum.
///
///     NeuronDiagram(inputs: [sun, wind], weights: [first, second], bias: bias) { $0.sigmoid() }
///
/// The larger a weight, the thicker its line; a negative one is dashed. The place on the curve is marked.
public struct NeuronDiagram: SVGPicture, Sendable, Hashable {
  /// A number with its name.
  public struct Part: Sendable, Hashable {
    /// What it is called; may be empty.
    public var name: String
    /// The number.
    public var value: Double
  }

  /// What comes in.
  public let inputs: [Part]
  /// A weight for each input.
  public let weights: [Part]
  /// What the sum begins with.
  public let bias: Part
  /// How the activation is written: σ.
  public let function: String
  /// The line above the picture.
  public var title: String?
  /// The size of a weight that has the thickest line; `nil` where that is the largest of its own.
  public let thickest: Double?
  /// The sum, and what the activation makes of it.
  let (sum, output): (Double, Double)
  /// The activation at places from left to right, the same distance apart about 0.
  let curve: [Double]
  /// How far the curve goes to both sides.
  let reach: Double

  /// - Parameters:
  ///   - inputs: what comes in, with the inputs' names.
  ///   - weights: a weight for each input.
  ///   - bias: what the sum begins with.
  ///   - function: how the activation is written.
  ///   - title: the line above the picture.
  ///   - thickest: the size of a weight that has the thickest line, where several neurons are compared.
  ///   - activation: what bends the sum.
  /// - Precondition: there are as many weights as inputs, and at least one.
  public init(
    inputs: [Scalar], weights: [Scalar], bias: Scalar, function: String = "σ", title: String? = nil,
    thickest: Double? = nil, activation: (Scalar) -> Scalar
  ) {
    precondition(
      inputs.count == weights.count && !inputs.isEmpty,
      "NeuronDiagram expects a weight for each of its inputs, at least one, but got \(weights.count) for "
        + "\(inputs.count) inputs")
    let part = { (scalar: Scalar) in Part(name: scalar.name, value: scalar.value) }
    (self.inputs, self.weights, self.bias) = (inputs.map(part), weights.map(part), part(bias))
    (self.function, self.title, self.thickest) = (function, title, thickest)
    let sum = zip(inputs, weights).reduce(bias.value) { $0 + $1.0.value * $1.1.value }
    let reach = sum.isFinite ? max(6, abs(sum) * 1.2) : 6
    self.sum = sum
    self.reach = reach
    output = activation(Scalar(sum)).value
    curve = (-24...24).map { activation(Scalar(Double($0) / 24 * reach)).value }
  }

  /// The end of the scale of the numbers' colours.
  var bound: Double { (inputs.map { abs($0.value) } + [abs(output)]).filter(\.isFinite).max() ?? 1 }

  /// A number as the picture writes it.
  static func text(_ number: Double) -> String { NumberFormat.plain(number, significant: 3) }

  /// "0.5 · 2 = 1" for an input.
  func product(_ index: Int) -> String {
    let (weight, input) = (weights[index].value, inputs[index].value)
    let factor = input < 0 ? "(\(Self.text(input)))" : Self.text(input)
    return "\(Self.text(weight)) · \(factor) = \(Self.text(weight * input))"
  }

  /// "1 − 3 + 1 = −1".
  var addition: String {
    let terms = zip(inputs, weights).map { $0.value * $1.value } + [bias.value]
    let written = terms.enumerated().map { index, term in
      index == 0 ? Self.text(term) : (term < 0 ? "− " : "+ ") + Self.text(abs(term))
    }
    return written.joined(separator: " ") + " = " + Self.text(sum)
  }

  public var headline: String { title ?? "Neuron with \(NumberFormat.counted(inputs.count, "input"))" }

  public var alternative: String {
    let terms = zip(inputs, weights).map { input, weight in
      "\(input.name) \(Self.text(input.value)) times the weight \(Self.text(weight.value))"
    }
    return (title.map { $0 + ". " } ?? "")
      + "A neuron: \(terms.joined(separator: ", ")), and the bias \(Self.text(bias.value)) add up to "
      + "\(Self.text(sum)); the activation turns that into \(Self.text(output))."
  }

  public var dataTable: ChartTable {
    let parts = zip(inputs, weights).flatMap { [$0, $1] } + [bias]
    let rows = parts.map { [$0.name, NumberFormat.machine($0.value)] }
    return ChartTable(
      columns: ["part", "value"], isNumeric: [false, true],
      rows: rows + [["z", NumberFormat.machine(sum)], ["\(function)(z)", NumberFormat.machine(output)]])
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    NeuronDrawing(self, width: width).drawing
  }
}
