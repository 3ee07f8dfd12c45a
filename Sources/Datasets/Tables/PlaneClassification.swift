import Platform
import Tensors

// Classes of points in the plane, as pictures of what a boundary can be.
extension Dataset where Target == Int {
  /// Two interleaved half circles, one class each: a line separates most, only a curve separates all.
  ///
  ///     class 0: (cos t, sin t),  class 1: (1 − cos t, ½ − sin t),  t evenly from 0 to π
  ///
  /// Each coordinate gets normal noise of this standard deviation. The samples come in random order.
  /// Source of the idea: scikit-learn's `make_moons`.
  public static func moons(
    count: Int, noise: Double = 0.1, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    plane(count: count, classNames: ["upper", "lower"], noise: noise, using: &rng) { label, share in
      let t = share * .pi
      return label == 0 ? (cos(t), sin(t)) : (1 - cos(t), 0.5 - sin(t))
    }
  }

  /// Two circles around one centre, for hidden layers: no line does better than a little over one half.
  ///
  /// Class 0 lies on the unit circle, class 1 on one of radius `factor`; each coordinate gets normal noise.
  /// Source of the idea: scikit-learn's `make_circles`.
  public static func circles(
    count: Int, noise: Double = 0.05, factor: Double = 0.5, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition((0..<1).contains(factor), "circles expects a factor in 0..<1 but got \(factor)")
    return plane(
      count: count, classNames: ["outer", "inner"], noise: noise, closed: true, using: &rng
    ) { label, share in
      let radius = label == 0 ? 1 : factor
      return (radius * cos(2 * .pi * share), radius * sin(2 * .pi * share))
    }
  }

  /// Arms that wind out of one centre, a class each: a line gets about one half of three arms right.
  ///
  ///     r evenly from 0 to 1,  t = 2π·arm / arms + turn · r + noise · N(0, 1),  point = (r sin t, r cos t)
  ///
  /// `turn` is the angle, in radians, through which an arm winds on its way out.
  /// Source of the idea: Karpathy's case study for Stanford's course CS231n.
  public static func spirals(
    arms: Int = 3, pointsPerArm: Int = 100, noise: Double = 0.2, turn: Double = 4,
    using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(arms > 0 && pointsPerArm > 1, "spirals expects an arm or more, of two points or more")
    var values: [Float] = []
    var labels: [Int] = []
    for arm in 0..<arms {
      for point in 0..<pointsPerArm {
        let radius = Double(point) / Double(pointsPerArm - 1)
        let angle = 2 * .pi * Double(arm) / Double(arms) + turn * radius + noise * rng.normal()
        values += [Float(radius * sin(angle)), Float(radius * cos(angle))]
        labels.append(arm)
      }
    }
    return Dataset(
      values: values, sampleShape: [2], targets: labels, featureNames: ["x", "y"],
      classNames: (1...arms).map { "arm \($0)" }
    ).shuffled(using: &rng)
  }

  /// The exclusive or as a table of four samples, from (0, 0) to (1, 1): no line gets more than three right.
  public static var xor: Dataset {
    Dataset(
      values: [0, 0, 0, 1, 1, 0, 1, 1], sampleShape: [2], targets: [0, 1, 1, 0],
      featureNames: ["a", "b"], classNames: ["same", "different"])
  }

  /// Four clouds around the corners of the exclusive or, opposite corners in one class.
  public static func xor(
    count: Int, noise: Double = 0.1, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    let order = rng.permutation(of: count).map { $0 % 4 }
    return xor[order].withNoise(noise, using: &rng)
  }

  /// Round clouds of equal size around random centres in the square from −10 to 10, a class each.
  ///
  /// Source of the idea: scikit-learn's `make_blobs`.
  public static func blobs(
    count: Int, centers: Int = 3, standardDeviation: Double = 1, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(centers > 0, "blobs expects at least one center but got \(centers)")
    let places = (0..<centers).map { _ in (rng.uniform(-10, 10), rng.uniform(-10, 10)) }
    return blobs(count: count, around: places, standardDeviation: standardDeviation, using: &rng)
  }

  /// Round clouds of equal size around these centres, a class each.
  ///
  /// For classifiers whose error can be compared with the least possible one: the best boundary between two clouds is
  /// the line halfway, with the error
  /// `½ erfc(d / (2√2 σ))` for centres at the distance `d`.
  public static func blobs(
    count: Int, around centers: [(x: Double, y: Double)], standardDeviation: Double = 1,
    using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(!centers.isEmpty, "blobs expects at least one center")
    let labels = rng.permutation(of: count).map { $0 % centers.count }
    return Dataset(
      values: labels.flatMap { [Float(centers[$0].x), Float(centers[$0].y)] }, sampleShape: [2],
      targets: labels, featureNames: ["x", "y"], classNames: centers.indices.map { "blob \($0 + 1)" }
    ).withNoise(standardDeviation, using: &rng)
  }
}

extension Dataset {
  /// The same samples with normal noise of this standard deviation on every feature.
  func withNoise(
    _ standardDeviation: Double, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    replacing(
      values: values.map { Float(Double($0) + standardDeviation * rng.normal()) }, targets: targets)
  }
}

/// Points in even steps along two curves: `curve` returns the point of a class at a share from 0 to 1 of its length.
/// A closed curve stops one step short of its beginning.
private func plane(
  count: Int, classNames: [String], noise: Double, closed: Bool = false,
  using rng: inout some RandomNumberGenerator, curve: (_ label: Int, _ share: Double) -> (Double, Double)
) -> Dataset<Int> {
  checkCount("Dataset", count)
  let sizes = [count - count / 2, count / 2]
  var values: [Float] = []
  for (label, size) in sizes.enumerated() {
    let steps = Double(closed ? size : max(1, size - 1))
    for step in 0..<size {
      let (x, y) = curve(label, Double(step) / steps)
      values += [Float(x), Float(y)]
    }
  }
  let labels = sizes.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
  return Dataset(
    values: values, sampleShape: [2], targets: labels, featureNames: ["x", "y"], classNames: classNames
  ).withNoise(noise, using: &rng).shuffled(using: &rng)
}
