import ArgumentParser
import BenchmarkModels
import NeuralNetworks

/// How time and memory grow with the work.
struct Scaling: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Times training steps against batch, width, depth, sequence length and parameters, or against threads.",
    discussion: """
      The exponent says how the time grew from one row to the next: 1 is as fast as the work where the work is \
      linear. Memory is the most that tensors took in a step. With --threads, cases of the table are timed with as \
      many threads each, and PyTorch with as many where --script names the peers' script. With --counted too, one \
      thread does the parts of all, and the speed-up is what their times allow: for more threads than processors.
      """)

  @OptionGroup var timing: TimingOptions
  @OptionGroup var selection: Selection
  @OptionGroup var peerOptions: PeerOptions

  @Option(help: "Numbers of threads, such as 1,2,4,8,16.")
  var threads: ThreadCounts?

  @Flag(help: "Count what the threads would share instead of timing them.")
  var counted = false

  @Option(help: "The peers' script, such as Sources/bench/Peers/peers.py.")
  var script: String?

  /// Several numbers with commas between them.
  struct ThreadCounts: ExpressibleByArgument {
    let counts: [Int]

    init?(argument: String) {
      counts = argument.split(separator: ",").compactMap { Int($0) }
      if counts.isEmpty
        || counts.count < argument.split(separator: ",", omittingEmptySubsequences: false).count
        || counts.contains(where: { $0 < 1 })
      {
        return nil
      }
    }
  }

  func validate() throws {
    if counted, threads == nil {
      throw ValidationError("--counted needs --threads, such as --threads 1,2,4,8,16")
    }
  }

  func run() throws {
    if let threads {
      let rows = try selection.rows()
      let chosen = selection.isEverything ? rows.filter { ThreadScaling.usual.contains($0.name) } : rows
      if counted {
        return Sharing(threads: threads.counts, timing: timing, limit: peerOptions.limit).report(chosen)
      }
      ThreadScaling(threads: threads.counts, timing: timing, peerOptions: peerOptions, script: script)
        .report(chosen)
    } else {
      growth()
    }
  }

  private func growth() {
    series("dense, batch", [16, 32, 64, 128, 256, 512, 1024], work: \.self) {
      Self.dense(batch: $0, width: 128)
    }
    series("dense, width", [32, 64, 96, 128, 256, 512, 1024], work: { $0 * $0 }) {
      Self.dense(batch: 64, width: $0)
    }
    series("convolution, batch", [4, 8, 16, 32, 64, 128], work: \.self) { Self.convolution(batch: $0) }
    series("lstm, length", [8, 16, 32, 64, 128, 256], work: \.self) { Self.recurrent(time: $0, hidden: 64) }
    series("lstm, width", [16, 32, 64, 128, 256], work: { $0 * $0 }) { Self.recurrent(time: 32, hidden: $0) }
    series("gru, length", Self.lengths, work: \.self) { Self.gated(time: $0) }
    series("attention, length", Self.lengths, work: \.self) { Self.attending(time: $0) }
    series("transformer, batch", [1, 2, 4, 8, 16, 32], work: \.self) { Self.transformer(batch: $0, time: 64) }
    series("transformer, length", [16, 32, 64, 128, 256], work: \.self) {
      Self.transformer(batch: 4, time: $0)
    }
  }

  /// A step to time, and the same model's inference, for its memory.
  struct Sized {
    let train: () -> Void
    let infer: () -> Void
  }

  private func series(_ name: String, _ sizes: [Int], work: (Int) -> Int, _ make: (Int) -> Sized) {
    print("\n" + columns(name, "µs a step", "exponent", "training", "inference"))
    var last: (time: Double, work: Double)?
    for size in sizes {
      let sized = make(size)
      let time = timing.microseconds(of: sized.train)
      let amount = Double(work(size))
      let exponent =
        last.map { (logarithm(time / $0.time) / logarithm(amount / $0.work)).rounded(to: 2) } ?? ""
      last = (time, amount)
      let memory = [sized.train, sized.infer].map { "\(peak(of: $0) / 1024) KB" }
      print(columns("  \(size)", [time.rounded(to: 1), exponent] + memory))
    }
  }

  private func logarithm(_ x: Double) -> Double { Double(Tensor([Float(x)]).log().scalar) }

  private func peak(of step: () -> Void) -> Int {
    let before = MemoryUse.liveBytes
    MemoryUse.resetPeak()
    step()
    return MemoryUse.peakBytes - before
  }

  private static func sized<Model: Module>(_ model: Model, _ output: @escaping () -> Tensor) -> Sized {
    let optimizer = Adam(model, learningRate: 1e-3)
    return Sized(
      train: {
        output().squared().mean().backward()
        optimizer.step()
      }, infer: { withoutGradient { _ = output() } })
  }

  private static func dense(batch: Int, width: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let model = Sequential {
      Linear(inputs: width, outputs: width, using: &rng)
      ReLU()
      Linear(inputs: width, outputs: width, using: &rng)
    }
    let x = Tensor.normal([batch, width], using: &rng)
    return sized(model) { model(x) }
  }

  private static func convolution(batch: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let model = BenchmarkModel.convolutional(
      side: 28, planes: [1, 8, 16], kernel: 3, classes: 10, using: &rng)
    let x = Tensor.normal([batch, 1, 28, 28], using: &rng)
    return sized(model) { model(x) }
  }

  private static func recurrent(time: Int, hidden: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let model = LSTM(inputs: 32, hidden: hidden, using: &rng)
    let x = Tensor.normal([16, time, 32], using: &rng)
    return sized(model) { model(x) }
  }

  /// The lengths at which chapter 9 compares the next two: one sequence, vectors of 64 numbers.
  private static let lengths = [64, 128, 256, 512, 1024, 2048]

  private static func gated(time: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let model = GRU(inputs: 64, hidden: 64, using: &rng)
    let x = Tensor.normal([1, time, 64], using: &rng)
    return sized(model) { model(x).outputs }
  }

  private static func attending(time: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let states = Embedding(weight: .normal([time, 64], using: &rng))
    let attention = DotProductAttention()
    return sized(states) {
      let x = states.weight.expandedDimensions(axis: 0)
      return attention(x, keys: x, values: x).context
    }
  }

  private static func transformer(batch: Int, time: Int) -> Sized {
    var rng = SplitMix64(seed: 0)
    let model = GPT(vocabularySize: 64, context: time, dimensions: 64, heads: 4, layers: 2, using: &rng)
    let x = IntTensor((0..<batch * time).map { $0 * 7 % 64 }, shape: [batch, time])
    return sized(model) { model(x, .training) }
  }
}
