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

  @Test func `a quotient's slope neither overflows nor underflows before the quotient does`() {
    let large: Float = 1e20, small: Float = 1e-30
    let slopes = Self.slopes([1e20, 2, 1e-20]) { large / $0 }
    #expect(abs(slopes[0] * 1e20 + 1) < 1e-6 && slopes[1...] == [-2.5e19, -.infinity])
    #expect(abs(Self.slopes([1e-25]) { small / $0 }[0] / 1e20 + 1) < 1e-6)
  }

  @Test func `the variance of nothing is no number`() {
    let nothing = Tensor.zeros([0, 2])
    for unbiased in [false, true] {
      #expect(nothing.variance(unbiased: unbiased).scalar.isNaN)
      #expect(nothing.standardDeviation(unbiased: unbiased).scalar.isNaN)
      #expect(nothing.variance(axis: 0, unbiased: unbiased).scalars.allSatisfy { $0.isNaN })
    }
  }

  @Test func `a window between the pixels of an image is −∞, and its gradient goes nowhere`() {
    // Two steps of 3 from the padding: the window has two corners left of the image and two right of it.
    let p = Parameter(Tensor.ones([1, 3, 2, 2]))
    let y = p.value.maxPool2D(kernelSize: 2, stride: 1, padding: 1, dilation: 3)
    #expect(y.scalars == [-.infinity, -.infinity, -.infinity])
    y.sum().backward()
    #expect(p.gradient?.scalars == [Float](repeating: 0, count: 12))
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
