import Foundation
import Kernels
import NeuralNetworks
import Testing

/// Several threads have the same results as one, in training and alone. A process fixes its number of threads once, so each
/// number gets its own process, which prints its results.
@Suite struct ThreadTests {
  /// Three steps of every family: the loss and the weights' bits; and then the outputs of single inputs.
  private static func train(threads: Int) {
    setenv("LECTERN_THREADS", "\(threads)", 1)
    for family in TrainingFamily.all + [.rest, .larger] {
      let (parameters, loss) = family.build()
      let optimizer = Adam(parameters, learningRate: 1e-3)
      var last = Tensor(0)
      for _ in 0..<3 {
        last = loss()
        last.backward()
        clipByGlobalNorm(parameters, to: 1)
        optimizer.step()
      }
      print("trained", Kernel.threadCount, family, last.scalar, bits(parameters.flatMap(\.value.scalars)))
    }
    trainFewRows()
    withoutGradient(inferAlone)
  }

  /// Few sequences, and weights so large that the threads share the units of each step; and a product that is cut both ways.
  private static func trainFewRows() {
    var rng = SplitMix64(seed: 2)
    let sequences = Tensor.normal([3, 5, 41], using: &rng), rows = Tensor.normal([500, 700], using: &rng)
    func show(_ name: String, _ parameters: [Parameter], _ output: Tensor) {
      let loss = output.squared().mean()
      loss.backward()
      print(
        "trained", Kernel.threadCount, name, loss.scalar,
        bits(parameters.flatMap { $0.gradient?.scalars ?? [] }))
    }
    let rnn = RNN(inputs: 41, hidden: 521, using: &rng), lstm = LSTM(inputs: 41, hidden: 261, using: &rng)
    let gru = GRU(inputs: 41, hidden: 303, using: &rng),
      linear = Linear(inputs: 700, outputs: 513, using: &rng)
    show("few-rnn", rnn.parameters, rnn(sequences, from: nil, lengths: [5, 2, 4]).outputs)
    show("few-lstm", lstm.parameters, lstm(sequences, from: nil, lengths: [5, 2, 4]).outputs)
    show("few-gru", gru.parameters, gru(sequences, from: nil, lengths: [5, 2, 4]).outputs)
    show("cut", linear.parameters, linear(rows))
  }

  /// One row, and single sequences whose units the threads share.
  private static func inferAlone() {
    var rng = SplitMix64(seed: 1)
    func show(_ name: String, _ result: Tensor) {
      print("trained", Kernel.threadCount, name, result.sum().scalar, bits(result.scalars))
    }
    let row = Tensor.normal([1, 803], using: &rng), sequence = Tensor.normal([1, 9, 41], using: &rng)
    show("row", Linear(inputs: 803, outputs: 331, using: &rng)(row))
    show("rnn", RNN(inputs: 41, hidden: 187, using: &rng)(sequence, from: nil).outputs)
    show("lstm", LSTM(inputs: 41, hidden: 187, using: &rng)(sequence, from: nil).outputs)
    show("gru", GRU(inputs: 41, hidden: 187, using: &rng)(sequence, from: nil).outputs)
  }

  /// A number that changes with any bit of the others.
  private static func bits(_ numbers: [Float]) -> UInt64 {
    numbers.reduce(into: 14_695_981_039_346_656_037) {
      $0 = ($0 ^ UInt64($1.bitPattern)) &* 1_099_511_628_211
    }
  }

  /// The lines of a process: family, loss, bits.
  private static func results(_ result: ExitTest.Result?, threads: Int) -> [[String]] {
    let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return lines.filter { $0.count == 5 && $0[0] == "trained" && $0[1] == "\(threads)" }.map {
      Array($0[2...])
    }
  }

  @Test func `a training step has the same bits with one, two and three threads, and when it is run again`()
    async
  {
    let one = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withOwnMatrixKernel { Self.train(threads: 1) }
    }
    let two = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withOwnMatrixKernel { Self.train(threads: 2) }
    }
    let three = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withOwnMatrixKernel { Self.train(threads: 3) }
    }
    let again = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withOwnMatrixKernel { Self.train(threads: 3) }
    }
    let expected = Self.results(one, threads: 1)
    #expect(expected.count == TrainingFamily.all.count + 10)
    #expect(Self.results(two, threads: 2) == expected)
    #expect(Self.results(three, threads: 3) == expected)
    #expect(Self.results(again, threads: 3) == expected)
  }

  @Test func `with a library's products the losses agree to rounding`() async throws {
    let one = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withLibraryMatrixKernel { Self.train(threads: 1) }
    }
    let three = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Kernel.withLibraryMatrixKernel { Self.train(threads: 3) }
    }
    let (expected, found) = (Self.results(one, threads: 1), Self.results(three, threads: 3))
    #expect(expected.count == TrainingFamily.all.count + 10 && found.count == expected.count)
    for (a, b) in zip(expected, found) {
      let (before, after) = (try #require(Float(a[1])), try #require(Float(b[1])))
      #expect((before - after).magnitude <= 1e-5 * before.magnitude, "\(a) with one thread, \(b) with three")
    }
  }

  @Test func `counting a step's jobs on one thread gives the step's results, and times that fit together`()
    async
  {
    await #expect(processExitsWith: .success) {
      setenv("LECTERN_THREADS", "4", 1)
      var rng = SplitMix64(seed: 1)
      let layer = Linear(inputs: 256, outputs: 256, using: &rng)
      let x = Tensor.normal([128, 256], using: &rng)
      let sequence = Tensor.normal([1, 9, 41], using: &rng)
      let gru = GRU(inputs: 41, hidden: 187, using: &rng)
      func results() -> [Float] {
        withoutGradient { layer(x).scalars + gru(sequence, from: nil).outputs.scalars }
      }
      let shared = results()
      var counted: [Float] = []
      let tally = Kernel.tally { counted = results() }
      let next = Kernel.tally {}
      precondition(counted == shared)
      precondition(tally.jobs > 9, "\(tally)")
      precondition(tally.span <= tally.work && tally.span >= tally.work / 4, "\(tally)")
      precondition(next.jobs == 0 && next.work == 0 && next.span == 0, "\(next)")
    }
  }
}
