import Datasets
import Displays
import ModelDiagrams
import NeuralNetworks
import SVGCharts
import Tensors

// A network that the reader trains in the page.
extension Playground: Displayable {
  /// The number of steps that are recorded, with which tests compare the page's.
  private static let recordedSteps = 100

  /// A playground that begins with these settings.
  ///
  ///     show(Playground(.spirals, layers: [8, 8], activation: .tanh, optimizer: .adam, learningRate: 0.01))
  ///
  /// The engine trains the network once: the page's own steps are compared with the first hundred, and its pictures at
  /// steps 0, 100 and `steps` show to readers without JavaScript, with the trained network's weights as lines.
  ///
  /// - Parameters:
  ///   - layers: the number of units in each hidden layer: up to three layers of 1 to 8.
  ///   - learningRate: one of ``learningRates``.
  ///   - weightDecay: one of ``weightDecays``.
  public init(
    _ points: Points = .spirals, layers: [Int] = [8, 8], activation: Activation = .tanh,
    optimizer: Optimizer = .adam, learningRate: Double = 0.01, weightDecay: Double = 0, seed: Int = 1,
    steps: Int = 1000
  ) {
    Self.check(layers, learningRate, weightDecay, steps)
    let start = Settings(
      points: points, layers: layers, activation: activation, optimizer: optimizer,
      learningRate: learningRate,
      weightDecay: weightDecay, seed: seed)
    let sets = Points.allCases.map { PointSet($0) }
    let chosen = sets.first { $0.points == points } ?? PointSet(points)
    var run = PlaygroundRun(start, chosen)
    let first = run.weights
    var panels = [run.plane]
    run.train(Self.recordedSteps)
    let record = Record(first: first, last: run.weights, losses: run.losses)
    panels.append(run.plane)
    run.train(steps - Self.recordedSteps)
    panels.append(run.plane)
    let words =
      "The plane with the points of two classes and the network's answer, at the start, after "
      + "\(Self.recordedSteps) steps and after \(steps). In the end \(run.summary). Below, the network after \(steps) "
      + "steps: each weight is a line, thicker the larger it is, and dashed below 0."
    let still = PlaygroundStill(
      planes: ChartGrid(panels, columns: 3), network: run.diagram(of: start.activation), alternative: words)
    // Narrow on wide pages too: with script and points it has to stay below 60 KB.
    let figure = Figure(svg: still.svg(width: 350, id: Figures.nextID()), alternative: still.alternative)
    self.init(start: start, sets: sets, record: record, still: figure)
  }

  public var displays: [Display] { [.playground(self)] }

  private static func check(_ layers: [Int], _ learningRate: Double, _ weightDecay: Double, _ steps: Int) {
    precondition(
      layers.count <= depthLimit && layers.allSatisfy((1...widthLimit).contains),
      "Playground expects up to \(depthLimit) layers of 1 to \(widthLimit) units but got \(layers)")
    precondition(
      learningRates.contains(learningRate),
      "Playground expects a learning rate of \(learningRates) but got \(learningRate)")
    precondition(
      weightDecays.contains(weightDecay),
      "Playground expects a weight decay of \(weightDecays) but got \(weightDecay)")
    precondition(
      steps >= recordedSteps, "Playground expects \(recordedSteps) steps or more but got \(steps)")
  }
}

/// The planes of a training, and below them the network as it was in the end.
private struct PlaygroundStill: SVGPicture {
  let planes: ChartGrid
  let network: NetworkDiagram
  let alternative: String

  var headline: String { "A network in training" }
  var dataTable: ChartTable { network.dataTable }

  func drawing(width: Double, height: Double?) -> SVGDrawing {
    let (above, below) = (
      planes.drawing(width: width, height: nil), network.drawing(width: width, height: nil)
    )
    let top = above.size.height + 12
    var writer = above.writer
    writer.append(below.writer, dx: max(0, (width - below.size.width) / 2), dy: top)
    return SVGDrawing(
      writer: writer, size: (max(above.size.width, below.size.width), top + below.size.height))
  }
}

extension Playground.PointSet {
  /// Points that are the same in all playgrounds, scaled to mean 0 and deviation 1.
  fileprivate init(_ points: Playground.Points) {
    var rng = SplitMix64(seed: 7)
    let (known, later) = (points.drawn(using: &rng), points.drawn(using: &rng))
    let scale = Standardizer(fittedTo: known)
    self.init(points: points, known: .init(scale(known)), later: .init(scale(later)))
  }
}

extension Playground.Sample {
  fileprivate init(_ data: Dataset<Int>) {
    self.init(coordinates: data.values, labels: data.labels)
  }
}

