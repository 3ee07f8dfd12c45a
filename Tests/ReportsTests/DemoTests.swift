import Displays
import Foundation
import Notebooks
import Reports
import Testing

@Suite struct DemoTests {
  /// A network with one layer that reads pictures of 2 × 3 cells.
  private static func drawing(
    _ operation: Demo.Operation = .linear, label: String = "b", name: String = "net"
  ) -> Demo {
    let canvas = Demo.Canvas(
      height: 2, width: 3, inkHeight: 2, inkWidth: 2, ink: 3, xRange: 1...1.5, yRange: 1...1)
    let layer = Demo.Layer(operation, ["outputs": 2], weights: [[1, -2.5, 0.1], []])
    return Demo(
      task: .drawing(canvas), networks: [Demo.Network(name: name, layers: [layer])], outputs: ["a", label],
      examples: [Demo.Example(label: label, pixels: [0, 0.5, 0, 1, 0.5, 0], logits: [[0, log(Float(3))]])])
  }

  private static func typing(_ vocabulary: [String], _ text: String, logits: [Float], writes: Bool) -> Demo {
    let tokens = Demo.Tokens(vocabulary: vocabulary, areCharacters: false)
    return Demo(
      task: writes ? .writing(tokens) : .reading(tokens),
      networks: [Demo.Network(name: "net", layers: [Demo.Layer(.gru)])],
      outputs: writes ? vocabulary : ["no", "yes"], examples: [Demo.Example(label: text, logits: [logits])])
  }

  private static func page(_ demo: Demo) -> String { CellTests.page(.display(.demo(demo))) }

  /// The data for the script.
  private static func data(_ page: String) throws -> [String: Any] {
    let start = try #require(page.range(of: "<script type=\"application/json\" class=\"demo-data\">"))
      .upperBound
    let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
    let json = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
    return try #require(json as? [String: Any])
  }

