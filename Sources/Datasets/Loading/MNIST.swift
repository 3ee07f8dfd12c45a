internal import Tensors

extension Dataset where Target == Int {
  /// MNIST's digits made like those of `Dataset.digits`: the first 1797 of them, `[1, 8, 8]`, each pixel the mean of a
  /// block of 3×3.
  ///
  ///     let digits = try Dataset.digits(images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte")
  ///
  /// The border of 2 pixels, where MNIST has next to no ink, is left out. If there are fewer images, all are taken.
  ///
  /// - Throws: `FileError` as `idx(images:labels:)` does, and also if the images are not of 28×28 pixels or a label is
  ///   above 9.
  public static func digits(images: String, labels: String) throws(FileError) -> Dataset {
    let mnist = try idx(images: images, labels: labels)
    guard mnist.sampleShape == [1, 28, 28] else {
      throw FileError(
        file: images, place: .byte(8), expected: "images of 28×28 pixels",
        found: mnist.sampleShape.dropFirst().map(String.init).joined(separator: "×"))
    }
    let first = mnist[..<Swift.min(mnist.count, 1797)]
    if let wrong = first.labels.firstIndex(where: { $0 > 9 }) {
      throw FileError(
        file: labels, place: .file, expected: "labels from 0 to 9",
        found: "\(first.labels[wrong]), the label of image \(wrong)")
    }
    let inner = first.features.slice(axis: 2, 2..<26).slice(axis: 3, 2..<26)
    return Dataset(
      values: inner.averagePool2D(kernelSize: 3).scalars, sampleShape: [1, 8, 8], targets: first.labels,
      classNames: (0...9).map { "\($0)" })
  }
}
