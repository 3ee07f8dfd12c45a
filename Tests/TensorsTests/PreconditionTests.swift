import TestSupport
import Tensors
import Testing

/// A caller's mistake ends the process with a message that names the operation, what it expects and what it got.
struct PreconditionTests {
  @Test func `shapes that do not broadcast`() async {
    expectMessage(
      "+ expects shapes that broadcast but got [2, 3] and [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]) + Tensor.zeros([2])
      })
  }

  @Test func `labels of another shape are not broadcast`() async {
    expectMessage(
      "crossEntropy expects labels of [4] for logits of [4, 3] but got [4, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([4, 3]), labels: IntTensor([[0], [1], [2], [0]]))
      })
    expectMessage(
      "binaryCrossEntropy expects targets of [4, 1] but got [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = binaryCrossEntropy(logits: .zeros([4, 1]), targets: .zeros([4]))
      })
    expectMessage(
      "meanSquaredError expects targets of [4, 1] but got [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = meanSquaredError(.zeros([4, 1]), .zeros([4]))
      })
  }

  @Test func `a window without an extent, or steps of 0`() async {
    expectMessage(
      "a window expects sizes above 0 and padding of 0 or more but got kernel 2 × 2, stride 0 × 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4, 4]).maxPool2D(kernelSize: 2, stride: 0)
      })
    expectMessage(
      "padding -1 × -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4, 4]).conv2D(weight: .zeros([1, 1, 2, 2]), padding: -1)
      })
    expectMessage(
      "a window expects sizes above 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 4]).averagePool1D(kernelSize: 0)
      })
  }

  @Test func `parts of a split with sizes below 0`() async {
    expectMessage(
      "split expects sizes of 0 or more that add up along axis 0 of [2]: [1, -1, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2]).split(sizes: [1, -1, 2])
      })
  }

  @Test func `a label out of range`() async {
    expectMessage(
      "crossEntropy expects labels in 0 ..< 3 but got 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([1, 3]), labels: [3])
      })
  }

  @Test func `matrices that do not fit`() async {
    expectMessage(
      "matmul expects […, n, k] and […, k, m] but got [2, 3] and [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).matmul(.zeros([2, 3]))
      })
  }

  @Test func `backward of many numbers, or of what was not recorded`() async {
    expectMessage(
      "backward expects a single number but the shape is [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Parameter([1, 2]).value.backward()
      })
    expectMessage(
      "computed from a Parameter",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Tensor(1).backward()
      })
  }

  @Test func `axes, slices and windows that do not exist`() async {
    expectMessage(
      "axis 2 is not one of [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).sum(axis: 2)
      })
    expectMessage(
      "slice 1..<4 does not lie in axis 1 of [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).slice(axis: 1, 1..<4)
      })
    expectMessage(
      "does not fit",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 2, 2]).conv2D(weight: .zeros([1, 1, 3, 3]))
      })
  }
}
