import Platform
import Tensors

/// Short curves of ten kinds, moved, stretched, tilted and drowned in noise: handwriting with one dimension.
///
/// A kind is a template of twelve points. A signal is made of it in six steps: zeros after it (`padding` of them),
/// stretching the whole to one length, scaling by 1 ± `scaling`/2, a shift round the circle by up to `shift` places,
/// smooth noise where the signal is silent and a little noise everywhere, a tilt by up to ± `tilt`/2, and sampling at
/// `length` places. A linear classifier cannot follow the shift, a dense network learns it by heart, a convolution
/// has it built in. Chance is 0.1; from 4000 signals a linear classifier learns about 0.3, a dense network 0.7 and a
/// small convolutional one 0.9.
/// Source of the idea and of the steps: Greydanus & Kobak, "Scaling down deep learning with MNIST-1D" (2020); the
/// templates are our own.
public struct Signals: Sendable {
  /// How many zeros follow a template.
  public var padding = 36...60
  /// How much the height of a template varies.
  public var scaling = 0.4
  /// How far a template is moved at most.
  public var shift = 45
  /// How strong the noise is that was smoothed.
  public var smoothNoise = 0.23
  /// How strong the noise of single points is.
  public var noise = 0.02
  /// How strong the slope is that is added.
  public var tilt = 0.75
  /// How many points a signal has.
  public var length = 40

  /// The usual difficulty; change the properties for another.
  public init() {}

  /// The classes by their labels.
  public static let classNames = [
    "hill", "late peak", "early peak", "two hills", "three hills", "wave", "wave from below", "valley",
    "small before large", "large before small",
  ]

  private static let points: [[Double]] = [
    [0, 3, 5, 7, 8, 8, 8, 8, 7, 5, 3, 0],
    [0, 1, 1, 2, 2, 3, 4, 6, 8, 9, 5, 0],
    [0, 5, 9, 8, 6, 4, 3, 2, 2, 1, 1, 0],
    [0, 5, 8, 8, 5, 1, 1, 5, 8, 8, 5, 0],
    [0, 7, 7, 1, 1, 7, 7, 1, 1, 7, 7, 0],
    [0, 4, 7, 6, 3, 0, -3, -6, -7, -4, -2, 0],
    [0, -4, -7, -6, -3, 0, 3, 6, 7, 4, 2, 0],
    [0, -3, -5, -7, -8, -8, -8, -8, -7, -5, -3, 0],
    [0, 3, 4, 3, 0, 0, 4, 8, 9, 8, 4, 0],
    [0, 4, 8, 9, 8, 4, 0, 0, 3, 4, 3, 0],
  ]

  /// The templates: standardised, moved so that they begin at 0, and divided by six.
  public static let templates: [[Double]] = points.map { points in
    let mean = points.reduce(0, +) / Double(points.count)
    let variance = points.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(points.count)
    return points.map { ($0 - points[0]) / variance.squareRoot() / 6 }
  }

  /// Signals, `[1, length]` each, with all kinds equally frequent, in random order.
  public func dataset(count: Int, using rng: inout some RandomNumberGenerator) -> Dataset<Int> {
    let labels = rng.permutation(of: count).map { $0 % Self.templates.count }
    var values: [Float] = []
    values.reserveCapacity(count * length)
    for label in labels { values += signal(label, using: &rng).map { Float($0) } }
    return Dataset(
      values: values, sampleShape: [1, length], targets: labels, classNames: Self.classNames)
  }

  /// One signal of a kind.
  public func signal(_ kind: Int, using rng: inout some RandomNumberGenerator) -> [Double] {
    precondition(
      Self.templates.indices.contains(kind),
      "Signals knows kinds in 0..<\(Self.templates.count) but got \(kind)")
    let template = Self.templates[kind]
    let whole = template.count + padding.upperBound
    let zeros = [Double](repeating: 0, count: rng.integer(in: padding))
    // So small a lift only marks what belongs to the template, where it crosses zero too.
    let stretched = resampled(template.map { $0 + 1e-8 } + zeros, count: whole)
    let scale = 1 + scaling * (rng.uniform() - 0.5)
    let start = rng.integer(below: max(1, shift))
    let moved = (0..<whole).map { scale * stretched[($0 + whole - start) % whole] }
    let background = smoothed((0..<whole).map { _ in smoothNoise * rng.normal() })
    let slope = tilt * (rng.uniform() - 0.5)
    let noisy = moved.indices.map { place in
      (moved[place] == 0 ? background[place] : moved[place]) + noise * rng.normal()
        - slope * (Double(place) / Double(whole - 1) - 0.5)
    }
    return resampled(noisy, count: length)
  }

  /// The curve through `values`, straight between them, at `count` even places.
  private func resampled(_ values: [Double], count: Int) -> [Double] {
    (0..<count).map { index in
      let place = Double(index) * Double(values.count - 1) / Double(count - 1)
      let left = min(Int(place), values.count - 2)
      let share = place - Double(left)
      return values[left] * (1 - share) + values[left + 1] * share
    }
  }

  /// Weighs with a bell of deviation 2; at the ends the values are mirrored.
  private func smoothed(_ values: [Double]) -> [Double] {
    let bell = (-8...8).map { exp(-Double($0 * $0) / 8) }
    let total = bell.reduce(0, +)
    return values.indices.map { center in
      bell.indices.reduce(0.0) { sum, index in
        var place = center + index - 8
        if place < 0 { place = -1 - place }
        if place >= values.count { place = 2 * values.count - 1 - place }
        return sum + bell[index] / total * values[place]
      }
    }
  }
}

extension Dataset {
  /// The same samples with their numbers in one other order, the same for all samples: a control.
  ///
  /// Neighbours are no longer neighbours. What a dense network can learn is unchanged, what a convolution gains from
  /// neighbourhood is gone.
  public func withShuffledFeatures(using rng: inout some RandomNumberGenerator) -> Dataset {
    withFeatures(in: rng.permutation(of: featureCount))
  }

  /// The same samples with their numbers in this order.
  public func withFeatures(in order: [Int]) -> Dataset {
    precondition(
      order.sorted() == Array(0..<featureCount), "withFeatures expects an order of \(featureCount) features")
    var moved: [Float] = []
    moved.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: featureCount) {
      for place in order { moved.append(values[start + place]) }
    }
    return replacing(values: moved, targets: targets)
  }
}
