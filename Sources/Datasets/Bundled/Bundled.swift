extension Dataset where Target == Int {
  /// Fisher's irises: 150 flowers, 50 of each of three species, with four measurements in cm.
  ///
  /// One species is linearly separable from the others, those two overlap a little. Values are Fisher's own
  /// (UCI's file has two slips). Source and licence are in `IrisData.swift`.
  public static var iris: Dataset {
    let flowers = irisMeasurements.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    let values = flowers.flatMap { flower -> [Float] in
      let digits = flower.map { Float($0 - UInt8(ascii: "0")) }
      return stride(from: 0, to: digits.count, by: 2).map { (10 * digits[$0] + digits[$0 + 1]) / 10 }
    }
    return Dataset(
      values: values, sampleShape: [4], targets: flowers.indices.map { $0 / 50 },
      featureNames: ["sepal length", "sepal width", "petal length", "petal width"],
      classNames: ["setosa", "versicolor", "virginica"])
  }

  /// Handwritten digits: 1797 images of 8×8 pixels, `[1, 8, 8]`, each pixel from 0 for paper to 1 for ink.
  ///
  /// A pixel is the share of ink in a 4×4 block of the scanned digit, in sixteenths. The images are those
  /// of 13 people.
  /// Source and licence are in `DigitsData.swift`.
  public static var digits: Dataset {
    let images = digitImages.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    let paper = UInt8(ascii: "a") - 1
    var values: [Float] = []
    values.reserveCapacity(images.count * 64)
    for image in images {
      for pixel in image.dropFirst() {
        values.append(pixel == UInt8(ascii: ".") ? 0 : Float(pixel - paper) / 16)
      }
    }
    return Dataset(
      values: values, sampleShape: [1, 8, 8],
      targets: images.map { Int($0[$0.startIndex] - UInt8(ascii: "0")) },
      classNames: (0...9).map { "\($0)" })
  }
}