  @Test func `without a script the first example shows with the engine's probabilities`() {
    let markup = MarkupChecker(Self.page(Self.drawing()))
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "paper").map { $0.attributes["viewBox"] } == ["0 0 3 2"])
    let greys = markup.elements(named: "path").filter { $0.attributes["fill-opacity"] != nil }
    #expect(greys.map { $0.attributes["d"] } == ["M1 0h1v1h-1zM1 1h1v1h-1z", "M0 1h1v1h-1z"])
    #expect(markup.text.contains("25.0\u{A0}%") && markup.text.contains("75.0\u{A0}%"))
    #expect(markup.elements(ofClass: "best").count == 1)
  }

  @Test func `a text shows each word's probability given the words before it`() {
    let thirds = [Float](repeating: 0, count: 3)
    let demo = Self.typing(["x", "y", "z"], "x z", logits: [0, 0, log(2)] + thirds, writes: true)
    let markup = MarkupChecker(Self.page(demo))
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "token").map { $0.attributes["style"] } == [nil, "--tint: 15%"])
    #expect(markup.elements(ofClass: "token").map { $0.attributes["title"] } == [nil, "50.0\u{A0}%"])
    #expect(markup.text.components(from: "probability").contains("33.3\u{A0}%"))
  }

  @Test func `a text shows the class's probability up to each word`() {
    let demo = Self.typing(["x", "y"], "x y x", logits: [0, 0, 9, 0, 0, log(4)], writes: false)
    let titles = MarkupChecker(Self.page(demo)).elements(ofClass: "token").map { $0.attributes["title"] }
    #expect(titles == ["no 50.0\u{A0}%", "no 100.0\u{A0}%", "yes 80.0\u{A0}%"])
  }

  @Test func `weights are little-endian bytes, with their lengths`() throws {
    let data = try Self.data(Self.page(Self.drawing()))
    let network = try #require((data["networks"] as? [[String: Any]])?.first)
    let weights = try #require(network["weights"] as? String)
    let bytes = try #require(Data(base64Encoded: weights))
    #expect(Array(bytes) == [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0xCD, 0xCC, 0xCC, 0x3D])
    let layer = try #require((network["layers"] as? [[String: Any]])?.first)
    #expect(layer["sizes"] as? [Int] == [3, 0])
    #expect(layer["settings"] as? [String: Double] == ["outputs": 2])
  }

  @Test func `no name, class or word of a network is markup, or ends the data`() throws {
    let hostile = EscapingTests.hostile + "<!--\u{FFFE}</script >"
    var demos = [Self.drawing(label: hostile, name: hostile)]
    demos[0].networks.append(demos[0].networks[0])
    demos[0].examples[0].logits.append([0, 0])
    for writes in [true, false] {
      demos.append(Self.typing([hostile, "y"], "y \(hostile)", logits: [0, 1, 1, 0, 0, 0], writes: writes))
    }
    for demo in demos {
      let page = Self.page(demo)
      let markup = MarkupChecker(page)
      #expect(markup.problems == [])
      #expect(markup.elements(named: "script").count == 2)
      #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{FFFE}" })
      let outputs = try Self.data(page)["outputs"] as? [String]
      #expect(outputs?.contains(hostile) == true || demo.outputs == ["no", "yes"])
    }
  }

  @Test func `a page carries only the scripts that its networks need`() {
    let none = CellTests.page(.display(.text("x")))
    #expect(!none.contains("function network("))
    let dense = Self.page(Self.drawing())
    #expect(dense.contains("function makeDrawing") && !dense.contains("function conv2D"))
    let words = Self.page(Self.typing(["x"], "x", logits: [0], writes: true))
    #expect(words.contains("function makeTyping") && words.contains("function recurrent"))
    #expect(!words.contains("function makeDrawing") && !words.contains("function causalBlock"))
    #expect(!words.contains("class Sampler") && !words.contains("class Tour"))
    let whole = Self.page(Self.transformer)
    #expect(
      whole.contains("class Tour") && whole.contains("function makeTyping")
        && !whole.contains("class Sampler"))
  }

  @Test(arguments: [Demo.Operation.conv2D, .gru, .causalBlock])
  func `style and script of a page with networks stay below 60 KB`(operation: Demo.Operation) throws {
    var demo = Self.typing(["x"], "x", logits: [0], writes: true)
    demo.networks[0].layers[0].operation = operation
    let page = Self.page(operation == .conv2D ? Self.drawing(operation) : demo)
    let content = try #require(page.range(of: "<body>")).lowerBound
    let fonts = PageFonts.styleSheet(for: page).utf8.count
    #expect(page[..<content].utf8.count - fonts <= 60_000)
  }

  @Test func `scripts in a page have no extra spaces, and their strings are unchanged`() {
    let page = Self.page(Self.typing(["x"], "x", logits: [0], writes: true))
    #expect(page.contains("const surprise=(share)=>Math.min(1,-Math.log(share)/Math.log(100));"))
    #expect(page.contains("textContent:title") && !page.contains("textContent: title"))
    #expect(page.contains("word(\"Type, and the network goes on\"):word(\"Type a text for the network\")"))
    #expect(page.contains("`${demo.outputs[shares.indexOf(best)]}, ${asPercent(best)}`"))
    #expect(page.contains("/[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]/gu) ?? [])"))
    #expect(!page.contains("// The tokens of a text"))
  }

  @Test func `the model's probabilities are beside those that the choice leaves`() {
    var demo = Self.typing(["x", "y", "z"], "x", logits: [0, 0, log(2)], writes: true)
    demo.task = .sampling(
      Demo.Tokens(vocabulary: demo.outputs, areCharacters: false),
      Demo.Choice(temperature: 1, topK: 1, topP: 0.9, shares: [0, 0, 1]))
    let markup = MarkupChecker(Self.page(demo))
    #expect(markup.problems == [])
    let table = markup.text.components(from: "as chosen")
    #expect(table.contains("50.0\u{A0}%") && table.contains("100.0\u{A0}%") && table.contains("25.0\u{A0}%"))
    #expect(markup.text.contains("temperature 1.0 · top-k 1 · top-p 0.90"))
  }

  /// A transformer with two heads that reads "ab".
  private static var transformer: Demo {
    let letters = ["a", "b", "<"]
    let seen = Demo.Trace.Block(
      weights: [[[1], [0.25, 0.75]], [[1], [0.5, 0.5]]], attended: [[1, -1], [0, 0]],
      left: [[2, 0], [0, 0]])
    let block = Demo.Layer(
      .causalBlock, ["heads": 2, "width": 6, "rotary": 1],
      weights: [12, 6, 4, 2, 12, 6, 12, 2, 2, 2, 2, 2].map { [Float](repeating: 0, count: $0) })
    let layers = [
      Demo.Layer(.embedding, ["width": 2], weights: [[Float](repeating: 0, count: 6)]), block,
      Demo.Layer(.linear, weights: [[Float](repeating: 0, count: 6), [0, 0, 0]]),
    ]
    return Demo(
      task: .transformer(
        Demo.Tokens(vocabulary: letters, areCharacters: true),
        Demo.Trace(vectors: [[0, 0], [0, 0]], blocks: [seen])),
      networks: [Demo.Network(name: "net", layers: layers)], outputs: letters,
      examples: [Demo.Example(label: "ab", logits: [[0, 0, 0, log(2), 0, 0]])])
  }

  @Test func `a transformer's picture has its sizes, its heads and the last token's probabilities`() {
    let markup = MarkupChecker(Self.page(Self.transformer))
    #expect(markup.problems == [])
    // Matrices and biases of a part, with its norm.
    #expect(markup.text.contains("28 weights") && markup.text.contains("36 weights"))
    #expect(markup.text.contains("2 heads of 1") && markup.text.contains("2 → 6 → 2"))
    #expect(markup.text.contains("next after “ab”") && markup.text.contains("50.0\u{A0}%"))
    #expect(markup.elements(ofClass: "head").count == 2 && markup.elements(ofClass: "block").count == 1)
    let curves = markup.elements(named: "path").filter {
      $0.attributes["opacity"] != nil && $0.attributes["d"] != nil
    }
    #expect(curves.map { $0.attributes["stroke-width"] } == ["3.25", "7.75"])
  }

  @Test func `a transformer's picture reaches over the margin of a wide page`() {
    let page = Self.page(Self.transformer)
    #expect(
      MarkupChecker(page).elements(ofClass: "broad").map { $0.attributes["class"] } == [
        "plate demo transformer broad"
      ])
    #expect(
      page.contains(".plate.broad{display:flex;width:calc(") && page.contains(".pictures svg{width:46%;"))
  }

  @Test func `a strip's colours are in units of twice the root mean square`() {
    // The squares of twelve numbers add up to 6. The first cell has no place.
    let page = Self.page(Self.transformer)
    #expect(page.contains("<rect class=\"d14\"/><rect class=\"d2\" y=\"6\"/>"))
    #expect(page.contains("<rect class=\"d16\"/><rect class=\"d8\" y=\"6\"/>"))
    #expect(page.contains("±1.41"))
  }

  @Test func `weights that several networks share are on the page once`() throws {
    let demo = Self.transformer
    let page = CellTests.page(.display(.row([.demo(demo), .demo(demo)])))
    #expect(page.components(separatedBy: "\"weights\":").count == 2)
    #expect(page.contains("\"id\":\"weights:1\"") && page.contains("\"weightsOf\":\"weights:1\""))
  }

  @Test func `an inconsistent choice or trace is not shown`() {
    func isShown(_ demo: Demo) -> Bool {
      var reader = WireReader(WireWriter.bytes(of: Display.demo(demo))[...])
      return (try? reader.read(Display.self)) == .demo(demo)
    }
    #expect(isShown(Self.transformer))
    let changes: [(inout Demo.Trace) -> Void] = [
      { $0.vectors.removeLast() }, { $0.blocks = [] }, { $0.blocks[0].weights.removeLast() },
      { $0.blocks[0].weights[0][1].removeLast() }, { $0.blocks[0].left[0][0] = .nan },
    ]
    for (number, change) in changes.enumerated() {
      var demo = Self.transformer
      guard case .transformer(let tokens, var trace) = demo.task else { continue }
      change(&trace)
      demo.task = .transformer(tokens, trace)
      #expect(!isShown(demo), "change \(number)")
    }
    var demo = Self.typing(["x"], "x", logits: [0], writes: true)
    for shares in [[Float(1)], [], [.infinity]] {
      let choice = Demo.Choice(temperature: 1, topK: 1, topP: 1, shares: shares)
      demo.task = .sampling(Demo.Tokens(vocabulary: ["x"], areCharacters: false), choice)
      #expect(isShown(demo) == (shares == [1]))
    }
  }

  @Test func `an inconsistent demo is not shown`() {
    func read(_ demo: Demo) -> Display? {
      var reader = WireReader(WireWriter.bytes(of: Display.demo(demo))[...])
      return try? reader.read(Display.self)
    }
    let whole = Self.drawing()
    #expect(read(whole) == .demo(whole))
    let changes: [(inout Demo) -> Void] = [
      { $0.examples = [] }, { $0.outputs = [] }, { $0.examples[0].pixels.removeLast() },
      { $0.examples[0].logits[0].append(1) }, { $0.examples[0].logits = [] },
      { $0.examples[0].logits[0][0] = .nan }, { $0.networks[0].layers[0].settings["slope"] = .infinity },
      { $0.networks[0].layers[0].settings["outputs"] = 1e300 },
      { ($0.networks, $0.examples[0].logits) = ([], []) },
    ]
    for (number, change) in changes.enumerated() {
      var demo = whole
      change(&demo)
      #expect(read(demo) == nil, "change \(number)")
    }
    for writes in [true, false] {
      var demo = Self.typing(["x", "y"], "x y", logits: [0, 1, 2, 3], writes: writes)
      #expect(read(demo) == .demo(demo))
      // No token may lack its probability, and one class has no chance to compare it with.
      demo.outputs = ["x"]
      #expect(read(demo) == nil, "\(writes)")
    }
    var transformer = Self.transformer
    transformer.examples[0].label = ""
    #expect(read(transformer) == nil)
  }
}
