import Platform
import Tensors

/// Digits drawn by a pen: each a few strokes, turned, stretched, slanted, moved, blurred and made noisy at random.
///
/// For convolutional networks, which keep their accuracy when digits are displaced further than in training.
/// Strokes are lines through points of the unit square, x to the right and y down. A pixel's ink falls off smoothly
/// with its distance from the nearest stroke, as in a blurred line. Images are `[1, 16, 16]`,
/// from 0 for paper to 1 for ink. Chance is 0.1.
public struct StrokeDigits: Sendable {
  /// The side of the image, in pixels.
  public var size = 16
  /// How far the digit may lie off the centre, to either side, in pixels: the handle for the figure of accuracy
  /// against displacement.
  public var shift = 1.0
  /// How far the digit may be turned, to either side, in radians.
  public var turn = 0.3
  /// How far it may be slanted to either side: the distance sideways for a distance of 1 upwards.
  private let slant = 0.3
  /// Its smallest and its largest size; width and height are drawn separately.
  public var scale = 0.65...1.05
  /// The standard deviation of the noise on the points of a stroke, in the unit square.
  private let wobble = 0.03
  /// The pen's half width and the softness of its edge, in pixels.
  public var pen = (width: 0.7, softness: 0.9)
  /// The standard deviation of the noise on each pixel.
  public var noise = 0.2

  /// The usual difficulty; change the properties for another.
  public init() {}

  /// The strokes of the ten digits.
  static let strokes: [[[(x: Double, y: Double)]]] = [
    [oval(x: 0.5, y: 0.5, width: 0.26, height: 0.38)],
    [[(0.35, 0.25), (0.53, 0.12), (0.53, 0.88)]],
    [[(0.25, 0.28), (0.35, 0.14), (0.55, 0.1), (0.72, 0.22), (0.7, 0.4), (0.25, 0.88), (0.76, 0.88)]],
    [
      [
        (0.26, 0.16), (0.5, 0.1), (0.7, 0.2), (0.68, 0.38), (0.45, 0.47), (0.7, 0.56), (0.75, 0.74),
        (0.55, 0.89), (0.25, 0.84),
      ]
    ],
    [[(0.6, 0.1), (0.22, 0.62), (0.8, 0.62)], [(0.62, 0.38), (0.62, 0.9)]],
    [
      [
        (0.74, 0.1), (0.32, 0.1), (0.28, 0.45), (0.52, 0.4), (0.73, 0.54), (0.72, 0.76), (0.5, 0.9),
        (0.24, 0.84),
      ]
    ],
    [
      [(0.66, 0.1), (0.42, 0.26), (0.28, 0.52), (0.27, 0.68)],
      oval(x: 0.5, y: 0.68, width: 0.23, height: 0.21),
    ],
    [[(0.22, 0.12), (0.78, 0.12), (0.5, 0.5), (0.4, 0.9)]],
    [oval(x: 0.5, y: 0.29, width: 0.2, height: 0.19), oval(x: 0.5, y: 0.69, width: 0.24, height: 0.21)],
    [
      oval(x: 0.5, y: 0.32, width: 0.23, height: 0.21),
      [(0.73, 0.32), (0.72, 0.52), (0.6, 0.76), (0.38, 0.9)],
    ],
  ]

  /// Images, with all digits equally frequent, in random order.
  public func dataset(count: Int, using rng: inout some RandomNumberGenerator) -> Dataset<Int> {
    let labels = rng.permutation(of: count).map { $0 % 10 }
    var values: [Float] = []
    values.reserveCapacity(count * size * size)
    for label in labels { values += image(of: label, using: &rng) }
    return Dataset(
      values: values, sampleShape: [1, size, size], targets: labels, classNames: (0...9).map { "\($0)" })
  }

  /// One image of a digit, row by row.
  public func image(of digit: Int, using rng: inout some RandomNumberGenerator) -> [Float] {
    precondition((0...9).contains(digit), "StrokeDigits draws 0...9 but got \(digit)")
    let place = placing(using: &rng)
    let segments = Self.strokes[digit].flatMap { stroke -> [Segment] in
      let points = stroke.map { point in
        place(point.x - 0.5 + wobble * rng.normal(), point.y - 0.5 + wobble * rng.normal())
      }
      return zip(points, points.dropFirst()).map { Segment(from: $0, to: $1) }
    }
    return (0..<size * size).map { pixel in
      let (x, y) = (Double(pixel % size) + 0.5, Double(pixel / size) + 0.5)
      let distance = segments.reduce(Double.infinity) { min($0, $1.distance(x, y)) }
      let ink = 1 / (1 + exp((distance - pen.width) / pen.softness * 4))
      return Float(min(1, max(0, ink + noise * rng.normal())))
    }
  }

  /// A random turn, slant, stretching and displacement, from the centred unit square to pixels.
  private func placing(
    using rng: inout some RandomNumberGenerator
  ) -> (Double, Double) -> (x: Double, y: Double) {
    let angle = rng.uniform(-turn, turn)
    let slope = rng.uniform(-slant, slant)
    let width = rng.uniform(scale.lowerBound, scale.upperBound) * Double(size)
    let height = rng.uniform(scale.lowerBound, scale.upperBound) * Double(size)
    let dx = rng.uniform(-shift, shift) + Double(size) / 2
    let dy = rng.uniform(-shift, shift) + Double(size) / 2
    return { x, y in
      let (slanted, up) = ((x - slope * y) * width, y * height)
      return (
        x: cos(angle) * slanted - sin(angle) * up + dx, y: sin(angle) * slanted + cos(angle) * up + dy
      )
    }
  }

  private static func oval(
    x: Double, y: Double, width: Double, height: Double
  ) -> [(x: Double, y: Double)] {
    (0...12).map { step in
      let angle = 2 * .pi * Double(step) / 12
      return (x + width * sin(angle), y - height * cos(angle))
    }
  }
}

/// A straight piece of a stroke.
private struct Segment {
  let from: (x: Double, y: Double)
  let to: (x: Double, y: Double)

  func distance(_ x: Double, _ y: Double) -> Double {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = max(dx * dx + dy * dy, 1e-12)
    let share = min(1, max(0, ((x - from.x) * dx + (y - from.y) * dy) / length))
    let (ex, ey) = (x - from.x - share * dx, y - from.y - share * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
