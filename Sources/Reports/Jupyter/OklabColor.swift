import Notebooks
private import Platform

/// A colour in a space in which the middle of two colours looks like their middle (Ottosson, 2020).
struct OklabColor {
  var parts: [Double]

  private static let toCones = [
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ]
  private static let toLab = [
    [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
  ]
  private static let fromLab = [
    [1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.2914855480],
  ]
  private static let fromCones = [
    [4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
    [-0.0041960863, -0.7034186147, 1.7076147010],
  ]

  /// A colour as `#rrggbb`.
  init?(_ text: String) {
    guard text.count == 7, text.hasPrefix("#"), let number = Int(text.dropFirst(), radix: 16) else {
      return nil
    }
    let channels = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    parts = Self.product(Self.toLab, Self.product(Self.toCones, linear).map { cbrt($0) })
  }

  func mixed(with other: OklabColor, share: Double) -> OklabColor {
    var mixture = self
    mixture.parts = zip(parts, other.parts).map { share * $0 + (1 - share) * $1 }
    return mixture
  }

  var hexadecimal: String {
    let cones = Self.product(Self.fromLab, parts).map { $0 * $0 * $0 }
    let channels = Self.product(Self.fromCones, cones).map { value -> UInt8 in
      let light = min(1, max(0, value))
      let coded = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8((255 * coded).rounded())
    }
    return "#" + channels.hexadecimal
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}
