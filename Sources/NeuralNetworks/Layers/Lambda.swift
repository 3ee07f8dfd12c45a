/// A function as a layer without parameters.
///
///     Sequential { Lambda { $0 * 2 } }
///
/// A layer or parameter that the function has captured cannot be found, so no optimizer would change it. If the
/// function's result depends on one, the first call while gradients are recorded traps: make it a `Layer` instead. For
/// that check, the function runs twice if the first input is recorded.
public struct Lambda: Layer {
  private let function: (Tensor) -> Tensor
  private let check = Check()

  /// Whether the function has been tried yet.
  private final class Check { var isDone = false }

  /// The function as a layer.
  public init(_ function: @escaping (Tensor) -> Tensor) { self.function = function }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    if !check.isDone && Recording.isOn {
      check.isDone = true
      let result = function(x.detached())
      precondition(
        !result.isRecorded,
        "Lambda expects a function without parameters, but its result depends on one that no optimizer would find: "
          + "make a Layer of it")
      if !x.isRecorded { return result }
    }
    return function(x)
  }
}
