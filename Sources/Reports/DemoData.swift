import Displays
import Markup
import Notebooks

/// A demo as its script reads it: JSON, with the numbers as bytes in base64.
struct DemoData: Encodable {
  struct Network: Encodable {
    var name: String
    var layers: [Layer]
    /// All layers' weights, one after the other: 32-bit floats, little-endian.
    var weights: String?
    /// The name by which later networks of the page refer to these weights.
    var id: String?
    /// The name of an earlier network that has the same weights.
    var weightsOf: String?
  }

  struct Layer: Encodable {
    var operation: String
    var settings: [String: Double]
    /// The number of weights in each of its tensors.
    var sizes: [Int]
  }

  struct Canvas: Encodable {
    var height, width: Int
    var inkHeight, inkWidth, ink: Double
    var x, y: [Double]
  }

  struct Example: Encodable {
    var label: String
    var pixels: String?
    /// The engine's output, so that tests can compare.
    var logits: [String]
  }

  var networks: [Network]
  var outputs: [String]
  var examples: [Example]
  var canvas: Canvas?
  var vocabulary: [String]?
  var areCharacters: Bool?
  var limit: Int?
  var choice: Choice?

  struct Choice: Encodable {
    var temperature, topP: Double
    var topK: Int
  }

  init(_ demo: Demo, words: PageWords = PageWords()) {
    outputs = demo.outputs
    networks = demo.networks.map { network in
      Network(
        name: words[network.name],
        layers: network.layers.map {
          Layer(operation: $0.operation.rawValue, settings: $0.settings, sizes: $0.weights.map(\.count))
        },
        weights: PageData.base64(network.layers.flatMap { $0.weights.joined() }))
    }
    examples = demo.examples.map { example in
      Example(
        label: example.label, pixels: example.pixels.isEmpty ? nil : PageData.base64(example.pixels),
        logits: example.logits.map(PageData.base64))
    }
    switch demo.task {
    case .drawing(let canvas):
      self.canvas = Canvas(
        height: canvas.height, width: canvas.width, inkHeight: canvas.inkHeight, inkWidth: canvas.inkWidth,
        ink: canvas.ink, x: [canvas.xRange.lowerBound, canvas.xRange.upperBound],
        y: [canvas.yRange.lowerBound, canvas.yRange.upperBound])
    case .reading(let tokens), .writing(let tokens):
      (vocabulary, areCharacters, limit) = (tokens.vocabulary, tokens.areCharacters, tokens.limit)
    case .transformer(let tokens, _):
      (vocabulary, areCharacters) = (tokens.vocabulary, true)
      limit = min(tokens.limit ?? Demo.Trace.places, Demo.Trace.places)
    case .sampling(let tokens, let choice):
      (vocabulary, areCharacters, limit) = (tokens.vocabulary, tokens.areCharacters, tokens.limit)
      self.choice = Choice(temperature: choice.temperature, topP: choice.topP, topK: choice.topK)
    }
  }

  /// The element that holds the data.
  func html() -> Node { PageData.html(of: self) }
}
