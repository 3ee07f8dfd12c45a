import ModelDiagrams
import NeuralNetworks
import SVGCharts
import TestSupport
import Testing

@Suite struct DiagramTests {
  /// A graph in which each node may use any earlier one.
  private func graph(seed: UInt64) -> GraphDiagram {
    var rng = TestGenerator(state: seed)
    let count = Int.random(in: 1...14, using: &rng)
    return GraphDiagram(
      (0..<count).map { index in
        let inputs = (0..<Int.random(in: 0...2, using: &rng)).compactMap { _ in
          (0..<index).randomElement(using: &rng)
        }
        return .init(
          "n\(index)", label: Bool.random(using: &rng) ? "node \(index)" : nil,
          value: Double.random(in: -9...9, using: &rng),
          gradient: Bool.random(using: &rng) ? Double.random(in: -1...1, using: &rng) : nil,
          inputs: inputs.map { "n\($0)" })
      })
  }

  @Test(arguments: [680.0, 350])
  func `nodes of a graph keep apart and none is missing`(width: Double) throws {
    for seed in 0..<80 {
      let graph = graph(seed: UInt64(seed))
      let drawing = graph.textBoxes(width: width)
      let overlaps = misplaced(drawing).filter { $0.contains("overlaps") }
      #expect(overlaps.isEmpty, "seed \(seed): \(overlaps.prefix(2))")
      for node in graph.nodes { #expect(drawing.texts.contains { $0.text == node.label ?? node.id }) }
      #expect(SVGReader.read(graph.svg(width: width)) != nil)
    }
  }

  @Test(arguments: [680.0, 350])
  func `a window's word makes a pair with each of its neighbours`(width: Double) {
    let words = ["this", "actress", "performs", "because", "she", "likes", "it"]
    let walk = ContextWindowDiagram(words: words, reach: 2).walk
    #expect(walk[0].0 == "In the middle: *this*. Beside it: *actress*, *performs*.")
    #expect(walk[3].1.dataTable.rows.map { $0[1] } == ["actress", "performs", "she", "likes"])
    var heights: Set<Double> = []
    for (_, diagram) in walk {
      let drawing = diagram.textBoxes(width: width)
      #expect(misplaced(drawing).isEmpty, "\(misplaced(drawing).prefix(3))")
      let middles = drawing.texts.filter { $0.text == words[diagram.middle] }
      #expect(middles.count == 1 + diagram.dataTable.rows.count)
      heights.insert(drawing.frame.height)
    }
    #expect(heights.count == 1, "\(heights)")
  }

  @Test(arguments: [0, 1, 2])
  func `attention to a line of steps below passes beside the words`(step: Int) throws {
    let (width, sources) = (350.0, ["hundred", "twenty", "one"])
    let diagram = UnrolledDiagram(
      sources: sources, decoderInputs: ["<sos>", "ein", "und"], decoderOutputs: ["ein", "und", "zwanzig"],
      attention: [0.3, 0.3, 0.4], step: step, cell: "GRU")
    let words = diagram.textBoxes(width: width).texts.filter { sources.contains($0.text) }
    let path = /M([\d.]+) ([\d.]+)C([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/
    let curves = diagram.svg(width: width).matches(of: path).map { match in
      [match.1, match.2, match.3, match.4, match.5, match.6, match.7, match.8].compactMap { Double($0) }
    }
    #expect(words.count == 3 && curves.count == 3)
    for curve in curves {
      for place in stride(from: 0.0, through: 1, by: 0.01) {
        let rest = 1 - place
        let (square, cube) = (rest * rest, place * place * place)
        let shares = [square * rest, 3 * square * place, 3 * rest * place * place, cube]
        let x = zip(shares, [0, 2, 4, 6]).map { $0 * curve[$1] }.reduce(0, +)
        let y = zip(shares, [1, 3, 5, 7]).map { $0 * curve[$1] }.reduce(0, +)
        let hit = words.first { $0.box.contains(Box(x: x, y: y, width: 0, height: 0)) }
        #expect(hit == nil, "\(hit?.text ?? "") at \(place)")
      }
    }
  }

  @Test(arguments: [680.0, 350])
  func `a receptive field grows as the formula says, and words beside it keep apart`(width: Double) {
    var rng = SplitMix64(seed: 1)
    let model = Sequential {
      Conv1D(inputChannels: 1, outputChannels: 2, kernelSize: 5, stride: 2, padding: 2, using: &rng)
      ReLU()
      Conv1D(inputChannels: 2, outputChannels: 3, kernelSize: 5, padding: 2, using: &rng)
      GlobalMaxPool()
      Linear(inputs: 3, outputs: 2, using: &rng)
    }
    let picture = ReceptiveFieldDiagram(model, input: [1, 1, 40], unit: 10)
    #expect(picture.counts == [40, 20, 20] && picture.fields[0] == Array(14...26))
    #expect(
      picture.alternative
        == "Unit 11 of conv 2 depends on 5 of 20 units of conv 1, on 13 of 40 places of the input, 15 to 27.")
    let first = picture.walk[0]
    #expect(picture.walk.count == 20 && first.fields[0] == Array(0...6))
    for picture in [picture, first] {
      let drawing = picture.textBoxes(width: width)
      #expect(misplaced(drawing).isEmpty, "\(misplaced(drawing).prefix(3))")
      #expect(SVGReader.read(picture.svg(width: width)) != nil)
    }
    let heights = Set(picture.walk.map { $0.textBoxes(width: width).frame.height })
    #expect(heights.count == 1)
  }

  @Test func `dilated windows skip places, and pooling keeps to its own`() async {
    let dilated = ReceptiveFieldDiagram(
      [.init("a", kernel: 3), .init("b", kernel: 3, dilation: 4)], inputs: 16, unit: 0)
    #expect(dilated.fields == [[0, 1, 2, 4, 5, 6, 8, 9, 10], [0, 4, 8], [0]])
    var rng = SplitMix64(seed: 1)
    let pooled = ReceptiveFieldDiagram(
      Sequential {
        Conv2D(inputChannels: 1, outputChannels: 1, kernelSize: 3, padding: 1, using: &rng)
        MaxPool2D(kernelSize: 2)
      }, input: [1, 1, 8, 8], unit: 1)
    #expect(
      pooled.layers.map(\.name) == ["conv 1", "pool 1"] && pooled.fields == [[1, 2, 3, 4], [2, 3], [1]])
    await #expect(processExitsWith: .failure) {
      _ = ReceptiveFieldDiagram([.init("a", kernel: 5)], inputs: 4)
    }
  }

