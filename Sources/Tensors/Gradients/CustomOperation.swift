extension Tensor {
  /// An operation of your own: its value, and the function that carries a gradient back.
  ///
  ///     func cube(_ x: Tensor) -> Tensor {
  ///       .operation("cube", of: x) { x in
  ///         (value: x * x * x, pullback: { g in 3 * x * x * g })
  ///       }
  ///     }
  ///     GradientCheck(at: [[0.5, -2]]) { cube($0[0]) }.passes
  ///
  /// `function` gets the input as a constant, so nothing inside is recorded, and returns the value and its pullback.
  /// `pullback` gets the gradient of a loss with respect to the value, in the value's shape, and returns that with respect
  /// to the input, in the input's shape. It may use whatever `function` computed on the way. It runs only in a backward
  /// pass, and `name` appears in messages and in pictures of the computation.
  ///
  /// Traps if the value depends on a parameter that isn't the input, because it would get no gradient, and in the backward
  /// pass if the gradient has another shape than the input. PyTorch's `torch.autograd.Function`.
  public static func operation(
    _ name: StaticString, of x: Tensor,
    _ function: (_ x: Tensor) -> (value: Tensor, pullback: (_ gradient: Tensor) -> Tensor)
  ) -> Tensor {
    operation(name, inputs: [x]) { inputs in
      let (value, pullback) = function(inputs[0])
      return (value, { [pullback($0)] })
    }
  }

  /// The same for several inputs: the pullback returns a gradient for each of them, or nil where there is none.
  ///
  ///     Tensor.operation("product", inputs: [x, w]) { inputs in
  ///       (value: inputs[0] * inputs[1], pullback: { g in [g * inputs[1], g * inputs[0]] })
  ///     }
  public static func operation(
    _ name: StaticString, inputs: [Tensor],
    _ function: (_ inputs: [Tensor]) -> (value: Tensor, pullback: (_ gradient: Tensor) -> [Tensor?])
  ) -> Tensor {
    let shapes = inputs.map(\.shape)
    let (value, pullback) = function(inputs.map { $0.detached() })
    precondition(
      !value.isRecorded,
      "\(name) expects a value of its inputs alone, but it depends on a parameter as well, which would get no gradient: "
        + "list the parameter among the inputs")
    return value.recorded(name, from: inputs) { g, slots in
      let gradients = pullback(g)
      precondition(
        gradients.count == shapes.count,
        "\(name) expects a gradient for each of its \(shapes.count) inputs but its pullback gave \(gradients.count)"
      )
      for (index, gradient) in gradients.enumerated() {
        guard let gradient else { continue }
        precondition(
          gradient.shape == shapes[index],
          "\(name) expects a gradient of \(shapes[index]) for input \(index) but its pullback gave \(gradient.shape)"
        )
        slots.add(index) { gradient.detached() }
      }
    }
  }
}
