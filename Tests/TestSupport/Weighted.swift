import Foundation
public import Tensors

/// ⟨w, y⟩ over all outputs, with the weights that the scripts in `Tests/Fixtures` use: cos(0.7 · i) for element i.
public func weighted(_ outputs: Tensor...) -> Tensor { weighted(outputs) }

/// ⟨w, y⟩ over all outputs, with the weights that the scripts in `Tests/Fixtures` use: cos(0.7 · i) for element i.
public func weighted(_ outputs: [Tensor]) -> Tensor {
  var total = Tensor(0)
  for output in outputs {
    let weights = (0..<output.elementCount).map { Float(cos(0.7 * Double($0))) }
    total = total + (output * Tensor(weights, shape: output.shape)).sum()
  }
  return total
}
