import TestSupport
import Tensors
import Testing

struct CustomOperationTests {
  private static func cube(_ x: Tensor, factor: Float = 3) -> Tensor {
    .operation("cube", of: x) { x in
      (value: x * x * x, pullback: { g in g * factor * x * x })
    }
  }

  @Test func `an operation of your own has its value and its gradient`() {
    let x = Parameter([[0.5, -2]])
    let y = Self.cube(x.value)
    #expect(y.scalars == [0.125, -8])
    y.backward(seed: [[1, 10]])
    #expect(x.gradient?.scalars == [0.75, 120])
    #expect(!Self.cube([1]).isRecorded, "a constant stays one")
    withoutGradient { #expect(!Self.cube(x.value).isRecorded) }
  }

  @Test func `several inputs get a gradient each, or none`() {
    let (x, w, rounded) = (Parameter([1, 2]), Parameter([3, 4]), Parameter([0.4, 0.6]))
    let y = Tensor.operation("mix", inputs: [x.value, w.value, rounded.value]) { inputs in
      (
        value: inputs[0] * inputs[1] + inputs[2],
        pullback: { g in [g * inputs[1], g * inputs[0], nil] }
      )
    }
    y.sum().backward()
    #expect(x.gradient?.scalars == [3, 4] && w.gradient?.scalars == [1, 2] && rounded.gradient == nil)
  }

  @Test func `the check passes a right gradient and says where a wrong one is`() {
    #expect(GradientCheck(at: [[0.5, -2]]) { Self.cube($0[0]) }.passes)
    let check = GradientCheck(at: [[1], [0.5, -2]]) { inputs in
      Self.cube(inputs[1], factor: 2).sum() + Self.cube(inputs[0]).sum()
    }
    #expect(!check.passes && check.input == 1)
    #expect(check.description.hasPrefix("input 1 at ["), "\(check)")
    #expect(abs(check.analytic / check.numeric - 2.0 / 3) < 0.01)
    let spoiled = GradientCheck(at: [[1]]) { inputs in
      .operation("spoiled", of: inputs[0]) { x in (value: x, pullback: { g in g * Float.nan }) }
    }
    #expect(!spoiled.passes)
  }

  @Test func `the check agrees with every row of the op table that is small and smooth`() {
    for op in OpCase.all where op.inputs.map(\.elementCount).reduce(0, +) <= 24 {
      var rng = SplitMix64(seed: 2)
      let check = GradientCheck(at: op.inputs.map { op.draw($0, &rng) }, of: op.run)
      #expect(check.passes, "\(op.name): \(check)")
    }
  }

  @Test func `parameters that are not listed, and gradients that do not fit, are refused`() async {
    expectMessage(
      "scale expects a value of its inputs alone, but it depends on a parameter as well",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let w = Parameter([2])
        _ = Tensor.operation("scale", of: [1]) { x in (value: x * w.value, pullback: { g in g }) }
      })
    expectMessage(
      "scale expects a gradient of [1, 2] for input 0 but its pullback gave [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let x = Parameter([[1, 2]])
        Tensor.operation("scale", of: x.value) { x in (value: x * 2, pullback: { _ in [2, 2] }) }
          .sum().backward()
      })
    expectMessage(
      "sum expects a gradient for each of its 2 inputs but its pullback gave 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let x = Parameter([1])
        Tensor.operation("sum", inputs: [x.value, x.value]) { inputs in
          (value: inputs[0] + inputs[1], pullback: { g in [g] })
        }.backward()
      })
  }
}