  @Test func `a receptive field is that of the windows before the first layer of another kind`() {
    var rng = SplitMix64(seed: 1)
    let nested = ReceptiveFieldDiagram(
      Sequential {
        Sequential {
          Conv1D(inputChannels: 1, outputChannels: 2, kernelSize: 3, using: &rng)
          BatchNorm(channels: 2)
          Tanh()
        }
        Conv1D(inputChannels: 2, outputChannels: 2, kernelSize: 3, using: &rng)
      }, input: [1, 1, 9], unit: 0)
    #expect(nested.fields == [[0, 1, 2, 3, 4], [0, 1, 2], [0]])
    let spread = ReceptiveFieldDiagram(
      Sequential {
        Conv2D(inputChannels: 1, outputChannels: 1, kernelSize: 3, using: &rng)
        Upsample2D(factor: 2)
        Conv2D(inputChannels: 1, outputChannels: 1, kernelSize: 3, using: &rng)
      }, input: [1, 1, 8, 8], unit: 0)
    #expect(spread.layers.map(\.name) == ["conv 1"] && spread.fields == [[0, 1, 2], [0]])
  }

  @Test func `values flow in one direction`() throws {
    let graph = GraphDiagram([
      .init("a"), .init("b"), .init("c", inputs: ["a", "b"]), .init("d", inputs: ["c", "a"]),
    ])
    let texts = graph.textBoxes(width: 680).texts
    func x(_ name: String) throws -> Double { try #require(texts.first { $0.text == name }).box.midX }
    #expect(try x("a") < x("c") && x("b") < x("c") && x("c") < x("d"))
    let narrow = graph.textBoxes(width: 120).texts
    func y(_ name: String) throws -> Double { try #require(narrow.first { $0.text == name }).box.midY }
    #expect(try y("a") < y("c") && y("b") < y("c") && y("c") < y("d"))
  }

  @Test func `a graph's description has its leaves and its result`() {
    let graph = GraphDiagram([
      .init("a", value: 2, gradient: 3), .init("L", label: "L = a²", value: 4, inputs: ["a", "a"]),
    ])
    #expect(
      graph.alternative == "Computation graph of 2 nodes, from a (value 2, grad 3) to L = a² (value 4).")
    #expect(graph.dataTable.rows == [["a", "", "2", "3"], ["L = a²", "a, a", "4", ""]])
    #expect(graph.dataTable.columns == ["node", "from", "value", "gradient"])
  }

  @Test func `a graph of words has no columns of numbers, and names its nodes by what stands on them`() {
    let tree = GraphDiagram([
      .init("data", label: "What are the data?"),
      .init("t", label: "a table", inputs: ["data"], detail: "dense"),
      .init("d", inputs: ["t"]),
    ])
    #expect(tree.dataTable.columns == ["node", "from", "detail"])
    #expect(
      tree.dataTable.rows == [
        ["What are the data?", "", ""], ["a table", "What are the data?", "dense"], ["d", "a table", ""],
      ])
  }

