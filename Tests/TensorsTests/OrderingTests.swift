import TestSupport
import Tensors
import Testing

/// Orders, sums over several axes, norms, einsum and padding: what the comparison with PyTorch's numbers leaves open.
struct OrderingTests {
  @Test func `equal elements keep their order, and NaN is greatest`() {
    let x = Tensor([2, .nan, 1, 2, -1])
    #expect(x.argsort().scalars == [4, 2, 0, 3, 1])
    #expect(x.argsort(descending: true).scalars == [1, 0, 3, 2, 4])
    let (values, indices) = Tensor([[3, 1], [1, 2]]).sorted(axis: 0)
    #expect(values.scalars == [1, 1, 3, 2] && indices == IntTensor([[1, 0], [0, 1]]))
    #expect(Tensor.zeros([2, 0]).sorted().values.shape == [2, 0])
  }

  @Test func `gathering along an axis undoes sorting`() {
    var rng = SplitMix64(seed: 3)
    let x = Tensor.normal([3, 4, 5], using: &rng)
    for axis in 0..<3 {
      let (values, indices) = x.sorted(axis: axis)
      #expect(x.gathered(alongAxis: axis, indices).equals(values))
      let back = Tensor(indices.scalars.map { Float($0) }, shape: indices.shape).argsort(axis: axis)
      #expect(values.gathered(alongAxis: axis, back).equals(x))
    }
  }

  @Test func `several axes are those of one after the other`() {
    var rng = SplitMix64(seed: 4)
    let x = Tensor.normal([2, 3, 4, 5], using: &rng)
    expectClose(x.sum(axes: [1, 3]), x.sum(axis: 3).sum(axis: 1), rtol: 1e-5)
    #expect(x.max(axes: [3, 0]).equals(x.max(axis: 3).max(axis: 0)))
    #expect(x.mean(axes: [0, 1, 2, 3]).shape == [])
    #expect(x.min(axes: [-1, 1], keepingDimensions: true).shape == [2, 1, 4, 1])
  }

  @Test(arguments: [1e-30, 1e-20, 1, 1e20, 1e38] as [Float])
  func `norms are finite wherever they can be`(size: Float) {
    let x = Parameter(Tensor([[size, -size, size, -size], [0, 0, 0, 0]]))
    for (order, factor) in [(1, 4), (2, 2), (4, 1.41421356), (.infinity, 1)] as [(Float, Float)]
    where size < 1e38 || order > 1 {
      x.gradient = nil
      let y = x.value.vectorNorm(order: order, axis: 1)
      #expect(abs(y.scalars[0] / (size * factor) - 1) < 1e-5 && y.scalars[1] == 0, "\(order)")
      y.sum().backward()
      #expect(x.gradient?.isFinite == true && x.gradient?.scalars.suffix(4) == [0, 0, 0, 0], "\(order)")
    }
  }

  @Test func `einsum sums in any order of letters`() {
    var rng = SplitMix64(seed: 5)
    let (a, b) = (Tensor.normal([3, 4], using: &rng), Tensor.normal([4, 2], using: &rng))
    expectClose(einsum("ij,jk", a, b), a.matmul(b), rtol: 1e-5)
    expectClose(einsum("ba", a), a.transposed())
    expectClose(einsum("ij->", a), a.sum(), rtol: 1e-5)
    expectClose(einsum("ij,ij->i", a, a), (a * a).sum(axis: 1), rtol: 1e-5)
    expectClose(einsum("i,j->ij", [1, 2], [3, 4]), [[3, 4], [6, 8]])
    expectClose(einsum(",", 2, 3), 6)
  }

  @Test func `a transposed convolution is the adjoint of the convolution`() {
    var rng = SplitMix64(seed: 6)
    let x = Tensor.normal([2, 4, 7, 9], using: &rng)
    let weight = Tensor.normal([6, 2, 3, 2], using: &rng)
    let y = x.conv2D(weight: weight, stride: 2, padding: 1, groups: 2)
    let g = Tensor.normal(y.shape, using: &rng)
    let back = g.convTranspose2D(
      weight: weight, stride: 2, padding: 1, outputPadding: Size2D(height: 0, width: 1), groups: 2)
    #expect(back.shape == x.shape)
    #expect(abs(dot(y, g) / dot(x, back) - 1) < 1e-5)
  }

