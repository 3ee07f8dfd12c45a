import Displays
import Markup
import Notebooks

/// A playground as its script reads it.
struct PlaygroundData: Encodable {
  struct Settings: Encodable {
    var points: String
    var layers: [Int]
    var activation, optimizer: String
    var rate, decay: Double
    var seed: Int
  }

  struct Sample: Encodable {
    var places: String
    /// A digit for each point.
    var labels: String

    init(_ sample: Playground.Sample) {
      places = PageData.base64(sample.coordinates)
      labels = sample.labels.map { String($0) }.joined()
    }
  }

  struct PointSet: Encodable {
    var name, title: String
    var known, later: Sample
  }

  /// The engine's run, so that tests can compare.
  struct Record: Encodable {
    var first, last, losses: String
  }

  var start: Settings
  var sets: [PointSet]
  var rates, decays: [Double]
  var record: Record

  /// - Parameter isSmall: whether only the first data can be trained on.
  init(_ playground: Playground, isSmall: Bool = false, words: PageWords = PageWords()) {
    let start = playground.start
    self.start = Settings(
      points: start.points.rawValue, layers: start.layers, activation: start.activation.rawValue,
      optimizer: start.optimizer.rawValue, rate: start.learningRate, decay: start.weightDecay,
      seed: start.seed)
    sets = playground.sets.filter { !isSmall || $0.points == start.points }.map {
      PointSet(
        name: $0.points.rawValue, title: words[$0.points.rawValue], known: Sample($0.known),
        later: Sample($0.later))
    }
    (rates, decays) = (Playground.learningRates, Playground.weightDecays)
    let record = playground.record
    self.record = Record(
      first: PageData.base64(record.first), last: PageData.base64(record.last),
      losses: PageData.base64(record.losses))
  }
}

extension PageRenderer {
  /// A playground: its still, which the script replaces.
  mutating func playground(_ playground: Playground, in context: inout CellContext) -> Node {
    demoAssets.add(playground)
    let alternative = context.takeFigureAlternative() ?? playground.still.alternative
    return plate("plate playground", in: &context) { page in
      let still = page.drawing(playground.still, alternative: alternative)
      return [still, "\n", PageData.html(of: PlaygroundData(playground, words: page.words)), "\n"]
    }
  }
}
