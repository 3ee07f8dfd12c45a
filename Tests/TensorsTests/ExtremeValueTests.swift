import Tensors
import TestSupport
import Testing

/// Operations on infinities, NaN and other extreme values do what PyTorch does.
struct ExtremeValueTests {
  private static let extremes: [Float] = [-.infinity, -1, 0, 1, .infinity, .nan]

  @Test func `NaN has no sign`() {
    #expect(Tensor(Self.extremes).sign().scalars == [-1, -1, 0, 1, 1, 0])
  }

  @Test func `a rectifier lets the gradient through where its input is NaN`() {
    let (_, gradient) = valueAndGradient(at: Tensor(Self.extremes)) { $0.relu().sum() }
    #expect(gradient.scalars == [0, 0, 0, 1, 1, 1])
  }

  @Test func `the greater and the lesser of NaN and a number send the gradient to both`() {
    let inputs: [Tensor] = [Tensor([.nan, 1, .nan, 2, 3]), Tensor([1, .nan, .nan, 2, 1])]
    let (_, greater) = valueAndGradients(at: inputs) { Tensor.maximum($0[0], $0[1]).sum() }
    #expect(greater.map(\.scalars) == [[1, 1, 1, 0.5, 1], [1, 1, 1, 0.5, 0]])
    let (_, lesser) = valueAndGradients(at: inputs) { Tensor.minimum($0[0], $0[1]).sum() }
    #expect(lesser.map(\.scalars) == [[1, 1, 1, 0.5, 0], [1, 1, 1, 0.5, 1]])
  }

  @Test func `the logarithm of an empty sum has a gradient without elements`() {
    let x = Parameter(Tensor([], shape: [0]))
    let y = x.value.logSumExp()
    #expect(y.scalar == -.infinity)
    y.backward()
    #expect(x.gradient?.shape == [0])
  }
}
