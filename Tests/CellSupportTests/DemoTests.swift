import CellSupport
import TestSupport
import Testing

@Suite struct DemoTests {
  private static func demo(_ shown: some Displayable) throws -> Demo {
    guard case .demo(let demo)? = shown.displays.first else { throw Missing() }
    return demo
  }

  private struct Missing: Error {}

  private static func dense(using rng: inout SplitMix64) -> Sequential {
    Sequential {
      Linear(inputs: 64, outputs: 12, using: &rng)
      ReLU()
      Dropout(rate: 0.5, using: &rng)
      Sequential { Linear(inputs: 12, outputs: 10, bias: false, using: &rng) }
    }
  }

  @Test func `layers inside of layers come one by one, and dropout does not come`() throws {
    var rng = SplitMix64(seed: 1)
    let model = Self.dense(using: &rng)
    let demo = try Self.demo(DrawingDemo(model, like: .digits, examples: 3))
    #expect(demo.networks[0].layers.map(\.operation) == [.flatten, .linear, .relu, .linear])
    #expect(demo.networks[0].layers[1].weights == model.parameters[..<2].map(\.value.scalars))
    #expect(demo.networks[0].layers[3].weights == [model.parameters[2].value.scalars, []])
    #expect(demo.examples.map(\.label) == ["0", "1", "2"] && demo.outputs.count == 10)
  }

  @Test func `an example has what the engine makes of it when nothing is dropped`() throws {
    var rng = SplitMix64(seed: 2)
    let model = Self.dense(using: &rng)
    let demo = try Self.demo(DrawingDemo(model, like: .digits, examples: 3))
    let expected = model(Dataset.digits[[2]].features.flattened(from: 1), .inference)
    expectClose(Tensor(demo.examples[2].logits[0], shape: [1, 10]), expected)
  }

  @Test func `the digits' ink fills the height, less than the width, and stands in the middle`() throws {
    var rng = SplitMix64(seed: 3)
    let demo = try Self.demo(DrawingDemo(Self.dense(using: &rng), like: .digits))
    guard case .drawing(let canvas) = demo.task else { throw Missing() }
    #expect(canvas.height == 8 && canvas.width == 8)
    #expect(abs(canvas.inkHeight - 7.9) < 0.1 && canvas.inkWidth > 4.8 && canvas.inkWidth < 5.8)
    // The mean of all 64 grey values is 4.884 / 16.
    #expect(abs(canvas.ink - 64 * 4.884 / 16) < 0.01)
    #expect(canvas.yRange == 4...4 && canvas.xRange.lowerBound == canvas.xRange.upperBound)
  }

  @Test func `where the data's ink moves, drawings may stand where they are drawn`() throws {
    // One full cell of 4 × 4, once at every place.
    let pictures = (0..<16).flatMap { place in (0..<16).map { $0 == place ? Float(1) : 0 } }
    let data = Dataset(values: pictures, sampleShape: [1, 4, 4], targets: (0..<16).map { $0 % 2 })
    var rng = SplitMix64(seed: 4)
    let model = Linear(inputs: 16, outputs: 2, using: &rng)
    let demo = try Self.demo(DrawingDemo(model, like: data))
    guard case .drawing(let canvas) = demo.task else { throw Missing() }
    #expect(canvas.xRange == 0.5...3.5 && canvas.yRange == 0.5...3.5)
    #expect(canvas.inkHeight == 1 && canvas.inkWidth == 1 && canvas.ink == 1)
    #expect(demo.outputs == ["0", "1"])
  }

  @Test func `batch normalization becomes the line that it is in use`() throws {
    let norm = BatchNorm(channels: 1)
    (norm.weight, norm.bias) = (Tensor([2]), Tensor([0.5]))
    (norm.runningMean, norm.runningVariance) = (Tensor([3]), Tensor([4 - 1e-5]))
    var rng = SplitMix64(seed: 5)
    let model = Sequential {
      norm
      Flatten()
      Linear(inputs: 64, outputs: 10, using: &rng)
    }
    let layer = try Self.demo(DrawingDemo(model, like: .digits)).networks[0].layers[0]
    #expect(layer.operation == .scaleChannels && layer.weights == [[1], [-2.5]])
  }

