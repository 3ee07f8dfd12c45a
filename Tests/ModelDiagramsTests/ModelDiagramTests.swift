import Foundation
import ModelDiagrams
import NeuralNetworks
import SVGCharts
import TestSupport
import Testing

/// Diagrams of what models are made of: matrices, convolutions, cells, unrolled networks, blocks.
@Suite struct ModelDiagramTests {
  private static let word = "Donaudampfschifffahrtsgesellschaft"

  static let pictures: [(name: String, picture: any SVGPicture & Sendable)] = [
    (
      "numbers",
      MatrixDiagram([[1.5, -0.25], [0, 100]], rows: ["a", word], columns: [word, "b"], title: word)
    ),
    ("many", MatrixDiagram((0..<30).map { row in (0..<30).map { Double(row * $0) } }, coloring: .sequential)),
    (
      "names",
      MatrixDiagram(
        (0..<9).map { _ in [Int](repeating: 7, count: 9) }, columns: (0..<9).map { "\(word)\($0)" })
    ),
    (
      "words",
      MatrixDiagram(texts: [["<s>", "cat", word], ["go", "", "<pad>"]]).axes(rows: word, columns: "time")
    ),
    ("convolution", convolution.at(1, 0)),
    ("unrolled", UnrolledDiagram(inputs: (0..<11).map { "\(word)\($0)" }, outputs: ["yes"], cell: "LSTM")),
    (
      "states",
      UnrolledDiagram(inputs: ["a", "b"], outputs: ["b", "c"], states: [[1, -1, .nan], [0, 0.5, 2]])
    ),
    (
      "encoder and decoder",
      UnrolledDiagram(
        sources: ["twenty", "one"], decoderInputs: ["<sos>", "ein", "und"],
        decoderOutputs: ["ein", "und", "zwanzig"], context: "context vector", attention: [0.2, 0.8], step: 1)
    ),
    (
      "lstm",
      GatedCellDiagram.lstm(
        forget: 0.931, input: 0, candidate: -0.4, output: 1, memory: (0.5, 0.46), hidden: (0, 0.4))
    ),
    (
      "neuron",
      NeuronDiagram(
        inputs: [Scalar(2, name: word), Scalar(-0.5, name: "b")],
        weights: [Scalar(1, name: "w"), Scalar(-3, name: word)], bias: Scalar(-2, name: "b"), title: word
      ) { $0.relu() }
    ),
    ("gru", GatedCellDiagram.gru(reset: 0.25, update: 0.5, candidate: -1, hidden: (-0.5, 0.75), title: word)),
    (
      "beam",
      BeamDiagram(
        [
          .init(["the"], score: -0.5, fate: .best), .init([word], score: -1.25),
          .init(["a"], score: -3, fate: .dropped), .init(["the", "cat"], score: -0.75, fate: .best),
          .init(["the", "dog"], score: -12.5, fate: .dropped),
          .init([word, "sat"], score: -1.5, fate: .answer),
          .init([word, word], score: -.infinity, fate: .dropped),
          .init(["the", "cat", "</s>"], score: -0.8, fate: .best),
        ], title: word)
    ),
    (
      "block",
      BlockDiagram(
        [
          .around([.init("layer norm", parameters: 128), .init(word + word, detail: word)]),
          .layer(.init("x")),
        ],
        input: word, times: 12, title: "Block")
    ),
    (
      "streams",
      StreamDiagram(
        tokens: ["a", word, "it", "is", "so"], width: 32,
        blocks: [.init(attention: word, feedForward: "two words"), .init(attention: "", feedForward: word)],
        answer: word, title: word)
    ),
    (
      "many streams",
      StreamDiagram(
        tokens: (0..<10).map { "\($0)" }, width: 8, blocks: [.init(attention: "x", feedForward: "y")],
        isCausal: false)
    ),
    (
      "plate",
      ArchitecturePlate(
        ArchitecturePlate.Kind.allCases.map { .init($0, note: "2000 parameters") }
          + [.init(.lstm, name: word, note: word)], inputs: 12, title: word)
    ),
  ]

  private static let convolution = ConvolutionDiagram(
    input: [[1, 2, 0], [0, 1, 3], [2, 2, 1]] as [[Double]], kernel: [[1, 0], [-1, 2]] as [[Double]])

