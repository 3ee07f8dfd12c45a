import Datasets
import Displays
import NeuralNetworks
import Tensors

/// Trained networks that classify what the reader draws, in the page.
///
///     DrawingDemo(model, like: digitsTest)
///     DrawingDemo([("dense", dense), ("CNN", cnn)], like: movedDigits)
///
/// A drawing is made to look like the data: it is scaled and moved to the size and place that are usual there, its
/// lines get the width that makes the amount of ink the same, and each pixel is the share of ink in a block of 4 × 4
/// points. The page shows the resulting picture and each class's probability. The first samples of the data are
/// examples to start from, so use data that the networks were not trained on.
///
/// The networks' input is a picture `[1, 1, height, width]`, or `[1, height · width]` if they begin with a `Linear`. Their
/// outputs are logits. A network with a layer that pages can't run fails the cell, and the message lists those they can.
public struct DrawingDemo: Displayable {
  private let demo: Demo

  /// One network.
  ///
  /// - Parameters:
  ///   - data: pictures of one channel, from 0 for paper to 1 for ink; drawings are made like them.
  ///   - examples: the number of samples to start from.
  public init(_ model: some Layer, like data: Dataset<Int>, examples: Int = 6) {
    self.init([("network", model)], like: data, examples: examples)
  }

  /// Several named networks, side by side.
  public init(_ models: [(String, any Layer)], like data: Dataset<Int>, examples: Int = 6) {
    let shape = data.sampleShape
    precondition(
      shape.count == 3 && shape[0] == 1 && shape[1] > 0 && shape[2] > 0,
      "DrawingDemo expects pictures of one channel, [1, height, width], but got samples of \(shape)")
    precondition(
      !models.isEmpty && examples > 0 && examples <= data.count,
      "DrawingDemo expects networks and from 1 to \(data.count) examples but got \(models.count) and \(examples)"
    )
    let names = data.classNames.isEmpty ? (0..<data.classCount).map(String.init) : data.classNames
    let pictures = data[0..<examples]
    let networks = models.map { name, model in
      var network = Demo.Network(name, [model], for: "DrawingDemo")
      if network.isDense { network.layers.insert(Demo.Layer(.flatten), at: 0) }
      return network
    }
    let logits = models.map { Self.logits(of: $0.1, $0.0, pictures.features, classes: names.count) }
    demo = Demo(
      task: .drawing(Demo.Canvas(like: data)),
      networks: networks,
      outputs: names,
      examples: (0..<examples).map { index in
        Demo.Example(
          label: names[data.labels[index]], pixels: Array(data.sample(index)),
          logits: logits.map { $0[index].scalars })
      })
  }

  public var displays: [Display] { [.demo(demo)] }

  private static func logits(of model: any Layer, _ name: String, _ x: Tensor, classes: Int) -> Tensor {
    let isDense = Demo.Network(name, [model], for: "DrawingDemo").isDense
    let logits = withoutGradient { model(isDense ? x.flattened(from: 1) : x, .inference) }
    precondition(
      logits.shape == [x.shape[0], classes],
      "DrawingDemo expects \(name) to give [\(x.shape[0]), \(classes)] logits but got \(logits.shape)")
    return logits
  }
}

extension Demo.Network {
  /// Whether its input is a flat vector.
  fileprivate var isDense: Bool { layers.first?.operation == .linear }
}

extension Demo.Canvas {
  /// The size of the data's pictures, and how much ink they usually have, and where.
  init(like data: Dataset<Int>) {
    let (height, width) = (data.sampleShape[1], data.sampleShape[2])
    let boxes = (0..<data.count).compactMap { InkBox(Array(data.sample($0)), width: width) }
    precondition(!boxes.isEmpty, "DrawingDemo expects pictures with ink in them but got only blank ones")
    func mean(_ number: (InkBox) -> Double) -> Double {
      boxes.reduce(0) { $0 + number($1) } / Double(boxes.count)
    }
    /// The range of the centres; a single place if they vary little.
    func range(_ middle: (InkBox) -> Double) -> ClosedRange<Double> {
      let center = mean(middle)
      let deviation = mean { (middle($0) - center) * (middle($0) - center) }.squareRoot()
      let places = boxes.map(middle)
      return deviation < 0.6 ? center...center : (places.min() ?? center)...(places.max() ?? center)
    }
    self.init(
      height: height, width: width, inkHeight: mean(\.height), inkWidth: mean(\.width), ink: mean(\.ink),
      xRange: range { Double($0.columns.lowerBound + $0.columns.upperBound) / 2 },
      yRange: range { Double($0.rows.lowerBound + $0.rows.upperBound) / 2 })
  }
}

/// The rectangle of a picture's ink; `nil` without ink.
private struct InkBox {
  let rows, columns: Range<Int>
  /// The extents of the ink. Grey edges count in part.
  let height, width: Double
  /// The sum of the grey values.
  let ink: Double

  init?(_ pixels: [Float], width: Int) {
    let inked = pixels.indices.filter { pixels[$0] > 0 }
    let (ys, xs) = (inked.map { $0 / width }, inked.map { $0 % width })
    guard let top = ys.min(), let bottom = ys.max(), let left = xs.min(), let right = xs.max() else {
      return nil
    }
    func darkest(_ isInside: (Int) -> Bool) -> Double {
      Double(inked.filter(isInside).map { pixels[$0] }.max() ?? 0)
    }
    func extent(_ first: Int, _ last: Int, _ line: (Int) -> Int) -> Double {
      // The end of a round line reaches into a cell further than it covers it.
      let edges = Set([first, last]).map { edge in darkest { line($0) == edge }.squareRoot() }
      return Double(max(0, last - first - 1)) + edges.reduce(0, +)
    }
    rows = top..<bottom + 1
    columns = left..<right + 1
    height = extent(top, bottom) { $0 / width }
    self.width = extent(left, right) { $0 % width }
    ink = pixels.reduce(0) { $0 + Double($1) }
  }
}