  @Test(arguments: [680.0, 350, 200])
  func `on a gradient's way back stands the local derivative`(width: Double) {
    let x = Scalar(2, name: "x")
    let (u, v) = (x.power(2), -x)
    let y = u * v
    let expected: [Set<String>] = [[], ["× −2", "× 4"], ["× 4"], ["× −1"], []]
    for visited in 0...4 {
      let drawing = GraphDiagram(y, visited: visited, names: ["u": u, "v": v, "y": y]).textBoxes(width: width)
      #expect(misplaced(drawing).isEmpty, "\(misplaced(drawing).prefix(2))")
      let pills = drawing.texts.map(\.text).filter { $0.hasPrefix("× ") }
      #expect(Set(pills) == expected[visited])
    }
    #expect(!GraphDiagram(y).textBoxes(width: width).texts.contains { $0.text.hasPrefix("× ") })
    let square = x * x
    let twice = GraphDiagram(square, visited: 1)
    #expect(twice.textBoxes(width: width).texts.contains { $0.text == "× 4" })
    #expect(twice.dataTable.columns.last == "slopes" && twice.dataTable.rows.last?.last == "2, 2")
  }

  @Test func `a named number says how it was computed, where that is short`() {
    let x = Scalar(2, name: "x")
    let (u, v) = (x.power(2), -x)
    let y = u * v
    let graph = GraphDiagram(y, visited: 2, names: ["u": u, "v": v, "y": y])
    #expect(Set(graph.nodes.compactMap(\.label)) == ["x", "u = x²", "v = −x", "y = u × v"])
    // the way back visits the factors as they are written
    #expect(graph.nodes.filter(\.isHighlighted).map(\.label) == ["u = x²"])
    #expect(graph.nodes.first { $0.label == "x" }?.gradient == -8)
    let prediction = (x * x).tanh()
    let miss = prediction - Scalar(1, name: "target")
    let long = GraphDiagram(miss, names: ["prediction": prediction, "miss": miss])
    #expect(
      Set(long.nodes.compactMap(\.label)) == ["x", "×", "prediction = tanh", "target", "miss = −"])
    let root = GraphDiagram(x.power(0.5), names: [:]).nodes.compactMap(\.label)
    #expect(root == ["x", "^0.5"])
  }

  @Test func `a node before its inputs is refused`() async {
    await #expect(processExitsWith: .failure) { _ = GraphDiagram([.init("a", inputs: ["b"]), .init("b")]) }
  }

  @Test(arguments: [680.0, 350])
  func `a network's captions keep apart`(width: Double) {
    let network = NetworkDiagram(
      [
        .init("input", shape: "3 × 224 × 224"),
        .init("convolution", shape: "64 × 112 × 112", detail: "7 × 7, stride 2", parameters: 9408),
        .init("pooling", parameters: 0),
        .init("hidden", units: 4096, detail: "leaky ReLU", parameters: 16_781_312),
        .init("output", units: 10, parameters: 40_970),
      ], title: "A network with a title that is longer than a narrow drawing is wide")
    #expect(misplaced(network.textBoxes(width: width)).isEmpty)
    #expect(network.alternative.hasSuffix("16,831,690 parameters in all."))
  }

  @Test func `all units are drawn where they are few, and connections have the weights' signs`() {
    let network = NetworkDiagram([.init("in", units: 2), .init("out", units: 1, weights: [[1, -1]])])
    let svg = network.svg()
    #expect(SVGReader.read(svg)?.elements["circle"] == 3)
    #expect(svg.contains("light-dark(#684600,#f6db86)") && svg.contains("stroke-dasharray=\"2 3\""))
    let positive = NetworkDiagram([.init("in", units: 1), .init("out", units: 1, weights: [[1]])]).svg()
    #expect(!positive.contains("stroke-dasharray"))
  }

  @Test(arguments: [680.0, 350])
  func `words that attend keep apart, also long ones and many`(width: Double) {
    let words = (0..<30).map {
      $0 % 7 == 0 ? "Donaudampfschifffahrtsgesellschaftskapitän \($0)" : "w\($0 % 3)"
    }
    let weights = words.map { _ in words.map { _ in 1.0 / 30 } }
    let diagram = AttentionDiagram(
      sources: words, targets: words, weights: weights, title: "Everyone looks at everyone")
    #expect(misplaced(diagram.textBoxes(width: width)).isEmpty)
    #expect(misplaced(diagram.matrix.textBoxes(width: width)).isEmpty)
    let named = diagram.axes(targets: "the words that look", sources: "the words that they look at")
    #expect(misplaced(named.textBoxes(width: width)).isEmpty)
  }

  @Test(arguments: [680.0, 350])
  func `what stands on each side is written above the words`(width: Double) throws {
    let diagram = AttentionDiagram(
      sources: ["I", "am"], targets: ["ich", "bin"], weights: [[1, 0], [0, 1]] as [[Double]])
    let named = diagram.axes(targets: "German", sources: "looks at")
    let drawing = named.textBoxes(width: width)
    #expect(misplaced(drawing).isEmpty)
    func box(_ text: String) throws -> Box { try #require(drawing.texts.first { $0.text == text }).box }
    let (left, right) = (try box("German"), try box("looks at"))
    let (source, target) = (try box("ich"), try box("I"))
    #expect(left.maxY <= source.y && abs(left.maxX - source.maxX) < 1)
    #expect(right.maxY <= target.y && abs(right.x - target.x) < 1)
    #expect(named.alternative.hasPrefix("Attention of 2 words (German) to 2 (looks at); strongest: ich to I"))
    #expect(named.textBoxes(width: width).frame.height > diagram.textBoxes(width: width).frame.height)
  }

  @Test func `a word that looks at nothing is told so`() {
    let diagram = AttentionDiagram(
      sources: ["nine", "twenty"], targets: ["neun", "und"], weights: [[1, 0], [0.01, 0]] as [[Double]])
    #expect(diagram.alternative == "Attention of 2 words to 2; strongest: neun to nine (1), und to none.")
  }

  @Test func `one of a kind is one in a diagram's words`() {
    let cell = MatrixDiagram.Cell(row: 0, column: 1)
    let pictures: [(any SVGPicture, String)] = [
      (UnrolledDiagram(inputs: ["a"], outputs: ["b"], cell: "GRU"), "GRU unrolled over 1 step: "),
      (MatrixDiagram([[1.5, 2]]).highlighting([cell]), "Matrix of 1 row and 2 columns; "),
      (LookupDiagram([[1.0]], rows: ["cat"]), "a table of 1 row and 1 column: "),
      (LayerDiagram(inputs: [[1]], weights: [[2]], bias: [1]), "plus 1 bias. "),
      (GraphDiagram([.init("a")]), "Computation graph of 1 node, "),
      (NetworkDiagram([.init("in", units: 2)]), "Network of 1 layer: "),
    ]
    for (picture, words) in pictures {
      #expect(picture.alternative.contains(words), "\(picture.alternative)")
    }
    #expect(pictures[1].0.alternative.hasSuffix("; 1 cell stands out."))
  }

  @Test func `repeated words keep their own rows and columns in the matrix`() {
    let diagram = AttentionDiagram(
      sources: ["the", "the"], targets: ["a", "a", "a"],
      weights: [[1, 0], [0, 1], [0.5, 0.5]] as [[Double]])
    let texts = diagram.matrix.textBoxes().texts.map(\.text)
    #expect(texts.filter { $0 == "the" }.count == 2 && texts.filter { $0 == "a" }.count == 3)
  }

  @Test(arguments: SVGReader.hostile)
  func `hostile text stays text in diagrams`(text: String) throws {
    let pictures: [any SVGPicture] = [
      NetworkDiagram([.init(text, units: 2, shape: text, detail: text), .init(text)], title: text),
      GraphDiagram([.init(text, label: text), .init("b", inputs: [text])], title: text),
      AttentionDiagram(sources: [text], targets: [text], weights: [[1.0]], title: text),
    ]
    for picture in pictures {
      let reader = try #require(SVGReader.read(picture.responsiveSVG(id: text)))
      #expect(
        reader.elements["script"] == nil && reader.elements["p"] == nil && reader.elements["title"] == 1)
    }
  }
}