  @Test(arguments: [680.0, 350], pictures.map(\.name))
  func `texts keep apart and none is cut`(width: Double, name: String) throws {
    let picture = try #require(Self.pictures.first { $0.name == name }?.picture)
    #expect(misplaced(picture.textBoxes(width: width)).isEmpty)
    #expect(picture.textBoxes(width: width).frame.width <= width + 0.01)
    #expect(SVGReader.read(picture.responsiveSVG(id: "a")) != nil)
    #expect(picture.alternative.hasSuffix("."))
  }

  @Test func `a beam's tree grows without moving what is there`() {
    let nodes: [BeamDiagram.Node] = [
      .init(["a"], score: -1), .init(["b"], score: -2, fate: .dropped), .init(["a", "a"], score: -1.5),
      .init(["a", "b"], score: -3),
    ]
    let young = BeamDiagram(nodes, steps: 1).textBoxes()
    let grown = BeamDiagram(nodes).textBoxes()
    #expect(Array(grown.texts.prefix(young.texts.count)) == young.texts && young.texts.count == 4)
    #expect(young.frame == grown.frame)
    #expect(BeamDiagram(nodes, steps: 1).alternative.contains("kept “a” (−1.00); dropped “b” (−2.00)."))
    #expect(BeamDiagram(nodes, steps: 1).dataTable.rows.count == 2)
  }

  @Test func `a beginning that hangs in the air is refused`() async {
    await #expect(processExitsWith: .failure) { _ = BeamDiagram([.init(["a", "b"], score: -1)]) }
  }

  @Test func `on a narrow page the output is next to the kernel`() throws {
    let wide = ConvolutionDiagram(
      input: (0..<8).map { row in (0..<8).map { Double(row * $0) } },
      kernel: [[1, 0], [0, 1]] as [[Double]])
    func tops(_ width: Double) throws -> [Double] {
      let texts = wide.at(0, 0).textBoxes(width: width).texts
      return try ["input", "∗", "="].map { name in
        try #require(texts.first { $0.text == name }).box.midY
      }
    }
    let narrow = try tops(350)
    #expect(abs(narrow[1] - narrow[2]) < 1 && narrow[1] > narrow[0] + 150)
    #expect(abs(try tops(680)[1] - tops(680)[2]) < 1)
  }

  @Test func `arcs that pass between lines leave no room above the first`() throws {
    let picture = try #require(Self.pictures.first { $0.name == "encoder and decoder" }?.picture)
    func top(_ width: Double) -> Double { picture.textBoxes(width: width).texts.map(\.box.y).min() ?? 0 }
    #expect(top(680) > 60 && top(350) < 60, "\(top(680)) \(top(350))")
  }

  @Test func `a convolution is computed from the numbers that it shows`() {
    #expect(Self.convolution.output == [[3, 7], [2, 1]])
    let text = Self.convolution.at(1, 0).alternative
    #expect(text.contains("row 2, column 1 of the output: 0·1 + 1·0 + 2·(−1) + 2·2 = 2"))
    let strided = ConvolutionDiagram(
      input: [[1, 2, 3, 4, 5]] as [[Double]], kernel: [[1, 1, 1]] as [[Double]], stride: 2, padding: 0)
    #expect(strided.output == [[6, 12]] && strided.positions.count == 2)
    let padded = ConvolutionDiagram(
      input: [[1, 2], [3, 4]] as [[Double]], kernel: [[1]] as [[Double]], padding: 1)
    #expect(padded.output.count == 4 && padded.output[1] == [0, 1, 2, 0])
  }

  @Test func `while a convolution runs, only what is computed is shown`() {
    func outputs(_ picture: ConvolutionDiagram) -> [String] {
      let texts = picture.textBoxes().texts
      let start = texts.firstIndex { $0.text == "output" } ?? 0
      return texts[(start + 1)...].map(\.text).filter { !$0.contains("=") }.sorted()
    }
    #expect(outputs(Self.convolution) == ["1", "2", "3", "7"])
    #expect(outputs(Self.convolution.at(0, 1)) == ["3", "7"])
  }

