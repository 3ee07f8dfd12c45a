import NeuralNetworks
import TestSupport
import Testing

/// Loads recorded weights and compares the outputs and gradients (to 10⁻⁵ of their size) and the losses of all recorded
/// steps (to `curve` of the greatest) with PyTorch's.
///
/// `change` is called between the gradients and each step.
func compareTraining(
  of model: some Module, with recorded: Safetensors, _ optimizer: any Optimizer, steps: Int = 100,
  curve: Float = 1e-4, outputs: () -> Tensor, loss: (Tensor) -> Tensor, change: (Int) -> Void = { _ in }
) throws {
  try model.load(recorded.group("weights"))
  let expected = try recorded.tensor("losses")
  #expect(expected.shape == [steps])
  var losses: [Float] = []
  for step in 0..<steps {
    let y = outputs()
    let value = loss(y)
    value.backward()
    if step == 0 {
      #expect(y.relativeDifference(from: try recorded.tensor("outputs")) <= 1e-5)
      #expect(try model.gradientDifference(from: recorded.group("gradients")) <= 1e-5)
    }
    change(step)
    optimizer.step()
    losses.append(value.scalar)
  }
  #expect(Tensor(losses).relativeDifference(from: expected) <= curve)
}
