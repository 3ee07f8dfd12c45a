import CellSupport
import Testing

/// How a tensor is shown, by its shape and its numbers.
@Suite struct TensorPictureTests {
  /// The kinds of pictures that tensors become.
  enum Kind: Equatable, Sendable {
    case numbers, heatMap, histogram
    case heatMaps(titles: [String])
  }

  private static func displays(_ shape: Shape, _ numbers: [Double]? = nil) -> [Display] {
    let numbers = numbers ?? (0..<shape.elementCount).map(Double.init)
    return TensorPicture(shape: shape, text: "its numbers") { numbers }.displays
  }

  private static func kind(of displays: [Display]) -> Kind? {
    guard case .tensor(let tensor)? = displays.first else { return nil }
    if displays.count == 2, case .row(let row) = displays[1] {
      return .heatMaps(
        titles: row.map { display in
          if case .figure(let figure) = display {
            String(figure.alternative.prefix { $0 != "." })
          } else {
            ""
          }
        })
    }
    guard let figure = tensor.figure else { return tensor.text == "its numbers" ? .numbers : nil }
    return figure.alternative.hasPrefix("Matrix of") ? .heatMap : .histogram
  }

  @Test(
    arguments: [
      ([], .numbers), ([0, 50], .numbers), ([20], .heatMap), ([100], .histogram), ([8, 12], .numbers),
      ([2, 13], .heatMap),
      ([9, 12], .heatMap), ([32, 32], .heatMap), ([33, 32], .histogram), ([32, 33], .histogram),
      ([2, 7, 8], .heatMaps(titles: ["[0]", "[1]"])),
      ([2, 3, 5, 5], .heatMaps(titles: ["[0, 0]", "[0, 1]", "[0, 2]", "[1, 0]", "[1, 1]", "[1, 2]"])),
      ([7, 5, 5], .histogram), ([1, 1, 9, 12], .heatMap),
    ] as [(Shape, Kind)])
  func `a shape decides between numbers, heat maps and a histogram`(shape: Shape, kind: Kind) {
    #expect(Self.kind(of: Self.displays(shape)) == kind)
  }

  @Test(
    arguments: [
      ([-1, 1], 0, "min −1 · mean 0 · max 1"),
      ([.nan, .infinity], 2, "min 2 · mean 2 · max 2 · 2 not finite"),
      ([], .nan, "no finite number"),
    ] as [([Double], Double, String)])
  func `a large tensor is described by its range`(beginning: [Double], rest: Double, text: String) {
    let numbers = beginning + [Double](repeating: rest, count: 120 - beginning.count)
    guard case .tensor(let tensor)? = Self.displays([120], numbers).first else {
      Issue.record("no tensor is shown")
      return
    }
    #expect(tensor.shape == [120] && tensor.text == text)
  }
}
