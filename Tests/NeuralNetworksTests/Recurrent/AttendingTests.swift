import NeuralNetworks
import TestSupport
import Testing

/// A recurrent unit that attends to encoded states: the steps in one operation against those of its layers.
struct AttendingTests {
  /// Sizes that are multiples of nothing, one of everything, and one whose threads share a step.
  private static let sizes = [
    [7, 13, 5, 11, 9, 4], [1, 1, 1, 1, 1, 1], [19, 23, 17, 3, 41, 6], [30, 120, 33, 70, 50, 3],
  ]

  /// A cell with its attention and something to read.
  private struct Setting {
    let cell: GRUCell
    let attention: AdditiveAttention
    let x, prepared, values: Tensor

    init(_ sizes: [Int], batch: Int = 1, bias: Bool = true, reset: GRUCell.Reset = .afterProduct) {
      let (width, hidden, keys, keyWidth, valueWidth) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4])
      var rng = SplitMix64(seed: 9)
      cell = GRUCell(inputs: width + valueWidth, hidden: hidden, reset: reset, bias: bias, using: &rng)
      attention = AdditiveAttention(queryWidth: hidden, keyWidth: valueWidth, hidden: keyWidth, using: &rng)
      x = .normal([batch, sizes[5], width], using: &rng)
      values = .normal([batch, keys, valueWidth], using: &rng)
      prepared = attention.prepare(values).detached()
    }

    func attending() -> Tensor { cell.attending(x, with: attention, prepared: prepared, values: values) }

    func unrolled() -> Tensor {
      cell.attendingUnrolled(
        x, with: attention, prepared: prepared, values: values, from: cell.start(batch: x.shape[0]))
    }

    func fused(mask: Tensor? = nil) -> Tensor? {
      cell.attendingReader(
        x, attention, prepared: prepared, values: values, mask: mask, cell.start(batch: x.shape[0]),
        readsContext: true)?.outputs
    }
  }

  @Test("one operation gives the bits of the layers one by one", arguments: sizes, [true, false])
  func bits(sizes: [Int], bias: Bool) throws {
    let setting = Setting(sizes, bias: bias)
    let fused = try #require(withoutGradient { setting.fused() })
    #expect(fused.shape == [1, sizes[5], sizes[1] + sizes[4]])
    #expect(fused.scalars == withoutGradient { setting.unrolled() }.scalars)
  }

  @Test("without a record the call takes it", arguments: sizes.dropFirst(2))
  func isTaken(sizes: [Int]) {
    let setting = Setting(sizes)
    func memory(_ body: () -> Tensor?) -> Int {
      withoutGradient {
        let before = MemoryUse.liveBytes
        MemoryUse.resetPeak()
        _ = body()
        return MemoryUse.peakBytes - before
      }
    }
    let fused = memory { setting.fused() }
    #expect(memory { setting.attending() } == fused)
    #expect(memory { setting.unrolled() } != fused)
  }

  @Test func `where something is recorded, or the operation lacks something, the layers do it`() {
    let sizes = Self.sizes[0]
    #expect(Setting(sizes).fused() == nil)
    #expect(Setting(sizes).attending().scalars == withoutGradient { Setting(sizes).attending() }.scalars)
    withoutGradient {
      #expect(Setting(sizes, batch: 2).fused() == nil && Setting(sizes, reset: .beforeProduct).fused() == nil)
      #expect(Setting(sizes).fused(mask: .ones([1, sizes[2]])) == nil)
      for setting in [Setting(sizes, batch: 2), Setting(sizes, reset: .beforeProduct)] {
        #expect(setting.attending().equals(setting.unrolled()))
      }
    }
  }
}