  @Test func `a text has the logits of every place, and words or characters for tokens`() throws {
    var rng = SplitMix64(seed: 6)
    let words = Embedding(vocabularySize: 3, dimensions: 4, using: &rng)
    let memory = LSTM(inputs: 4, hidden: 5, layers: 2, using: &rng)
    let output = Linear(inputs: 5, outputs: 3, using: &rng)
    let demo = try Self.demo(
      WritingDemo(words, memory, output, vocabulary: Vocabulary(["a", "bc", "."]), examples: ["bc . a"]))
    #expect(demo.networks[0].layers.map(\.operation) == [.embedding, .lstm, .lstm, .linear])
    #expect(demo.task == .writing(Demo.Tokens(vocabulary: ["a", "bc", "."], areCharacters: false)))
    let expected = output(memory(words(IntTensor([[1, 2, 0]]))))
    expectClose(Tensor(demo.examples[0].logits[0], shape: [1, 3, 3]), expected)
    let letters = try Self.demo(
      ReadingDemo(
        words, memory, output, vocabulary: Vocabulary(["a", "b", " "]), classes: ["x", "y", "z"],
        examples: ["a b"]))
    #expect(letters.task == .reading(Demo.Tokens(vocabulary: ["a", "b", " "], areCharacters: true)))
    #expect(letters.examples[0].logits[0].count == 9)
  }

  @Test func `a transformer's layers, and how far it looks`() throws {
    var rng = SplitMix64(seed: 7)
    let model = GPT(
      vocabularySize: 2, context: 6, dimensions: 8, heads: 2, layers: 2, positions: .learned, using: &rng)
    let demo = try Self.demo(WritingDemo(model, vocabulary: Vocabulary(["a", "b"]), examples: ["ab"]))
    #expect(
      demo.networks[0].layers.map(\.operation)
        == [.embedding, .positions, .causalBlock, .causalBlock, .layerNorm, .linear])
    #expect(demo.task == .writing(Demo.Tokens(vocabulary: ["a", "b"], areCharacters: true, limit: 6)))
    #expect(demo.networks[0].layers.flatMap(\.weights).map(\.count).reduce(0, +) == model.parameterCount)
  }
}

@Suite struct GenerationDemoTests {
  private static let letters = Vocabulary(["a", "b", "c"])

  private static func model() -> GPT {
    var rng = SplitMix64(seed: 8)
    let options = TransformerOptions(initializer: .xavierUniform)
    return GPT(
      vocabularySize: 3, context: 12, dimensions: 12, heads: 3, layers: 2, positions: .rotary,
      options: options,
      using: &rng)
  }

  private struct Missing: Error {}

  @Test func `a choice has the engine's probabilities after the first example`() throws {
    let (model, start) = (Self.model(), Sampling(temperature: 0.5, topK: 2))
    let shown = SamplingDemo(model, vocabulary: Self.letters, examples: ["abca", "b"], start: start).displays
    guard case .demo(let demo)? = shown.first, case .sampling(_, let choice) = demo.task else {
      throw Missing()
    }
    let logits = model(IntTensor([[0, 1, 2, 0]]), .inference)[0][3].scalars
    expectClose(Tensor(choice.shares), Tensor(start.probabilities(logits)))
    #expect(choice.shares.filter { $0 > 0 }.count == 2)
    #expect(choice.temperature == 0.5 && choice.topK == 2 && choice.topP == 1)
  }