extension Playground.Points {
  fileprivate func drawn(using rng: inout SplitMix64) -> Dataset<Int> {
    switch self {
    case .clouds: .xor(count: 120, noise: 0.22, using: &rng)
    case .circles: .circles(count: 120, noise: 0.12, using: &rng)
    case .moons: .moons(count: 120, noise: 0.2, using: &rng)
    case .spirals:
      Dataset.spirals(arms: 2, pointsPerArm: 64, noise: 0.12, turn: 8, using: &rng).withoutCentre
    }
  }
}

extension Dataset<Int> {
  /// The arms of a spiral begin at one point, which no network can put into two classes.
  fileprivate var withoutCentre: Dataset {
    self[(0..<count).filter { index in sample(index).reduce(0) { $0 + $1 * $1 } > 0.05 * 0.05 }]
  }
}

/// The engine's network, in training.
private struct PlaygroundRun {
  let model: Sequential
  let optimizer: any NeuralNetworks.Optimizer
  let features, targets: Tensor
  let labels: [Int]
  var losses: [Float] = []

  init(_ settings: Playground.Settings, _ set: Playground.PointSet) {
    var rng = SplitMix64(seed: settings.seed)
    var layers: [any Layer] = []
    var width = 2
    for units in settings.layers {
      layers += [Linear(inputs: width, outputs: units, using: &rng), settings.activation.layer]
      width = units
    }
    model = Sequential(layers + [Linear(inputs: width, outputs: 1, using: &rng)])
    optimizer = settings.optimizer.make(
      model, learningRate: Float(settings.learningRate), weightDecay: Float(settings.weightDecay))
    labels = set.known.labels
    features = Tensor(set.known.coordinates, shape: [labels.count, 2])
    targets = Tensor(labels.map { Float($0) }, shape: [labels.count, 1])
  }

  /// Takes steps with all points.
  mutating func train(_ steps: Int) {
    for _ in 0..<steps {
      let loss = binaryCrossEntropy(logits: model(features), targets: targets)
      losses.append(loss.scalar)
      loss.backward()
      optimizer.step()
    }
  }

  var weights: [Float] { model.parameters.flatMap { $0.value.scalars } }

  private func logits(_ places: Tensor) -> [Float] { withoutGradient { model(places).scalars } }

  /// How many points are on their own side.
  var summary: String {
    let right = zip(logits(features), labels).filter { ($0 > 0) == ($1 > 0) }.count
    return "\(right) of \(labels.count) points are right"
  }

  /// The network with its weights as they are now.
  func diagram(of activation: Playground.Activation) -> NetworkDiagram {
    let names = ["first layer", "second layer", "third layer"]
    let linear = model.layers.compactMap { $0 as? Linear }
    let layers = linear.enumerated().map { index, layer in
      let isLast = index == linear.count - 1
      return NetworkDiagram.Layer(
        isLast ? "output" : names[index], units: layer.outputs,
        detail: isLast ? "sigmoid" : activation.rawValue, weights: layer.weight.rowsOfDoubles)
    }
    return NetworkDiagram([.init("inputs", units: 2)] + layers)
  }

  /// The points over the network's answer.
  var plane: Chart {
    let extent = 1.06 * Double(features.absolute().max().scalar)
    let grid = FieldGrid(x: -extent...extent, y: -extent...extent, resolution: 48)
    let scores = logits(Tensor(grid.points.map { [Float($0.x), Float($0.y)] }))
    let names = ["class 0", "class 1"]
    let places = features.scalars
    return Chart {
      FieldMark(grid, classes: names, scores: scores.map { [-$0, $0] })
      PointMark(
        x: .value("x", labels.indices.map { places[2 * $0] }),
        y: .value("y", labels.indices.map { places[2 * $0 + 1] })
      )
      .foregroundStyle(by: .value("class", labels.map { names[$0] }))
    }
    .chartForegroundStyleScale(domain: names).chartPlotAspectRatio(1)
    .chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden)
    .chartTitle("step \(losses.count)", subtitle: summary)
  }
}

extension Playground.Activation {
  fileprivate var layer: any Layer {
    switch self {
    case .tanh: Tanh()
    case .relu: ReLU()
    case .sigmoid: Sigmoid()
    }
  }
}

extension Playground.Optimizer {
  fileprivate func make(
    _ model: Sequential, learningRate: Float, weightDecay: Float
  ) -> any NeuralNetworks.Optimizer {
    switch self {
    case .sgd: SGD(model, learningRate: learningRate, weightDecay: weightDecay)
    case .momentum: SGD(model, learningRate: learningRate, momentum: 0.9, weightDecay: weightDecay)
    case .adam: Adam(model, learningRate: learningRate, weightDecay: weightDecay)
    }
  }
}