  @Test func `padding continues what is there`() {
    let x: Tensor = [1, 2, 3, 4]
    func padded(_ mode: PaddingMode) -> [Float] { x.padded(axis: 0, before: 2, after: 3, mode: mode).scalars }
    #expect(padded(.zeros) == [0, 0, 1, 2, 3, 4, 0, 0, 0])
    #expect(padded(.reflect) == [3, 2, 1, 2, 3, 4, 3, 2, 1])
    #expect(padded(.replicate) == [1, 1, 1, 2, 3, 4, 4, 4, 4])
    #expect(padded(.circular) == [3, 4, 1, 2, 3, 4, 1, 2, 3])
  }

  @Test func `added scores of minus infinity drop keys as a mask does`() {
    var rng = SplitMix64(seed: 7)
    let (q, k, v) = (
      Tensor.normal([1, 2, 3, 4], using: &rng), Tensor.normal([1, 2, 3, 4], using: &rng),
      Tensor.normal([1, 2, 3, 4], using: &rng)
    )
    let mask: Tensor = [[1, 0, 1], [0, 0, 0], [1, 1, 1]]
    let added = Tensor.where(mask, 0, else: Tensor(-Float.infinity))
    expectClose(
      scaledDotProductAttention(queries: q, keys: k, values: v, additiveMask: added),
      scaledDotProductAttention(queries: q, keys: k, values: v, mask: mask))
    expectClose(
      scaledDotProductAttention(queries: q, keys: k, values: v, additiveMask: Tensor(0), isCausal: true),
      scaledDotProductAttention(queries: q, keys: k, values: v, isCausal: true))
  }

  @Test func `what does not fit is refused`() async {
    expectMessage(
      "gathered along axis 1 expects indices of a shape within [2, 3] but got [3, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).gathered(alongAxis: 1, IntTensor([[0], [0], [0]]))
      })
    expectMessage(
      "sum expects at least one axis, each once, but got [1, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).sum(axes: [1, -1])
      })
    expectMessage(
      "vectorNorm expects an order of 1 or more, or infinity, but got 0.5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).vectorNorm(order: 0.5, axis: 0)
      })
    expectMessage(
      "einsum expects one size for j in \"ij,jk\" but got 3 and 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = einsum("ij,jk", .zeros([2, 3]), .zeros([2, 3]))
      })
    expectMessage(
      "einsum expects each letter after the arrow once, and before it, but got \"ij->ik\"",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = einsum("ij->ik", .zeros([2, 3]))
      })
    expectMessage(
      "einsum expects letters for each of 2 tensors",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = einsum("ij", .zeros([2, 3]), .zeros([2, 3]))
      })
  }

  @Test func `images and windows that do not fit are refused`() async {
    expectMessage(
      "convTranspose2D expects 4 channels in 2 groups but got [1, 3, 2, 2] and weights of [4, 1, 2, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 3, 2, 2]).convTranspose2D(weight: .zeros([4, 1, 2, 2]), groups: 2)
      })
    expectMessage(
      "convTranspose2D expects an output padding below the stride of 2 × 2 but got 2 × 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 3, 2, 2]).convTranspose2D(
          weight: .zeros([3, 1, 2, 2]), stride: 2, outputPadding: 2)
      })
    expectMessage(
      "padded (reflect) expects counts from 0 to 2 along axis 0 of [3] but got 3 and 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([3]).padded(axis: 0, before: 3, after: 0, mode: .reflect)
      })
    expectMessage(
      "groupNorm expects [batch, channels, …] with channels in 4 groups but got [2, 6]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 6]).groupNorm(groups: 4)
      })
    expectMessage(
      "attention expects an additive mask that broadcasts to [1, 2, 3, 5] but got [2, 5]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = scaledDotProductAttention(
          queries: .zeros([1, 2, 3, 4]), keys: .zeros([1, 2, 5, 4]), values: .zeros([1, 2, 5, 4]),
          additiveMask: .zeros([2, 5]))
      })
  }
}
