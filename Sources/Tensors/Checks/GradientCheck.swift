/// Every element of a gradient compared with finite differences of the function: the check of an operation of your own.
///
///     print(GradientCheck(at: [x, w]) { scaled($0[0], by: $0[1]) })
///     // input 1 at [0, 2]: the gradient is 0.31 but differences give 0.62
///
/// The function's results are weighted with random numbers and summed, so that no gradient is right by symmetry. Keep the
/// inputs away from kinks, such as 0 for a ReLU: they must be further from them than `step`. Four calls of the function for
/// each element; `DirectionalCheck` compares large inputs along one direction. PyTorch's `torch.autograd.gradcheck`.
public struct GradientCheck: CustomStringConvertible {
  /// The input with the largest difference, counted from 0.
  public private(set) var input = 0
  /// The place of the element with the largest difference.
  public private(set) var index: [Int] = []
  /// That element's derivative by the gradient.
  public private(set) var analytic = 0.0
  /// That element's derivative by differences of the values.
  public private(set) var numeric = 0.0
  /// The largest difference of the two, relative to the greater of them, or to a tenth of the greatest element of the same
  /// input's gradient.
  public private(set) var difference = 0.0

  /// Whether no difference is above 5·10⁻³, which is about what 32-bit numbers allow.
  public var passes: Bool { difference <= 5e-3 }

  public var description: String {
    passes
      ? "every gradient agrees with differences, up to \(Float(difference))"
      : "input \(input) at \(index): the gradient is \(Float(analytic)) but differences give \(Float(numeric))"
  }

  /// The check of a function at some inputs; `step` is the distance of the differences, `seed` that of the weights.
  public init(
    at inputs: [Tensor], step: Float = 1e-2, seed: UInt64 = 1, of function: ([Tensor]) -> Tensor
  ) {
    var rng = SplitMix64(seed: seed)
    let weights = Tensor.normal(function(inputs).shape, using: &rng)
    let gradients = valueAndGradients(at: inputs) { (function($0) * weights).sum() }.gradients
    for (number, gradient) in gradients.enumerated() {
      let size = gradient.scalars.map { Double($0.magnitude) }.max() ?? 0
      for (place, slope) in gradient.scalars.enumerated() {
        func loss(_ distance: Float) -> Double {
          var moved = inputs
          var elements = inputs[number].scalars
          elements[place] += distance
          moved[number] = Tensor(elements, shape: inputs[number].shape)
          return dot(function(moved), weights)
        }
        // Two step widths cancel the error of order h².
        let near = (loss(step) - loss(-step)) / (2 * Double(step))
        let far = (loss(2 * step) - loss(-2 * step)) / (4 * Double(step))
        let (given, measured) = (Double(slope), (4 * near - far) / 3)
        let scale = max(given.magnitude, measured.magnitude, 0.1 * size, 1e-6)
        note((given - measured).magnitude / scale, number, gradient.shape.unraveled(place), given, measured)
      }
    }
  }

  private mutating func note(
    _ found: Double, _ number: Int, _ place: [Int], _ given: Double, _ measured: Double
  ) {
    // A difference that is NaN is the largest.
    guard found.isNaN ? !difference.isInfinite : found > difference else { return }
    (input, index, analytic, numeric) = (number, place, given, measured)
    difference = found.isNaN ? .infinity : found
  }
}
