import NeuralNetworks
import TestSupport
import Testing

extension Module {
  /// Sets each parameter to the fixture's value under its name; both must have the same names.
  func load(_ values: [String: Tensor], sourceLocation: SourceLocation = #_sourceLocation) {
    let named = namedParameters
    #expect(named.map(\.name).sorted() == values.keys.sorted(), sourceLocation: sourceLocation)
    for item in named {
      if let value = values[item.name] { item.parameter.value = value }
    }
  }

  /// Expects each parameter's gradient to be the fixture's, to 10⁻⁴ of its size.
  func expectGradients(_ expected: [String: Tensor], sourceLocation: SourceLocation = #_sourceLocation) {
    for item in namedParameters {
      guard let value = expected[item.name] else { continue }
      expectGradient(
        item.parameter.gradient ?? .zeros(item.parameter.shape), value, item.name,
        sourceLocation: sourceLocation)
    }
  }
}

/// Expects a gradient to 10⁻⁴ relative to the size of its greatest element.
func expectGradient(
  _ actual: Tensor, _ expected: Tensor, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let size = expected.elementCount == 0 ? 0 : expected.absolute().max().scalar
  expectClose(
    actual, expected, rtol: 0, atol: 1e-4 * size + 1e-7, Comment(rawValue: "gradient of \(name)"),
    sourceLocation: sourceLocation)
}

/// A directional check of every input and every parameter of a module.
func checkGradients(
  _ module: some Module, _ inputs: [Tensor], seeds: ClosedRange<UInt64> = 1...3,
  sourceLocation: SourceLocation = #_sourceLocation, of function: ([Tensor]) -> Tensor
) {
  let parameters = module.parameters
  let starts = parameters.map { $0.value.detached() }
  for seed in seeds {
    var rng = SplitMix64(seed: seed)
    // The parameters' own leaves collect the gradients, in place of the copies that the check perturbs.
    let check = ModuleCheck(parameters, inputs, using: &rng, of: function)
    #expect(check.passes, "seed \(seed): \(check)", sourceLocation: sourceLocation)
  }
  for (parameter, start) in zip(parameters, starts) { parameter.value = start }
}

/// `DirectionalCheck` along a direction in the space of a module's inputs and parameters together.
private struct ModuleCheck: CustomStringConvertible {
  let analytic: Double
  let numeric: Double
  let scale: Double

  var passes: Bool {
    (analytic - numeric).magnitude <= 2e-3 * max(analytic.magnitude, numeric.magnitude, 0.05 * scale)
  }

  var description: String { "analytic \(analytic), numeric \(numeric), scale \(scale)" }

  init(
    _ parameters: [Parameter], _ inputs: [Tensor], using rng: inout SplitMix64, step: Float = 1e-2,
    of function: ([Tensor]) -> Tensor
  ) {
    let leaves = inputs.map { Parameter($0) }
    let all = parameters + leaves
    let starts = all.map { $0.value.detached() }
    func run() -> Tensor { function(leaves.map(\.value)) }
    let weights = Tensor.normal(run().shape, using: &rng)
    var directions = starts.map { Tensor.normal($0.shape, using: &rng) }
    let length = directions.reduce(0.0) { $0 + Double($1.norm) * Double($1.norm) }.squareRoot()
    directions = directions.map { $0 * Float(1 / length) }
    let found = gradients(of: (run() * weights).sum(), at: all)
    analytic = zip(found, directions).reduce(0) { $0 + dot($1.0, $1.1) }
    scale = zip(found, directions).reduce(0) { $0 + Double($1.0.norm) * Double($1.1.norm) }
    func loss(_ distance: Float) -> Double {
      for (index, parameter) in all.enumerated() {
        parameter.value = starts[index] + directions[index] * distance
      }
      return withoutGradient { dot(run(), weights) }
    }
    let near = (loss(step) - loss(-step)) / (2 * Double(step))
    let far = (loss(2 * step) - loss(-2 * step)) / (4 * Double(step))
    for (parameter, start) in zip(all, starts) { parameter.value = start }
    numeric = (4 * near - far) / 3
  }
}
