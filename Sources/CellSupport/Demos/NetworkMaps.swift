import Datasets
import Displays
import NeuralNetworks
import SVGCharts
import Tensors

/// A trained convolutional network laid open: every map that it makes of a digit, from the first layer to the answer.
///
///     NetworkMaps(reader, like: test)
///
/// The reader chooses a digit, a map and a place in it, and sees the windows and kernels that made this number. The page runs
/// the network itself, with its weights. Without a script a few maps of each layer show.
///
/// The network is a `Sequential` of convolutions, ReLUs and max pooling, then `GlobalMaxPool` and one `Linear`.
public struct NetworkMaps: Displayable {
  private static let known: Set<Demo.Operation> = [.conv2D, .relu, .maxPool2D, .globalMaxPool, .linear]

  private let demo: Demo
  private let still: Figure

  /// - Parameters:
  ///   - data: pictures of one channel that the network was not trained on. The first one of each class that the network
  ///     reads correctly can be chosen.
  ///   - examples: the most pictures to choose from.
  public init(_ model: Sequential, like data: Dataset<Int>, examples: Int = 5) {
    let network = Demo.Network("network", [model], for: "NetworkMaps")
    Self.check(network, data)
    let names = data.classNames.isEmpty ? (0..<data.classCount).map(String.init) : data.classNames
    let logits = withoutGradient { model(data.features, .inference) }
    let answers = logits.argmax().scalars
    var chosen: [Int] = []
    for index in 0..<data.count where answers[index] == data.labels[index] && chosen.count < examples {
      if !chosen.contains(where: { data.labels[$0] == data.labels[index] }) { chosen.append(index) }
    }
    precondition(!chosen.isEmpty, "NetworkMaps expects a network that reads one picture correctly or more")
    demo = Demo(
      task: .drawing(Demo.Canvas(like: data)), networks: [network], outputs: names,
      examples: chosen.map {
        .init(label: names[data.labels[$0]], pixels: Array(data.sample($0)), logits: [logits[$0].scalars])
      })
    still = Self.picture(of: data.features[chosen[0]], model)
  }

  public var displays: [Display] { [.widget(Widget(.layers(demo), stills: [still]))] }

  private static func check(_ network: Demo.Network, _ data: Dataset<Int>) {
    let operations = network.layers.map(\.operation)
    precondition(
      operations.first == .conv2D && operations.allSatisfy(known.contains)
        && operations.suffix(2) == [.globalMaxPool, .linear]
        && operations.filter { [.globalMaxPool, .linear].contains($0) }.count == 2,
      "NetworkMaps expects Conv2D, ReLU and MaxPool2D, then GlobalMaxPool and Linear, but got \(operations)")
    precondition(
      network.layers.allSatisfy { ($0.settings["groups"] ?? 1) == 1 && $0.settings["outputs"] ?? 1 <= 64 },
      "NetworkMaps expects convolutions without groups, of at most 64 channels")
    let shape = data.sampleShape
    precondition(
      shape.count == 3 && shape[0] == 1 && max(shape[1], shape[2]) <= 28,
      "NetworkMaps expects pictures of one channel, at most 28 × 28, but got samples of \(shape)")
  }

  /// The picture, and below it the liveliest maps of each layer.
  private static func picture(of x: Tensor, _ model: Sequential) -> Figure {
    let activations = withoutGradient { model.activations(x.expandedDimensions(axis: 0)) }
    let layers = model.layers.indices.filter { index in
      activations[index].rank == 4
        && (model.layers[index] is MaxPool2D || model.layers[index] is ReLU || !isBeforeReLU(index, model))
    }
    let rows = layers.map { index -> [Chart] in
      let maps = activations[index][0]
      let best = maps.flattened(from: 1).max(axis: 1).topK(min(6, maps.shape[0])).indices.scalars.sorted()
      return best.map { Chart(image: maps[$0], label: "value").chartTitle("map \($0 + 1)") }
    }
    let first = [Chart(image: x).chartTitle("the picture")] + (rows.first?.prefix(5) ?? [])
    return Figure(ChartGrid(first + rows.dropFirst().joined(), columns: 6, sharing: .none))
  }

  private static func isBeforeReLU(_ index: Int, _ model: Sequential) -> Bool {
    index + 1 < model.layers.count && model.layers[index + 1] is ReLU
  }
}
