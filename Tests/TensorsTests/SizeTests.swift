import TestSupport
import Tensors
import Testing

/// Impossible sizes, counts and places end with a sentence that says so.
struct SizeTests {
  @Test func `a shape has sizes of 31 bits`() async {
    expectMessage(
      "a shape expects sizes from 0 to 2147483647 but got [9223372036854775807]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.range(0..<Int.max)
      })
    expectMessage(
      "a shape expects sizes from 0 to 2147483647 but got [1099511627776, 1099511627776, 0]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1 << 40, 1 << 40, 0])
      })
    expectMessage(
      "a shape expects sizes from 0 to 2147483647 but got [9223372036854775807, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([4]).reshaped(to: [.max, 2, -1])
      })
    expectMessage(
      "padded expects counts from 0 to 2147483647 but got 9223372036854775807 and 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([4]).padded(axis: 0, before: .max, after: 1)
      })
    expectMessage(
      "axis 0 of [4] expects a size from 0 to 2147483647 but got 2147483651",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([4]).padded(axis: 0, before: 2_147_483_647, after: 0)
      })
    expectMessage(
      "split expects sizes of 0 or more that add up along axis 0 of [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([4]).split(sizes: [.max, 1])
      })
  }

  @Test func `a window has extents of 31 bits, and pads at most half of a pooled kernel`() async {
    expectMessage(
      "a window expects sizes and padding of at most 2147483647",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4, 4]).conv2D(
          weight: .zeros([1, 1, 2, 2]), padding: Size2D(height: .max, width: 0))
      })
    expectMessage(
      "maxPool2D expects padding of at most half of the kernel 2 × 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4, 4]).maxPool2D(kernelSize: 2, padding: Size2D(.max))
      })
    expectMessage(
      "averagePool2D expects padding of at most half of the kernel 2 × 2 but got 2 × 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4, 4]).averagePool2D(kernelSize: 2, padding: 2)
      })
  }

  @Test func `rows and elements that are not there`() async {
    expectMessage(
      "do not lie in [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 2])[5...]
      })
    expectMessage(
      "do not lie in [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 2])[...Int.max]
      })
    expectMessage(
      "do not lie in [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 2])[..<(-1)]
      })
    expectMessage(
      "element 2 is not one of 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = IntTensor([1, 2])[2]
      })
    expectMessage(
      "IntTensor expects numbers of 32 bits but got 3000000000",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = IntTensor([3_000_000_000])
      })
  }

  @Test func `distributions that do not exist`() async {
    expectMessage(
      "uniform expects finite bounds, the lower one first, but got 1.0 and 0.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = rng.uniform(1, 0)
      })
    expectMessage(
      "uniform expects finite bounds, the lower one first, but got 2.0 and 1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Tensor.uniform([2], from: 2, to: 1, using: &rng)
      })
    expectMessage(
      "a finite standard deviation of 0 or more but got 0.0 and -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Tensor.normal([2], standardDeviation: -1, using: &rng)
      })
    expectMessage(
      "permutation expects a count of 0 or more but got -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = rng.permutation(of: -1)
      })
  }

  @Test func `a mask that is to be added means the opposite`() async {
    expectMessage(
      "softmax expects a mask that is 1 to keep and 0 to drop but got -inf",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 2]).softmax(mask: Tensor([0, -Float.infinity]))
      })
    expectMessage(
      "attention expects a mask that is 1 to keep and 0 to drop but got -inf",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let x = Tensor.ones([1, 1, 2, 2])
        _ = scaledDotProductAttention(queries: x, keys: x, values: x, mask: Tensor([0, -Float.infinity]))
      })
  }
}
