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

  private static func slopes(_ x: [Float], _ f: (Tensor) -> Tensor) -> [Float] {
    valueAndGradient(at: Tensor(x)) { f($0).sum() }.gradient.scalars
  }

  @Test func `where a function is flat, no gradient passes, not even an infinite one`() {
    let x: [Float] = [-1, 0, 4]
    #expect(Self.slopes(x) { $0.relu().squareRoot() } == [0, 0, 0.25])
    #expect(Self.slopes(x) { $0.relu().log() } == [0, 0, 0.25])
    #expect(Self.slopes(x) { $0.relu().reciprocal() } == [0, 0, -0.0625])
    #expect(Self.slopes(x) { $0.leakyReLU(slope: 0).squareRoot() } == [0, 0, 0.25])
    #expect(Self.slopes(x) { $0.absolute().squareRoot() } == [-0.5, 0, 0.25])
    #expect(Self.slopes(x) { $0.clamped(to: 0...2).squareRoot() } == [0, .infinity, 0])
    #expect(Self.slopes(x) { Tensor.maximum($0, [0, 0, 0]).log() } == [0, .infinity, 0.25])
    #expect(Self.slopes(x) { (-Tensor.minimum($0, 0)).squareRoot() } == [-0.5, .infinity, 0])
    #expect(Self.slopes(x) { ($0.power(0) - 1).squareRoot() } == [0, 0, 0])
    #expect(Self.slopes(x) { (Tensor.power($0, [0, 0, 0]) - 1).squareRoot() } == [0, 0, 0])
    #expect(Self.slopes(x) { Tensor.power([0, 0, 0], $0 + 1).squareRoot() }[1...] == [0, 0])
    #expect(Self.slopes(x) { ($0.max() - 4).squareRoot() } == [0, 0, .infinity])
    #expect(Self.slopes(x) { ($0.min(axis: 0) + 1).squareRoot() } == [.infinity, 0, 0])
    #expect(Self.slopes(x) { Tensor.where([0, 0, 1], $0, else: 0).squareRoot() } == [0, 0, 0.25])
  }

  @Test func `slopes at NaN and infinity are PyTorch's`() {
    let nan = Float.nan
    #expect(Self.slopes([1, nan, 3]) { $0.max() } == [0, 1, 0])
    #expect(Self.slopes([nan, nan, 3]) { $0.min() } == [0.5, 0.5, 0])
    #expect(Self.slopes([nan, 1, 5]) { $0.clamped(to: 0...2) } == [0, 1, 0])
    #expect(Self.slopes([nan, 0, -.infinity, .infinity]) { $0.elu() } == [1, 1, 0, 1])
    let sum = Self.slopes([.infinity, 1]) { $0.logSumExp() }
    #expect(sum[0].isNaN && sum[1] == 0)
    #expect(Self.slopes([-.infinity, 1]) { $0.logSumExp() } == [0, 1])
  }

  @Test func `the logarithm of an empty sum has a gradient without elements`() {
    let x = Parameter(Tensor([], shape: [0]))
    let y = x.value.logSumExp()
    #expect(y.scalar == -.infinity)
    y.backward()
    #expect(x.gradient?.shape == [0])
  }
}
