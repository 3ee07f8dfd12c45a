import NeuralNetworks
import TestSupport
import Testing

struct EncoderDecoderTests {
  private let source = IntTensor([[1, 2, 3, 4], [5, 3, 0, 0], [2, 0, 0, 0]])
  private let lengths = [4, 2, 1]

  /// Both kinds, with weights far enough from 0 that outputs differ.
  private func models() -> [EncoderDecoder] {
    var rng = SplitMix64(seed: 6)
    let models = [
      EncoderDecoder(sources: 6, targets: 5, dimensions: 4, hidden: 6, using: &rng),
      EncoderDecoder(
        sources: 6, targets: 5, dimensions: 4, hidden: 6, bidirectional: true,
        attention: AdditiveAttention(queryWidth: 6, keyWidth: 6, hidden: 5, using: &rng), using: &rng),
    ]
    for parameter in models.flatMap(\.parameters) { parameter.value = parameter.value * 3 }
    return models
  }

  @Test func `what stands in the padding is neither read nor attended to`() {
    var spoiled = source.scalars
    for place in [6, 7, 9, 10, 11] { spoiled[place] = 4 }
    for model in models() {
      let target = IntTensor([[1, 3], [1, 2], [1, 4]])
      let logits = model(source, lengths: lengths, target: target)
      let other = model(IntTensor(spoiled, shape: [3, 4]), lengths: lengths, target: target)
      #expect(logits.equals(other))
      expectClose(logits[1], model(IntTensor([[5, 3]]), target: IntTensor([[1, 2]]))[0])
    }
  }

  @Test func `a word of the target changes what comes after it and nothing before`() {
    for model in models() {
      let source = IntTensor([[1, 2, 3]])
      let logits = model(source, target: IntTensor([[1, 2, 3]]))
      let changed = model(source, target: IntTensor([[1, 4, 3]]))
      #expect(logits[0][0..<1].equals(changed[0][0..<1]))
      #expect(!logits[0][1..<2].equals(changed[0][1..<2]))
    }
  }

  @Test func `what it writes are the likeliest words after its own, up to the end`() {
    var answers: Set<[Int]> = []
    for (model, end) in models().flatMap({ model in (0..<5).map { (model, $0) } }) {
      let written = model.generate(from: source, lengths: lengths, begin: 1, end: end, maximumLength: 9)
      for (row, answer) in written.enumerated() {
        let words = Array(source.scalars[row * 4..<row * 4 + lengths[row]])
        let next = model(IntTensor([words]), target: IntTensor([[1] + answer])).argmax().scalars
        #expect(answer.count == 9 || next.last == end)
        #expect(next.prefix(answer.count).elementsEqual(answer) && !answer.contains(end))
      }
      answers.formUnion(written)
    }
    #expect(answers.count > 4)
  }

  @Test
  func `a beam of 1 is greedy, a wide one finds what is likelier, and both score as the model`() {
    var improved = 0
    for model in models() {
      for words in [[1, 2, 3, 4], [5, 3], [2], [4, 4, 1]] {
        let greedy = model.generate(from: IntTensor([words]), begin: 1, end: 2, maximumLength: 5)[0]
        let narrow = model.search(from: words, width: 1, begin: 1, end: 2, maximumLength: 5)[0]
        let wide = model.search(from: words, width: 64, begin: 1, end: 2, maximumLength: 5)[0]
        #expect(narrow.tokens.filter { $0 != 2 } == greedy)
        #expect(wide.logProbability >= narrow.logProbability - 1e-5)
        if wide.logProbability > narrow.logProbability + 1e-3 { improved += 1 }
        let said = IntTensor([[1] + wide.tokens.dropLast()])
        let logs = model(IntTensor([words]), target: said).logSoftmax()[0]
        let sum = wide.tokens.enumerated().reduce(0) { $0 + Double(logs[$1.offset, $1.element].scalar) }
        #expect(abs(sum - wide.logProbability) < 1e-4)
      }
    }
    #expect(improved > 0)
  }

  @Test func `it learns to write a few sequences backwards, with attention and without`() {
    let input = IntTensor([[1, 4, 3], [1, 3, 4], [1, 3, 0]])
    let labels = IntTensor([[4, 3, 2], [3, 4, 2], [3, 2, 0]])
    for model in models() {
      let optimizer = Adam(model, learningRate: 0.02)
      for _ in 0..<200 {
        let logits = model(source, lengths: lengths, target: input)
        crossEntropy(logits: logits, labels: labels, ignoredLabel: 0).backward()
        optimizer.step()
      }
      let answers = model.generate(from: source, lengths: lengths, begin: 1, end: 2, maximumLength: 9)
      #expect(answers == [[4, 3], [3, 4], [3]])
    }
  }

  @Test func `attention's parameters are learned, and its weights sum to 1 over the source`() {
    let models = models()
    #expect(models[0].namedParameters.allSatisfy { !$0.name.hasPrefix("attention") })
    let memory = models[1].encode(source, lengths: lengths)
    let step = models[1].decode(IntTensor([[1, 2], [1, 2], [1, 2]]), memory)
    step.logits.sum().backward()
    let names = ["attention.query.weight", "attention.key.weight", "attention.score.weight"]
    for name in names {
      let found = models[1].namedParameters.first { $0.name == name }
      #expect((found?.parameter.gradient?.norm ?? 0) > 0)
    }
    let weights = step.weights ?? .zeros([1])
    #expect(weights.shape == [3, 2, 4])
    expectClose(weights.sum(axis: -1), .ones([3, 2]), rtol: 0, atol: 1e-6)
    #expect(weights[2].slice(axis: 1, 1..<4).scalars.allSatisfy { $0 == 0 })
  }

  @Test func `a step in one operation has the bits of its layers, and is taken for one source`() throws {
    let model = models()[1]
    try withoutGradient {
      let memory = model.encode(IntTensor([[1, 2, 3, 4, 5]]))
      var state = memory.context
      for word in [1, 4, 0, 2, 2, 3] {
        let word = IntTensor([[word]])
        let layers = model.decodeInLayers(word, memory, from: state)
        let step = try #require(model.fusedStep(word, memory, from: state))
        #expect(step.logits.equals(layers.logits) && step.state.hidden.equals(layers.state.hidden))
        #expect(step.weights?.scalars == layers.weights?.scalars)
        state = model.decode(word, memory, from: state).state
        #expect(state.hidden.equals(step.state.hidden))
      }
      let word = IntTensor([[3]])
      func memoryTaken(_ body: () -> EncoderDecoder.Step?) -> Int {
        let before = MemoryUse.liveBytes
        MemoryUse.resetPeak()
        _ = body()
        return MemoryUse.peakBytes - before
      }
      let inOne = memoryTaken { model.fusedStep(word, memory, from: state) }
      let inLayers = memoryTaken { model.decodeInLayers(word, memory, from: state) }
      #expect(memoryTaken { model.decode(word, memory, from: state) } == inOne && inLayers != inOne)
      let two = IntTensor([[1], [1]])
      #expect(model.fusedStep(two, model.encode(source[0..<2]), from: state) == nil)
    }
    let memory = model.encode(IntTensor([[1, 2]]))
    #expect(model.fusedStep(IntTensor([[1]]), memory, from: .zeros([1, 1, 6])) == nil)
  }
}