  @Test func `a trace has the stream before, inside of and after each block`() throws {
    let model = Self.model()
    let shown = TransformerDemo(model, vocabulary: Self.letters, examples: ["abca"]).displays
    guard case .demo(let demo)? = shown.first, case .transformer(_, let trace) = demo.task else {
      throw Missing()
    }
    var stream = model.vectors(IntTensor([[0, 1, 2, 0]]), .inference)
    func expect(_ strips: [[Float]], _ x: Tensor) {
      expectClose(Tensor(strips), x[0].slice(axis: 1, 0..<8))
    }
    expect(trace.vectors, stream)
    for (block, seen) in zip(model.blocks, trace.blocks) {
      let weights = block.weights(stream, isCausal: true)[0]
      for (head, rows) in seen.weights.enumerated() {
        for (place, row) in rows.enumerated() {
          expectClose(Tensor(row), weights[head][place].slice(axis: 0, 0..<place + 1))
        }
      }
      // Attention alone: what the block adds when its feed-forward part adds nothing.
      let last = block.feedForward.linear2
      let out = block(stream, .inference, mask: nil, isCausal: true)
      last.$weight.value = last.weight * 0
      if let bias = last.bias { bias.value = bias.value * 0 }
      expect(seen.attended, block(stream, .inference, mask: nil, isCausal: true))
      stream = out
      expect(seen.left, stream)
    }
    #expect(trace.blocks.map(\.weights.count) == [3, 3])
  }
}

@Suite struct DemoRefusalTests {
  @Test func `a layer that pages cannot run is named, with those that they can`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var rng = SplitMix64(seed: 1)
      let model = Sequential {
        Linear(inputs: 64, outputs: 10, using: &rng)
        RMSNorm(features: 10)
      }
      _ = DrawingDemo(model, like: .digits)
    }
    expectMessage("DrawingDemo cannot run RMSNorm in the page. What it can run: Linear, Conv2D, ", result)
    expectMessage("GPT, Dropout, and Sequential of these", result)
  }

  @Test func `a custom module must be passed layer by layer`() async {
    expectMessage(
      "ReadingDemo cannot run Transformer in the page",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        let model = Transformer(
          sources: 2, targets: 2, context: 4, dimensions: 4, heads: 1, layers: 1, using: &rng)
        _ = ReadingDemo(model, vocabulary: Vocabulary(["a", "b"]), classes: ["x", "y"], examples: ["a"])
      })
  }

  @Test func `logits must be one for each class, and at each place of a text`() async {
    expectMessage(
      "DrawingDemo expects network to give [6, 10] logits but got [6, 9]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = DrawingDemo(Linear(inputs: 64, outputs: 9, using: &rng), like: .digits)
      })
    expectMessage(
      "WritingDemo expects logits of [1, 1, 2] but got [1, 1, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = WritingDemo(
          Embedding(vocabularySize: 2, dimensions: 4, using: &rng),
          Linear(inputs: 4, outputs: 3, using: &rng),
          vocabulary: Vocabulary(["a", "b"]), examples: ["b"])
      })
  }

  @Test func `what reads backwards cannot write`() async {
    expectMessage(
      "WritingDemo expects layers that read forward only but got a bidirectional one",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = WritingDemo(
          Embedding(vocabularySize: 2, dimensions: 4, using: &rng),
          GRU(inputs: 4, hidden: 3, bidirectional: true, using: &rng),
          Linear(inputs: 6, outputs: 2, using: &rng),
          vocabulary: Vocabulary(["a", "b"]), examples: ["b"])
      })
  }

  @Test func `pictures of one channel with ink in them are expected`() async {
    expectMessage(
      "DrawingDemo expects pictures of one channel, [1, height, width], but got samples of [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = DrawingDemo(Linear(inputs: 4, outputs: 3, using: &rng), like: .iris)
      })
    expectMessage(
      "DrawingDemo expects pictures with ink in them but got only blank ones",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        let blank = Dataset(values: [0, 0], sampleShape: [1, 1, 2], targets: [0], classNames: ["a"])
        _ = DrawingDemo(Linear(inputs: 2, outputs: 1, using: &rng), like: blank, examples: 1)
      })
  }
}