  @Test func `a kernel larger than the input is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = ConvolutionDiagram(input: [[1.0]], kernel: [[1.0, 2.0]])
    }
  }

  @Test func `rows of different lengths are refused`() async {
    await #expect(processExitsWith: .failure) { _ = MatrixDiagram([[1.0], [1.0, 2.0]]) }
  }

  @Test func `shares are percents and states are numbers`() {
    let texts = GatedCellDiagram.lstm(forget: 0.931, candidate: -0.4, hidden: (0.25, 1)).textBoxes().texts
      .map(\.text)
    #expect(texts.contains("93 %") && texts.contains("−0.4") && texts.contains("0.25"))
    #expect(texts.filter { $0 == "σ" }.count == 2)
  }

  @Test func `a gradient goes back on a dashed line with an open head`() {
    func drawing(_ gradient: Double?, isHighlighted: Bool) -> String {
      GraphDiagram([
        .init("a", value: 1, gradient: gradient),
        .init("b", value: 2, gradient: gradient, inputs: ["a"], isHighlighted: isHighlighted),
      ]).svg()
    }
    let back = drawing(1, isHighlighted: true)
    #expect(back.contains("stroke-dasharray=\"6 4\"") && back.contains("light-dark(#8c0f5c,#ff7fbb)"))
    #expect(!drawing(1, isHighlighted: false).contains("stroke-dasharray"))
    #expect(!drawing(nil, isHighlighted: true).contains("stroke-dasharray"))
  }

  private static let lstm = GatedCellDiagram.lstm(
    forget: 0.953, input: 0.818, candidate: -0.762, output: 0.378, memory: (-2, -2.53), hidden: (0.5, -0.373),
    x: 1)
  private static let gru = GatedCellDiagram.gru(
    reset: 0.5, update: 0.731, candidate: 0.964, hidden: (0.5, 0.625), x: -1)

  @Test(arguments: [680.0, 350], [lstm, gru])
  func `a cell is built up one part at a time`(width: Double, cell: GatedCellDiagram) {
    let steps = cell.buildUp
    #expect(steps.count == 5)
    var known = 0
    for (sentence, picture) in steps {
      let boxes = picture.textBoxes(width: width)
      #expect(misplaced(boxes).isEmpty, "\(sentence)")
      #expect(boxes.frame.width <= width + 0.01)
      #expect(boxes.texts.count > known, "\(sentence)")
      known = boxes.texts.count
    }
    let (whole, last) = (cell.textBoxes(width: width).texts, steps[4].1.textBoxes(width: width).texts)
    #expect(whole.map(\.text) == last.map(\.text))
  }

  @Test(arguments: [lstm, gru])
  func `the parts to come are there from the first step, pale and without words`(cell: GatedCellDiagram)
    throws
  {
    let steps = cell.buildUp.map(\.1)
    let pale = steps.map { $0.svg().components(separatedBy: "opacity=\"0.2\"").count - 1 }
    #expect(pale == [1, 1, 1, 1, 0])
    #expect(steps[0].textBoxes().texts.map(\.text).allSatisfy { !$0.contains("%") && $0 != "×" && $0 != "+" })
    #expect(cell.svg().components(separatedBy: "opacity=\"0.2\"").count == 1)
  }

  private static let neuron = NeuronDiagram(
    inputs: [Scalar(2, name: "sun"), Scalar(-3, name: word), Scalar(0)],
    weights: [Scalar(0.5, name: "w₁"), Scalar(1), Scalar(-1, name: "w₃")], bias: Scalar(1, name: "b")
  ) { $0.sigmoid() }

  @Test(arguments: [680.0, 350])
  func `a neuron is drawn with what it computes`(width: Double) {
    let boxes = Self.neuron.textBoxes(width: width)
    let texts = boxes.texts.map(\.text)
    #expect(boxes.frame.width <= width + 0.01)
    #expect(texts.contains("z = 1 − 3 + 0 + 1 = −1") && texts.contains("b = 1") && texts.contains("0.269"))
    #expect(
      texts.contains { $0.hasSuffix("0.5 · 2 = 1") } && texts.contains { $0.hasSuffix("1 · (−3) = −3") })
    #expect(Self.neuron.alternative.hasSuffix("add up to −1; the activation turns that into 0.269."))
    #expect(Self.neuron.dataTable.rows.last?.first == "σ(z)")
  }

  @Test func `a larger weight has a thicker line, and a negative one is dashed`() {
    func lines(_ weights: [Double], thickest: Double? = nil) -> String {
      NeuronDiagram(
        inputs: weights.map { _ in Scalar(1) }, weights: weights.map { Scalar($0) }, bias: Scalar(0),
        thickest: thickest
      ) { $0.tanh() }.svg()
    }
    #expect(
      lines([1, 0.2]).contains("stroke-width=\"6\"") && lines([1, 0.2]).contains("stroke-width=\"2\"/>"))
    #expect(!lines([1], thickest: 5).contains("stroke-width=\"6\""))
    #expect(lines([1], thickest: 1).contains("stroke-width=\"6\""))
    #expect(
      !lines([1, 0.2]).contains("stroke-dasharray") && lines([1, -0.2]).contains("stroke-dasharray=\"2 3\""))
  }

  @Test func `a neuron without a weight for an input is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = NeuronDiagram(inputs: [Scalar(1), Scalar(2)], weights: [Scalar(1)], bias: Scalar(0)) { $0.tanh() }
    }
  }

  @Test func `the sentences compute with the cell's numbers`() {
    let sentences = Self.lstm.buildUp.map(\.0)
    #expect(sentences[1].hasSuffix("multiplied by: $0.953 \\cdot (-2) = -1.91$."))
    #expect(sentences[3].contains("$0.818 \\cdot (-0.762) = -0.623$") && sentences[3].contains("$-2.53$"))
    #expect(Self.gru.buildUp[4].0.hasSuffix("The new state is $0.625$."))
    let wiring = GatedCellDiagram.lstm().buildUp.map(\.0)
    #expect(wiring.allSatisfy { !$0.contains(": .") && $0.hasSuffix(".") } && !wiring[1].contains("="))
  }

  @Test(arguments: [680.0, 350])
  func `a convolution is pooled after its bias and a ReLU`(width: Double) {
    var picture = ConvolutionDiagram(
      input: [[1, 2, 0, 1], [0, 1, 3, 0], [2, 2, 1, 1], [0, 0, 1, 2]] as [[Double]],
      kernel: [[1]] as [[Double]])
    (picture.bias, picture.pooling) = (-1.5, 2)
    #expect(picture.output[0] == [0, 0.5, 0, 0])
    let texts = picture.at(0, 0).textBoxes(width: width)
    #expect(misplaced(texts).isEmpty)
    let start = texts.texts.firstIndex { $0.text == "pooled" } ?? 0
    #expect(
      texts.texts[start...].prefix(5).map(\.text).sorted() == ["0.50", "0.50", "0.50", "1.50", "pooled"])
    #expect(texts.texts.contains { $0.text == "1·1 + (−1.5) = −0.5 → 0" })
  }

  @Test func `a block's description has its layers, shortcuts and parameters`() {
    let block = BlockDiagram(
      [.around([.init("norm", parameters: 8), .init("attention", parameters: 80)]), .layer(.init("head"))],
      times: 3)
    #expect(
      block.alternative
        == "From x: [norm (8 parameters), then attention (80 parameters)] added to its input; then head; to x; "
        + "88 parameters; 3 such blocks.")
    #expect(block.dataTable.rows.map { $0[3] } == ["yes", "yes", "no"])
  }

  @Test(arguments: [
    (3, [2, 2, 4, 4, 4, 3, 3]), (8, [2, 4, 9, 9, 9, 3, 3]), (12, [2, 4, 13, 13, 13, 3, 3]),
  ])
  func `a way to the answer is as long as the text, or has a length of its own`(inputs: Int, steps: [Int]) {
    let plate = ArchitecturePlate(ArchitecturePlate.Kind.allCases.map { .init($0) }, inputs: inputs)
    #expect(plate.dataTable.rows.map { $0[2] } == steps.map(String.init))
  }

  @Test func `the last token's stream is told to read the others`() {
    let streams = StreamDiagram(
      tokens: ["a", "b"], width: 4, blocks: [.init(attention: "80 weights", feedForward: "120 weights")])
    #expect(streams.alternative.contains("reads the streams of the tokens before it and its own"))
    #expect(
      streams.dataTable.rows == [["1", "attention", "80 weights"], ["1", "feed-forward", "120 weights"]])
  }

  @Test(arguments: SVGReader.hostile)
  func `hostile text stays text in these too`(text: String) throws {
    let pictures: [any SVGPicture] = [
      MatrixDiagram(texts: [[text]], rows: [text], columns: [text], title: text).axes(
        rows: text, columns: text),
      UnrolledDiagram(inputs: [text], outputs: [text], cell: text, title: text),
      BlockDiagram([.layer(.init(text, detail: text))], input: text, title: text),
      GatedCellDiagram.lstm(title: text), GraphDiagram([.init("a", detail: text)]),
      StreamDiagram(
        tokens: [text, text], width: 2, blocks: [.init(attention: text, feedForward: text)], answer: text),
      ArchitecturePlate([.init(.dense, name: text, note: text)], title: text),
    ]
    for picture in pictures {
      let reader = try #require(SVGReader.read(picture.responsiveSVG(id: text)))
      #expect(reader.elements["script"] == nil && reader.elements["title"] == 1)
    }
  }
}
